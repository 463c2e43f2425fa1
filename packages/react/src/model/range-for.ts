import { addDays, formatInstant, type Interval, parseInstant, startOfDay } from "@reslot/cal/time";

/** A query for the times of a meeting: half-open, ISO 8601 in UTC, the ends of days of a zone. */
export interface AvailabilityRange {
  bookingUlid: string;
  from: string;
  to: string;
  timeZone: string;
}

/** The range to query for what is drawn: its local days, but for those before today. */
export function rangeFor(
  bookingUlid: string,
  days: readonly string[],
  { today, timeZone }: { today: string; timeZone: string },
): AvailabilityRange {
  const [first = today] = days;
  const last = days.at(-1) ?? today;
  const from = startOfDay(first > today ? first : today, timeZone);
  const to = startOfDay(addDays(last > today ? last : today, 1), timeZone);
  return { bookingUlid, from: formatInstant(from), to: formatInstant(to), timeZone };
}

/** A range as instants. */
export function spanOf({ from, to }: Pick<AvailabilityRange, "from" | "to">): Interval {
  return { start: parseInstant(from), end: parseInstant(to) };
}
