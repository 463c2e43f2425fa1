import type { BudgetGrant } from "@reslot/db";
import type { BudgetShare } from "./budget-shares.ts";

interface Lease {
  count: number;
  slice: number;
  expiresAt: number;
}

/** The requests of one budget that this process may send. */
export interface LeasePool {
  readonly share: BudgetShare;
  leases: Lease[];
  /** When the budget has a request again, after it had none. */
  refilledAt: number;
  /** Until then the budget is not asked again: others may return some before `refilledAt`. */
  askAgainAt: number;
  /** Calls that wait for the next lease. */
  waiting: number;
  leasing: Promise<void> | null;
}

/** How often an empty budget is asked at most. */
const askAgainMs = 3_000;

export function newPool(share: BudgetShare): LeasePool {
  return { share, leases: [], refilledAt: 0, askAgainAt: 0, waiting: 0, leasing: null };
}

/** How many requests may be sent now. */
export function countIn({ leases }: LeasePool, now: number): number {
  return leases.reduce((sum, each) => sum + (each.expiresAt > now ? each.count : 0), 0);
}

/** Sends one of those. */
export function spendFrom({ leases }: LeasePool, now: number): void {
  const oldest = leases.find(({ count, expiresAt }) => count > 0 && expiresAt > now);
  if (oldest) oldest.count -= 1;
}

/** Takes out what was not sent in time. */
export function takeExpired(
  pool: LeasePool,
  now: number,
): readonly { slice: number; count: number }[] {
  const expired = pool.leases.filter(({ expiresAt }) => expiresAt <= now);
  pool.leases = pool.leases.filter(({ count, expiresAt }) => count > 0 && expiresAt > now);
  return expired.filter(({ count }) => count > 0).map(({ slice, count }) => ({ slice, count }));
}

/** Takes in a grant; `expiresAt` counts from before it was asked for. */
export function putInto(
  pool: LeasePool,
  { granted, slice, retryAfterMs }: BudgetGrant,
  { now, expiresAt }: { now: number; expiresAt: number },
): void {
  if (granted > 0) pool.leases.push({ count: granted, slice, expiresAt });
  pool.refilledAt = now + retryAfterMs;
  pool.askAgainAt = now + Math.min(retryAfterMs, askAgainMs);
}
