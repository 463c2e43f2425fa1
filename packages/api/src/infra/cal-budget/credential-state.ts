import type { LimitAnswer } from "@reslot/cal";
import type { BudgetAsk } from "@reslot/db";

/** What this process knows of a credential. */
export interface CredentialState {
  /** Requests in a minute; undefined until the database or an answer has named them. */
  limit: number | undefined;
  /** A limit that the database has not been told yet. */
  learned: number | undefined;
  /** Cal.com refuses every request until then. */
  blockedUntil: number;
  /** What was used of the limit in the window that ends at `until`; null once it is reported. */
  observed: { used: number; until: number } | null;
}

export function newCredential(): CredentialState {
  return { limit: undefined, learned: undefined, blockedUntil: 0, observed: null };
}

export function noteAnswer(
  state: CredentialState,
  { rateLimit, refusedForMs }: LimitAnswer,
  now: number,
): void {
  if (rateLimit) {
    const { limit, remaining, resetMs } = rateLimit;
    if (limit !== state.limit) state.learned = limit;
    state.limit = limit;
    state.observed = { used: limit - remaining, until: now + resetMs };
  }
  if (refusedForMs === 0) return;
  state.observed = null; // Cal.com begins a new window after the block
  state.blockedUntil = now + refusedForMs;
}

/** What the database is to learn with the next lease; once. */
export function takeNews(
  state: CredentialState,
  now: number,
): Pick<BudgetAsk, "limit" | "observed"> {
  const { learned, observed } = state;
  state.learned = undefined;
  state.observed = null;
  const leftMs = observed ? Math.floor(observed.until - now) : 0;
  return {
    ...(learned !== undefined && { limit: learned }),
    ...(observed && leftMs > 0 && { observed: { used: observed.used, leftMs } }),
  };
}
