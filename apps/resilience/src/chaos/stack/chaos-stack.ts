import { planStack, readSettings, seedBookings, type StackPlan } from "@reslot/launcher";
import { now } from "../../clock.ts";
import { type CalLimits, prepareCal } from "../../state/prepare-cal.ts";
import { CHAOS_ENVIRONMENT } from "../timings.ts";
import {
  createPrograms,
  type KillTarget,
  type SecondPrograms,
  type WebServer,
} from "./programs.ts";
import { type StackProxies, startStackProxies } from "./stack-proxies.ts";

/** A whole stack of real programs, which can be stopped, killed and restarted. */
export interface ChaosStack extends Pick<StackProxies, "pausing" | "dependencies"> {
  readonly plan: StackPlan;
  /** ULIDs of the demo's bookings. */
  readonly bookings: Readonly<Record<string, string>>;
  readonly webUrls: Readonly<Record<WebServer, string>>;
  /** Starts, ends or replaces the second web app and worker; null: there are none. */
  useSecond(second: SecondPrograms | null): Promise<void>;
  /** Sends SIGKILL; resolves when the process is gone. */
  kill(target: KillTarget): Promise<void>;
  /** Sends SIGSTOP: the process does nothing until `resume`. */
  freeze(target: KillTarget): void;
  /** Sends SIGCONT. */
  resume(target: KillTarget): void;
  /** Resolves when the process is ready. */
  restart(target: KillTarget): Promise<void>;
  stop(): Promise<void>;
}

const STAND_INS = ["clerk", "cal", "mail"] as const;

/** Starts the launcher's stack on free ports with its data in `localDir`, and seeds it. */
export async function startChaosStack(localDir: string, limits: CalLimits): Promise<ChaosStack> {
  const overrides = CHAOS_ENVIRONMENT.flatMap((pair) => ["--set", pair]);
  const flags = ["--ephemeral", "--small-demo", "--webs", "2", "--dir", localDir];
  const plan = await planStack(readSettings([...flags, ...overrides], {}));
  const { pausing, dependencies, close } = await startStackProxies(plan);
  const programs = createPrograms(plan, { pausing, dependencies });
  const stop = async () => {
    await programs.stop();
    await close();
  };
  try {
    await programs.start("supabase");
    await Promise.all(STAND_INS.map(programs.start));
    await programs.start("web");
    await programs.start("worker");
    const { urls, secrets, people } = plan;
    const seeding = { urls, webUrls: [urls.webUrl], secrets, people, processes: [] };
    const bookings = await seedBookings(localDir, seeding, now());
    await prepareCal(plan, limits);
    const { webUrls, useSecond, kill, freeze, resume, start: restart } = programs;
    const acts = { useSecond, kill, freeze, resume, restart, stop };
    return { plan, bookings, webUrls, pausing, dependencies, ...acts };
  } catch (error) {
    await stop();
    throw error;
  }
}
