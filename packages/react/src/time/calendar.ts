import { addDays, addMonths, isDate, parseDate, weekdayOf } from "@reslot/cal/time";

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
