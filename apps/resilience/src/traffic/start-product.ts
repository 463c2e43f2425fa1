import {
  planStack,
  type ProgramName,
  readSettings,
  type RunningProcess,
  type StackPlan,
  startProcess,
  waitForHealth,
} from "@reslot/launcher";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type CalProxy, startCalProxy } from "./cal-proxy.ts";

/** The built product on its stand-ins, at Cal.com's real limits, and a proxy that sees every call to Cal.com. */
export interface RunningProduct {
  readonly plan: StackPlan;
  readonly calProxy: CalProxy;
  stop(): Promise<void>;
}

interface ProductOptions {
  /** The accounts at Clerk and Cal.com: entries of people.json. */
  readonly accounts: readonly object[];
  /** Variables of some programs, beside those of the launcher. */
  readonly env?: Partial<Record<ProgramName, Record<string, string>>>;
}

/** Starts it on free ports with its data in `localDir`, and with no one signed up. */
export async function startProduct(
  localDir: string,
  { accounts, env = {} }: ProductOptions,
): Promise<RunningProduct> {
  const plan = await planStack(
    readSettings(["--ephemeral", "--small-demo", "--dir", localDir], {}),
  );
  writeFileSync(join(localDir, "people.json"), JSON.stringify(accounts), { mode: 0o600 });
  const calProxy = await startCalProxy(plan.urls.calUrl);
  const running: RunningProcess[] = [];
  const start = async (name: ProgramName, extra: Record<string, string> = {}): Promise<void> => {
    const spec = plan.programs[name];
    const program = startProcess({ ...spec, env: { ...spec.env, ...extra, ...env[name] } });
    running.push(program);
    await program.ready;
  };
  const stop = async () => {
    for (const program of running.toReversed()) await program.stop();
    await calProxy.close();
  };

  try {
    await start("supabase");
    await Promise.all([start("clerk"), start("cal"), start("mail")]);
    const product = { CAL_API_URL: calProxy.url };
    await start("web", product);
    await waitForHealth(plan.urls.webUrl);
    await start("worker", product);
    return { plan, calProxy, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
