import {
  addDays,
  addMonths,
  type Interval,
  isDate,
  parseDate,
  startOfDay,
  weekdayOf,
} from "@reslot/cal/time";

/** The month a day is in, as instants in that zone. */
export function monthRange(day: string, timeZone: string): Interval {
  const first = firstOfMonth(day);
  return { start: startOfDay(first, timeZone), end: startOfDay(addMonths(first, 1), timeZone) };
}

/** The seven days of the week a day is in; `firstDay` 1 = Monday … 7 = Sunday. */
export function weekOf(day: string, firstDay: number): string[] {
  const daysSinceFirst = (weekdayOf(parseDate(day)) - firstDay + 7) % 7;
  return weekFrom(addDays(day, -daysSinceFirst));
}

/** Seven days, this one first. */
export function weekFrom(day: string): string[] {
  return Array.from({ length: 7 }, (_, index) => addDays(day, index));
}

/** True for "2026-12-15"; false for "2026-02-30", and for years to which no weeks can be added. */
export function isDay(text: string): boolean {
  return text > "1900" && text < "9000" && isDate(text);
}

/** The first day of the month a day is in. */
export function firstOfMonth(day: string): string {
  return `${day.slice(0, 7)}-01`;
}

/** The last day of the month a day is in. */
export function lastOfMonth(day: string): string {
  return addDays(addMonths(firstOfMonth(day), 1), -1);
}

/** The four to six whole weeks around a day's month; `firstDay` 1 = Monday … 7 = Sunday. */
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
