import {
  planStack,
  readSettings,
  type RunningProcess,
  seedBookings,
  type StackPlan,
  startProcess,
  waitForHealth,
} from "@reslot/launcher";
import { now } from "../clock.ts";
import { allowCoaches } from "../state/allow-coaches.ts";
import { prepareCal } from "../state/prepare-cal.ts";
import { type FaultProxy, startFaultProxy } from "../proxy/fault-proxy.ts";

export const dependencies = ["Cal.com", "database", "Clerk", "mail"] as const;
export type Dependency = (typeof dependencies)[number];

/** The real programs with the times of a deployment, and a proxy before each of their dependencies. */
export interface FaultStack {
  readonly plan: StackPlan;
  readonly bookings: Readonly<Record<string, string>>;
  readonly proxies: Readonly<Record<Dependency, FaultProxy>>;
  stop(): Promise<void>;
}

/** Starts it on free ports with its data in `localDir`, and seeds it. */
export async function startFaultStack(localDir: string): Promise<FaultStack> {
  const limits = ["MOVES_PER_PERSON_PER_MINUTE=1000", "MOVES_PER_BOOKING_PER_DAY=1000"];
  const overrides = limits.flatMap((pair) => ["--set", pair]);
  const plan = await planStack(
    readSettings(["--ephemeral", "--small-demo", "--dir", localDir, ...overrides], {}),
  );
  const { urls, secrets, people } = plan;
  const [cal, database, clerk, mail] = await Promise.all([
    startFaultProxy(urls.calUrl),
    startFaultProxy(urls.supabaseUrl),
    startFaultProxy(urls.clerkUrl),
    startFaultProxy(urls.mailUrl),
  ]);
  const proxies = { "Cal.com": cal, database, Clerk: clerk, mail };
  const env = {
    CAL_API_URL: cal.url,
    NEXT_PUBLIC_SUPABASE_URL: database.url,
    CLERK_API_URL: clerk.url,
    RESEND_BASE_URL: mail.url,
  };
  const running: RunningProcess[] = [];
  const stop = async () => {
    for (const program of running.toReversed()) await program.stop();
    for (const proxy of Object.values(proxies)) await proxy.close();
  };
  const start = async (name: keyof StackPlan["programs"], extra: Record<string, string> = {}) => {
    const spec = plan.programs[name];
    const program = startProcess({ ...spec, env: { ...spec.env, ...extra } });
    running.push(program);
    await program.ready;
  };
  try {
    await start("supabase");
    await Promise.all([start("clerk"), start("cal"), start("mail")]);
    await start("web", env);
    await waitForHealth(urls.webUrl);
    await start("worker", env);
    const seeding = { urls, webUrls: [urls.webUrl], secrets, people, processes: [] };
    const bookings = await seedBookings(localDir, seeding, now());
    await prepareCal(plan, "generous");
    await allowCoaches(plan);
    return { plan, bookings, proxies, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
