import { dayMs, type Interval, isRepeated, minuteMs, offsetAt } from "@reslot/cal/time";

/** Which of the two passes of an hour that clocks show twice. */
export type Pass = "first" | "second";

/** The pass that a meeting touches, so that the two are drawn beside each other; null on any other day. */
export function passOf({ start, end }: Interval, timeZone: string): Pass | null {
  if (isRepeated(start, timeZone)) {
    return offsetAt(start, timeZone) === offsetAt(start - dayMs, timeZone) ? "first" : "second";
  }
  const goesBack = offsetAt(end, timeZone) < offsetAt(start, timeZone);
  return goesBack || isRepeated(end - minuteMs, timeZone) ? "first" : null;
}

/** The minutes of a meeting until the clocks change in it; all of them when they do not. */
export function minutesUntilChange({ start, end }: Interval, timeZone: string): number {
  const offset = offsetAt(start, timeZone);
  if (offsetAt(end, timeZone) === offset) return (end - start) / minuteMs;
  let at = start;
  while (at < end && offsetAt(at, timeZone) === offset) at += minuteMs;
  return (at - start) / minuteMs;
}
