import "server-only";
import { systemClock } from "@reslot/cal/time";
import { env } from "@/env.ts";
import { getPorts } from "./ports.ts";

type DependencyState = "up" | "down";

export interface Health {
  /** Whether requests can be served. */
  ready: boolean;
  checks: Record<"database" | "calendar" | "identity" | "mail", DependencyState>;
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
  const [database, calendar, identity, mail] = await Promise.all([
    stateOf(getPorts().db.ping()),
    answers(CAL_API_URL),
    answers(CLERK_API_URL ?? "https://api.clerk.com"),
    answers(RESEND_BASE_URL ?? "https://api.resend.com"),
  ]);
  return { ready: database === "up", checks: { database, calendar, identity, mail } };
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
  const timeout = new Promise<"down">((resolve) => {
    setTimeout(() => resolve("down"), probeTimeoutMs).unref();
  });
  const outcome = probe.then(
    () => "up" as const,
    () => "down" as const,
  );
  return Promise.race([outcome, timeout]);
}
