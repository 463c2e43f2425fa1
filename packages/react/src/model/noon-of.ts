import { hourMs, startOfDay } from "@reslot/cal/time";

/** Noon of a local day: an instant that is on that day in its zone, for formatting. */
export function noonOf(day: string, timeZone: string): number {
  return startOfDay(day, timeZone) + 12 * hourMs;
}
