import { en } from "@/copy/en.ts";
import { startOfDay } from "@/time/days.ts";
import { type Display, formatDayLong } from "@/time/format.ts";

/** What the month and the strip need to know of the days. */
export interface DaysView {
  display: Display;
  /** The day whose times are listed. */
  day: string;
  today: string;
  /** The day the meeting is on. */
  currentDay: string;
  /** Good times per day; missing is none. */
  counts: ReadonlyMap<string, number>;
  countText: (count: number) => string;
}

/** "Tuesday 15 December, 5 shared times, the meeting is here now" */
export function dayLabel(day: string, view: DaysView): string {
  const { display, counts, countText, currentDay, today } = view;
  const noon = startOfDay(day, display.timeZone) + 12 * 3_600_000;
  const facts = [
    formatDayLong(noon, display),
    countText(counts.get(day) ?? 0),
    day === today && en.reschedule.month.today.toLowerCase(),
    day === currentDay && en.reschedule.day.hereNow,
  ];
  return facts.filter(Boolean).join(", ");
}

/** Noon of a local day: an instant that is surely on it, for formatting. */
export function noonOf(day: string, timeZone: string): number {
  return startOfDay(day, timeZone) + 12 * 3_600_000;
}
