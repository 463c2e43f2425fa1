import type { BookingDetails } from "@reslot/api";

/**
 * The other length that a moved meeting may get: Cal.com keeps its own or takes the default, depending on
 * the version. The same as its own where there is none; null where it is not known.
 * `judged` is the length in minutes for which the times were checked.
 */
export function otherLength(
  { booking, atCal }: BookingDetails["lengths"],
  judged: number,
): number | null {
  if (atCal === booking) return judged;
  if (atCal !== null) return atCal;
  return judged === booking ? null : judged;
}
