import { formatInstant, isInstant, parseInstant } from "./instant.ts";
import { offsetMinutes } from "./zone.ts";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

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
  return dayOf(calendarDay(day) + days);
}

/** Whole calendar days from `left` to `right`; negative when `right` is earlier. */
export function daysBetween(left: string, right: string): number {
  return calendarDay(right) - calendarDay(left);
}

/** Days since 1 January 1970, a Thursday. */
function calendarDay(day: string): number {
  return parseInstant(`${day}T00:00:00Z`) / dayMs;
}

function dayOf(calendarDays: number): string {
  return formatInstant(calendarDays * dayMs).slice(0, 10);
}

/** The month a day lies in, as instants `[from, to)` in that zone. */
export function monthRange(day: string, timeZone: string): { from: number; to: number } {
  const first = firstOfMonth(day);
  return {
    from: startOfDay(first, timeZone),
    to: startOfDay(addMonths(first, 1), timeZone),
  };
}

/** The seven days of the week a day lies in; `firstDay` 1 = Monday … 7 = Sunday. */
export function weekOf(day: string, firstDay: number): string[] {
  const weekday = (((calendarDay(day) + 3) % 7) + 7) % 7; // 0 is Monday
  const back = (weekday - (firstDay - 1) + 7) % 7;
  return weekFrom(addDays(day, -back));
}

/** Seven days, this one first. */
export function weekFrom(day: string): string[] {
  return Array.from({ length: 7 }, (_, index) => addDays(day, index));
}

/** True for "2026-12-15" and not for "2026-02-30"; years that calendars have, so that weeks and months can be added. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || text < "1900" || text > "9000") return false;
  return isInstant(`${text}T00:00:00Z`) && addDays(text, 0) === text;
}

/** The first day of the month a day lies in. */
export function firstOfMonth(day: string): string {
  return `${day.slice(0, 7)}-01`;
}

/** The last day of the month a day lies in. */
export function lastOfMonth(day: string): string {
  return addDays(addMonths(firstOfMonth(day), 1), -1);
}

/** The same day of a later (or earlier) month; that month's last day when it has no such day. */
export function addMonths(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  const count = year * 12 + (month - 1) + months;
  const first = firstDayOf(count);
  const length = daysBetween(first, firstDayOf(count + 1));
  return addDays(first, Math.min(date, length) - 1);
}

/** Of a month counted from the year 0. */
function firstDayOf(month: number): string {
  const year = String(Math.floor(month / 12)).padStart(4, "0");
  return `${year}-${String((month % 12) + 1).padStart(2, "0")}-01`;
}

/** The four to six weeks that hold a day's month, whole ones; `firstDay` 1 = Monday … 7 = Sunday. */
export function weeksOfMonth(day: string, firstDay: number): string[][] {
  const last = lastOfMonth(day);
  const weeks: string[][] = [];
  let [from = day] = weekOf(firstOfMonth(day), firstDay);
  while (from <= last) {
    weeks.push(weekFrom(from));
    from = addDays(from, 7);
  }
  return weeks;
}
