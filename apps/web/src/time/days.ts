import { CalendarDate, parseDate } from "@internationalized/date";
import { formatInstant, parseInstant } from "./instant.ts";
import { offsetMinutes } from "./zone.ts";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** The instant at which a clock in UTC shows what one in `timeZone` shows at `ms`. */
export function asIfUtc(ms: number, timeZone: string): number {
  return ms + offsetMinutes(ms, timeZone) * minuteMs;
}

/** The local date and time of an instant: "2026-12-15T13:00". */
export function wallClock(ms: number, timeZone: string): string {
  return formatInstant(asIfUtc(ms, timeZone)).slice(0, 16);
}

/** The local date of an instant: "2026-12-15". */
export function localDay(ms: number, timeZone: string): string {
  return wallClock(ms, timeZone).slice(0, 10);
}

/** Hours and minutes of the local wall clock as minutes since midnight. */
export function localMinutes(ms: number, timeZone: string): number {
  const [hours = 0, minutes = 0] = wallClock(ms, timeZone).slice(11).split(":").map(Number);
  return hours * 60 + minutes;
}

/** The first minute of a local day, in epoch milliseconds; on some days that is not midnight. */
export function startOfDay(day: string, timeZone: string): number {
  const utcMidnight = parseInstant(`${day}T00:00:00Z`);
  let before = (utcMidnight - 16 * hourMs) / minuteMs;
  let after = (utcMidnight + 16 * hourMs) / minuteMs;
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (localDay(middle * minuteMs, timeZone) < day) before = middle;
    else after = middle;
  }
  return after * minuteMs;
}

/** `days` later (or earlier) on the calendar. */
export function addDays(day: string, days: number): string {
  return parseDate(day).add({ days }).toString();
}

/** Whole calendar days from `left` to `right`; negative when `right` is earlier. */
export function daysBetween(left: string, right: string): number {
  return calendarDay(right) - calendarDay(left);
}

function calendarDay(day: string): number {
  const { calendar } = parseDate(day);
  return calendar.toJulianDay(parseDate(day));
}

/** The month a day lies in, as instants `[from, to)` in that zone. */
export function monthRange(day: string, timeZone: string): { from: number; to: number } {
  const date = parseDate(day);
  const first = new CalendarDate(date.year, date.month, 1);
  return {
    from: startOfDay(first.toString(), timeZone),
    to: startOfDay(first.add({ months: 1 }).toString(), timeZone),
  };
}

/** The seven days of the week a day lies in; `firstDay` 1 = Monday … 7 = Sunday. */
export function weekOf(day: string, firstDay: number): string[] {
  const weekday = ((calendarDay(day) % 7) + 7) % 7; // Julian day 0 was a Monday
  const back = (weekday - (firstDay - 1) + 7) % 7;
  return Array.from({ length: 7 }, (_, index) => addDays(day, index - back));
}

/** True for "2026-12-15" and not for "2026-02-30". */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  try {
    return parseDate(text).toString() === text;
  } catch {
    return false;
  }
}
