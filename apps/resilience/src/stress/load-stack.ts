import {
  planStack,
  type ProgramName,
  readSettings,
  type RunningProcess,
  type StackPlan,
  startProcess,
  waitForHealth,
} from "@reslot/launcher";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type CalLimits, prepareCal } from "../state/prepare-cal.ts";
import { type CalProxy, startCalProxy } from "../traffic/cal-proxy.ts";
import { type HeapInspector, openHeapInspector } from "./heap-inspector.ts";
import { seedUsers } from "./seed-users.ts";
import type { VirtualUsers } from "./virtual-users.ts";

const STAND_INS = ["clerk", "cal", "mail"] as const;
const INSPECTOR = /Debugger listening on (ws:\/\/\S+)/g;

/** The built product with its virtual users, and a proxy in front of Cal.com. */
export interface LoadStack {
  readonly plan: StackPlan;
  readonly calProxy: CalProxy;
  /** Of the web app's process. */
  readonly heap: HeapInspector;
  stop(): Promise<void>;
}

/** Starts the launcher's stack on free ports with its data in `localDir`, and seeds the users. */
export async function startLoadStack(
  localDir: string,
  virtualUsers: VirtualUsers,
  limits: CalLimits,
): Promise<LoadStack> {
  const plan = await planStack(
    readSettings(["--ephemeral", "--small-demo", "--dir", localDir], {}),
  );
  writeFileSync(join(localDir, "people.json"), JSON.stringify(virtualUsers.users), { mode: 0o600 });
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
    await Promise.all(STAND_INS.map((name) => start(name)));
    const product = { CAL_API_URL: calProxy.url };
    await start("web", { ...product, NODE_OPTIONS: "--inspect=127.0.0.1:0" });
    await waitForHealth(plan.urls.webUrl);
    await start("worker", product);
    await seedUsers(plan, virtualUsers);
    await prepareCal(plan, limits);
    const heap = await openHeapInspector(inspectorsOf(join(localDir, "logs", "web.log")));
    return { plan, calProxy, heap, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The inspector addresses that the web app's processes printed when they started. */
function inspectorsOf(logFile: string): string[] {
  return [...readFileSync(logFile, "utf8").matchAll(INSPECTOR)].flatMap(([, url]) => url ?? []);
}
