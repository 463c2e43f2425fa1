import { dayMs, hourMs, minuteMs } from "@reslot/cal/time";
import type { SyncInterval } from "@reslot/db";

/** How often a coach's bookings are read, by how soon the next meeting is; the soonest first. */
const syncIntervals = [
  { withinMs: 2 * dayMs, everyMs: 2 * minuteMs },
  { withinMs: 30 * dayMs, everyMs: 5 * minuteMs },
  { withinMs: null, everyMs: hourMs },
] as const satisfies readonly Omit<SyncInterval, "delayMs">[];

/** The whole list is read this often: what was deleted at Cal.com is not among the changes. */
export const wholeEveryMs = 6 * hourMs;

/** The delay leaves a tenth of the interval for waiting behind other coaches and for Cal.com's answer. */
const earliest = 0.75;
const latest = 0.9;

/**
 * The intervals with the delay of this coach's next sync: at random between three quarters and nine
 * tenths of the interval, so that coaches who were due together are not due together again.
 */
export function planSync(random: () => number = Math.random): SyncInterval[] {
  const part = earliest + (latest - earliest) * random();
  return syncIntervals.map((each) => ({ ...each, delayMs: Math.round(each.everyMs * part) }));
}

/** How long a coach waits whose bookings could not be read. */
export function retryDelay(askedMs = 0, random: () => number = Math.random): number {
  return Math.max(askedMs, Math.round(minuteMs * (earliest + (latest - earliest) * random())));
}
