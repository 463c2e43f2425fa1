import type { CalEventType } from "@reslot/cal";
import { dayMs, type Interval } from "@reslot/cal/time";

/** A bit more than each period lasts, wherever it begins. */
const periodMs = { day: 2 * dayMs, week: 8 * dayMs, month: 32 * dayMs, year: 367 * dayMs } as const;

interface Freed {
  /** The meeting that would be moved. */
  current: Interval;
  durationMs: number;
  eventType: KnownEventType;
}

/** `ordinary`: not read yet, and likely without peculiarities; null: it cannot be read. */
export type KnownEventType =
  | Pick<CalEventType, "bookingWindow" | "keepsHost" | "limitPeriod" | "minimumBookingNotice">
  | "ordinary"
  | null;

/**
 * Whether moving a meeting may change what its coach offers in a window, apart from taking the new time.
 * Cal.com looks at the bookings that touch the range it is asked for, the meeting's length wider, and ours
 * is a day wider than the window. A limit of bookings is counted over its whole period; of a rolling
 * window the last day depends on every day before it; and a round robin may keep a moved meeting with its
 * host. Of an event type that is not known, any of these may be so.
 */
export function freesStartsIn(window: Interval, freed: Freed): boolean {
  const reachMs = reachOf(freed.eventType) + dayMs + freed.durationMs;
  const { start, end } = freed.current;
  return start - reachMs <= window.end && end + reachMs >= window.start;
}

function reachOf(eventType: KnownEventType): number {
  if (!eventType) return Infinity;
  if (eventType === "ordinary") return 0;
  const { bookingWindow, keepsHost, limitPeriod } = eventType;
  const isRolling = bookingWindow?.type !== "range" && bookingWindow?.rolling === true;
  if (isRolling || keepsHost) return Infinity;
  return limitPeriod ? periodMs[limitPeriod] : 0;
}
