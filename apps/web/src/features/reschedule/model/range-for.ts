import type { Availability } from "@reslot/api";
import { formatInstant } from "@reslot/cal/time";
import { monthRange } from "@/time/calendar.ts";

/** One month's times as the server read them for the first render. */
export interface FirstAvailability {
  input: AvailabilityRange;
  data: Availability;
}

export interface AvailabilityRange {
  bookingUlid: string;
  from: string;
  to: string;
  timeZone: string;
}

/** The range to query: the whole local month of a day. */
export function rangeFor(bookingUlid: string, day: string, timeZone: string): AvailabilityRange {
  const { start, end } = monthRange(day, timeZone);
  return { bookingUlid, from: formatInstant(start), to: formatInstant(end), timeZone };
}
