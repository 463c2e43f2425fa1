import { dayMs, type Interval, weekMs } from "@reslot/cal/time";

/** The first Monday of the epoch. */
const firstMonday = 4 * dayMs;

/**
 * The calendar weeks (Monday to Monday, UTC) that a range touches, in windows of so many weeks that are the
 * same for every range: what was read of one serves all who ask for any part of it. One begins at
 * `monday`. An empty range touches the window that its start is in.
 */
export function readWindows(
  { start, end }: Interval,
  weeks: number,
  monday = firstMonday,
): Interval[] {
  const lengthMs = weeks * weekMs;
  const first = monday + Math.floor((start - monday) / lengthMs) * lengthMs;
  const windows = [{ start: first, end: first + lengthMs }];
  for (let at = first + lengthMs; at < end; at += lengthMs) {
    windows.push({ start: at, end: at + lengthMs });
  }
  return windows;
}

/** The Monday with which the calendar week of an instant begins. */
export function mondayOf(instant: number): number {
  return firstMonday + Math.floor((instant - firstMonday) / weekMs) * weekMs;
}
