import { CalendarDate, parseDate, toCalendarDate, toZoned } from "@internationalized/date";

const formatters = new Map<string, Intl.DateTimeFormat>();

function numeric(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat("en-GB", {
    timeZone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });
  formatters.set(timeZone, made);
  return made;
}

/** The local date and time of an instant: "2026-12-15T13:00". */
export function wallClock(ms: number, timeZone: string): string {
  const parts = new Map(
    numeric(timeZone)
      .formatToParts(ms)
      .map(({ type, value }) => [type, value]),
  );
  const take = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? "";
  const date = `${take("year").padStart(4, "0")}-${take("month")}-${take("day")}`;
  return `${date}T${take("hour")}:${take("minute")}`;
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

/** The first instant of a local day, in epoch milliseconds. */
export function startOfDay(day: string, timeZone: string): number {
  return toZoned(parseDate(day), timeZone).toDate().getTime();
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
    to: startOfDay(toCalendarDate(first.add({ months: 1 })).toString(), timeZone),
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
