import { dayMs, type Interval, weekMs } from "@reslot/cal/time";

/** The first Monday of the epoch. */
const firstMonday = 4 * dayMs;

/**
 * The calendar weeks (Monday to Monday, UTC) that a range touches, in windows of so many weeks that are the
 * same for every range: what was read of one serves all who ask for any part of it. One begins at `monday`.
 */
export function readWindows(
  { start, end }: Interval,
  weeks: number,
  monday = firstMonday,
): Interval[] {
  if (start >= end) return [];
  const lengthMs = weeks * weekMs;
  const windows: Interval[] = [];
  let from = monday + Math.floor((start - monday) / lengthMs) * lengthMs;
  for (; from < end; from += lengthMs) windows.push({ start: from, end: from + lengthMs });
  return windows;
}

/** The Monday with which the calendar week of an instant begins. */
export function mondayOf(instant: number): number {
  return firstMonday + Math.floor((instant - firstMonday) / weekMs) * weekMs;
}
