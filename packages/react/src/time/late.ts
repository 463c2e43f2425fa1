import { localMinutes } from "@reslot/cal/time";

/** Whether a start lies outside 08:00 – 20:00 of a person's day: early from 06:00, late until 22:00, else night. */
export function oddHour(ms: number, timeZone: string): "early" | "late" | "night" | null {
  const minutes = localMinutes(ms, timeZone);
  if (minutes < 6 * 60 || minutes >= 22 * 60) return "night";
  if (minutes < 8 * 60) return "early";
  return minutes >= 20 * 60 ? "late" : null;
}
