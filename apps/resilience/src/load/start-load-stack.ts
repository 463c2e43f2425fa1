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
import { type CalProxy, startCalProxy } from "../traffic/cal-proxy.ts";
import type { Population } from "./people.ts";

/** The built product on its stand-ins, with Cal.com's real limits, and a proxy that counts calls to Cal.com. */
export interface LoadStack {
  readonly plan: StackPlan;
  readonly calProxy: CalProxy;
  stop(): Promise<void>;
}

/** Starts it on free ports with its data in `localDir`. */
export async function startLoadStack(
  localDir: string,
  { coaches, mentees }: Population,
): Promise<LoadStack> {
  const plan = await planStack(
    readSettings(["--ephemeral", "--small-demo", "--dir", localDir], {}),
  );
  const people = JSON.stringify([...coaches, ...mentees]);
  writeFileSync(join(localDir, "people.json"), people, { mode: 0o600 });
  const calProxy = await startCalProxy(plan.urls.calUrl);
  const running: RunningProcess[] = [];
  const start = async (name: ProgramName, extra: Record<string, string> = {}): Promise<void> => {
    const spec = plan.programs[name];
    const program = startProcess({ ...spec, env: { ...spec.env, ...extra } });
    running.push(program);
    await program.ready;
  };
  const stop = async () => {
    for (const program of running.toReversed()) await program.stop();
    await calProxy.close();
  };

  try {
    await start("supabase");
    // Thousands of bookings written to a file at every change would be what is measured.
    await Promise.all([start("clerk"), start("cal", { SANDBOX_DIR: "" }), start("mail")]);
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
