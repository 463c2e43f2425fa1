import "server-only";
import { systemClock } from "@reslot/cal/time";
import { env } from "@/env.ts";
import { getPorts } from "./ports.ts";

type DependencyState = "up" | "down";

export interface Health {
  /** Whether requests can be served. */
  ready: boolean;
  checks: Record<"database" | "calendar" | "identity" | "mail", DependencyState>;
  /** How far behind Cal.com the meetings are; null while the database does not answer. */
  sync: { lagMs: number | null; skippedRows: number } | null;
  /** How many credentials Cal.com refuses for now; null while the database does not answer. */
  credentials: { blocked: number } | null;
}

const probeTimeoutMs = 2_000;
const freshMs = 3_000;

let last: { at: number; health: Promise<Health> } | undefined;

/**
 * Probes every dependency. Only the database decides `ready`: without the others people still see
 * their meetings, and no other server would do better. Cached for three seconds, so that probes
 * cause no load.
 */
export function checkHealth(): Promise<Health> {
  const now = systemClock.now();
  if (!last || now - last.at > freshMs) last = { at: now, health: probeAll() };
  return last.health;
}

async function probeAll(): Promise<Health> {
  const { CAL_API_URL, CLERK_API_URL, RESEND_BASE_URL } = env();
  const { db } = getPorts();
  const [database, calendar, identity, mail, sync, blocked] = await Promise.all([
    stateOf(db.ping()),
    answers(CAL_API_URL),
    answers(CLERK_API_URL ?? "https://api.clerk.com"),
    answers(RESEND_BASE_URL ?? "https://api.resend.com"),
    withinTime(db.backlog.sync()),
    withinTime(db.calBudgets.countBlocked()),
  ]);
  return {
    ready: database === "up",
    checks: { database, calendar, identity, mail },
    sync,
    credentials: blocked === null ? null : { blocked },
  };
}

/** Any status below 500 will do: it shows that the service is reachable. */
function answers(url: string): Promise<DependencyState> {
  const probe = async () => {
    const signal = AbortSignal.timeout(probeTimeoutMs);
    const response = await fetch(url, { signal, redirect: "manual", cache: "no-store" });
    await response.body?.cancel();
    if (response.status >= 500) throw new Error("The dependency is not well.");
  };
  return stateOf(probe());
}

async function stateOf(probe: Promise<void>): Promise<DependencyState> {
  return (await withinTime(probe.then(() => true))) ? "up" : "down";
}

/** null when it fails or takes too long. */
async function withinTime<T>(probe: Promise<T>): Promise<T | null> {
  const timeout = new Promise<null>((resolve) => {
    setTimeout(() => resolve(null), probeTimeoutMs).unref();
  });
  return Promise.race([probe.catch(() => null), timeout]);
}
