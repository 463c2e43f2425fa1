import type { BookingList, BookingListItem } from "@reslot/api";
import { addDays, type Display, localDay, parseInstant } from "@reslot/cal/time";
import type { Translate } from "@reslot/messages";
import { formatDay, formatDayYear } from "@reslot/react/time";

export interface DayOfMeetings {
  /** "2026-12-15", as the reader has it. */
  date: string;
  /** "Today", or the date itself. */
  heading: string;
  /** The date where the heading is a word. */
  subheading: string | null;
  /** How many of the list are on it, further pages included; null where that is not known. */
  count: number | null;
  items: BookingListItem[];
}

/** When, how and in which language the list is read. */
interface Reading {
  now: number;
  days: BookingList["days"];
  displayOf: (item: BookingListItem) => Display;
  t: Translate<"meetings">;
}

/** Meetings by the day on which they start, in the given order. */
export function groupByDay(
  items: readonly BookingListItem[],
  { now, days, displayOf, t }: Reading,
): DayOfMeetings[] {
  const counts = new Map(days?.map(({ date, count }) => [date, count]));
  const groups: DayOfMeetings[] = [];
  for (const item of items) {
    const display = displayOf(item);
    const start = parseInstant(item.startTime);
    const date = localDay(start, display.timeZone);
    const last = groups.at(-1);
    if (last?.date === date) {
      last.items.push(item);
      continue;
    }
    const count = counts.get(date) ?? null;
    groups.push({ date, ...headingOf(start, { now, display, t }), count, items: [item] });
  }
  return groups;
}

function headingOf(
  start: number,
  { now, display, t }: Pick<Reading, "now" | "t"> & { display: Display },
): Pick<DayOfMeetings, "heading" | "subheading"> {
  const today = localDay(now, display.timeZone);
  const date = localDay(start, display.timeZone);
  const written = date.slice(0, 4) === today.slice(0, 4) ? formatDay : formatDayYear;
  const text = written(start, display);
  if (date === today) return { heading: t("today"), subheading: text };
  if (date === addDays(today, 1)) return { heading: t("tomorrow"), subheading: text };
  if (date === addDays(today, -1)) return { heading: t("yesterday"), subheading: text };
  return { heading: text, subheading: null };
}
