import { localMinutes } from "@reslot/cal/time";

const dayStarts = 8 * 60;
const dayEnds = 20 * 60;

/** Whether a start lies outside 08:00 – 20:00 of a person's day, and on which side of it. */
export function oddHour(ms: number, timeZone: string): "early" | "late" | null {
  const minutes = localMinutes(ms, timeZone);
  if (minutes >= dayEnds || minutes < 4 * 60) return "late";
  return minutes < dayStarts ? "early" : null;
}
