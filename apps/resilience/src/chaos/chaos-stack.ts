import {
  planStack,
  type ProgramName,
  readSettings,
  type RunningProcess,
  seedBookings,
  type StackPlan,
  startProcess,
  waitForHealth,
} from "@reslot/launcher";
import { now } from "../clock.ts";
import { type CalLimits, prepareCal } from "../state/prepare-cal.ts";
import { type PausingProxy, startPausingProxy } from "../proxy/pausing-proxy.ts";
import { CHAOS_ENVIRONMENT } from "./timings.ts";

/** A program that calls the database. */
export type DatabaseCaller = "web" | "worker";
export type KillTarget = DatabaseCaller | "supabase";

/** A whole stack of real programs, some of which can be killed and restarted. */
export interface ChaosStack {
  readonly plan: StackPlan;
  /** ULIDs of the demo's bookings. */
  readonly bookings: Readonly<Record<string, string>>;
  /** Between each program and the database. */
  readonly proxies: Readonly<Record<DatabaseCaller, PausingProxy>>;
  /** Sends SIGKILL; resolves when the process is gone. */
  kill(target: KillTarget): Promise<void>;
  /** Resolves when the process is ready. */
  restart(target: KillTarget): Promise<void>;
  stop(): Promise<void>;
}

const RPC_PROGRAMS = ["web", "worker"] as const;
const STAND_INS = ["clerk", "cal", "mail"] as const;

/** Starts the launcher's stack on free ports with its data in `localDir`, and seeds it. */
export async function startChaosStack(localDir: string, limits: CalLimits): Promise<ChaosStack> {
  const overrides = CHAOS_ENVIRONMENT.flatMap((pair) => ["--set", pair]);
  const plan = await planStack(
    readSettings(["--ephemeral", "--small-demo", "--dir", localDir, ...overrides], {}),
  );
  const [web, worker] = await Promise.all(
    RPC_PROGRAMS.map(() => startPausingProxy(plan.urls.supabaseUrl)),
  );
  if (!web || !worker) throw new Error("The proxies did not start.");
  const proxies = { web, worker };

  const running = new Map<ProgramName, RunningProcess>();
  let generation = 0;
  const start = async (name: ProgramName): Promise<void> => {
    const spec = plan.programs[name];
    const url = name === "web" || name === "worker" ? proxies[name].url : null;
    const env = { ...spec.env, ...(url && { NEXT_PUBLIC_SUPABASE_URL: url }) };
    const program = startProcess({ ...spec, name: `${name}-${generation++}`, env });
    running.set(name, program);
    await program.ready;
    if (name === "web") await waitForHealth(plan.urls.webUrl);
  };
  const stop = async () => {
    for (const program of [...running.values()].toReversed()) await program.stop();
    await Promise.all([web.close(), worker.close()]);
  };

  try {
    await start("supabase");
    await Promise.all(STAND_INS.map(start));
    await start("web");
    await start("worker");
    const { urls, secrets, people } = plan;
    const seeding = { urls, webUrls: [urls.webUrl], secrets, people, processes: [] };
    const bookings = await seedBookings(localDir, seeding, now());
    await prepareCal(plan, limits);
    return {
      plan,
      bookings,
      proxies,
      async kill(target) {
        const program = running.get(target);
        if (!program) throw new Error(`There is no ${target} to kill.`);
        process.kill(program.pid, "SIGKILL");
        await program.exited;
      },
      restart: start,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
