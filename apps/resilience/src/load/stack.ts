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
import { type CalTap, startCalTap } from "./cal-proxy.ts";
import type { Crowd } from "./virtual-users.ts";
import { openHeap, type Heap } from "./heap.ts";
import { seedCrowd } from "./seed-users.ts";

const STAND_INS = ["clerk", "cal", "mail"] as const;
const INSPECTOR = /Debugger listening on (ws:\/\/\S+)/g;

/** The built product with a crowd in it, and Cal.com behind a tap. */
export interface LoadStack {
  readonly plan: StackPlan;
  readonly tap: CalTap;
  /** Of the web app's process. */
  readonly heap: Heap;
  stop(): Promise<void>;
}

/** Starts the launcher's stack on free ports with its data in `localDir`, and brings the crowd in. */
export async function startLoadStack(localDir: string, crowd: Crowd): Promise<LoadStack> {
  const plan = await planStack(readSettings(["--ephemeral", "--dir", localDir], {}));
  writeFileSync(join(localDir, "people.json"), JSON.stringify(crowd.people), { mode: 0o600 });
  const tap = await startCalTap(plan.urls.calUrl);
  const running: RunningProcess[] = [];
  const start = async (name: ProgramName, extra: Record<string, string> = {}): Promise<void> => {
    const spec = plan.programs[name];
    const program = startProcess({ ...spec, env: { ...spec.env, ...extra } });
    running.push(program);
    await program.ready;
  };
  const stop = async () => {
    for (const program of running.toReversed()) await program.stop();
    await tap.close();
  };

  try {
    await start("supabase");
    await Promise.all(STAND_INS.map((name) => start(name)));
    const product = { CAL_API_URL: tap.url };
    await start("web", { ...product, NODE_OPTIONS: "--inspect=127.0.0.1:0" });
    await waitForHealth(plan.urls.webUrl);
    await start("worker", product);
    await seedCrowd(plan, crowd);
    const heap = await openHeap(inspectorsOf(join(localDir, "logs", "web.log")));
    return { plan, tap, heap, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Where the web app's processes can be looked into, as they said when they started. */
function inspectorsOf(logFile: string): string[] {
  return [...readFileSync(logFile, "utf8").matchAll(INSPECTOR)].flatMap(([, url]) => url ?? []);
}
