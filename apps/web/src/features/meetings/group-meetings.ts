import type { BookingListItem } from "@reslot/api";
import { addDays, type Display, localDay, parseInstant } from "@reslot/cal/time";
import { weekOf } from "@/time/calendar.ts";
import { firstDayOfWeek, formatMonth } from "@/time/format.ts";
import type { Translate } from "@reslot/messages";

export interface MeetingGroup {
  heading: string;
  items: BookingListItem[];
}

/** When, how and in which language the list is read. */
interface Reading {
  now: number;
  display: Display;
  t: Translate<"meetings">;
}

/** Meetings under "This week", "Next week" or their month, in the given order. */
export function groupMeetings(
  items: readonly BookingListItem[],
  { now, display, t }: Reading,
): MeetingGroup[] {
  const groups: MeetingGroup[] = [];
  const headingOf = headings({ now, display, t });
  for (const item of items) {
    const heading = headingOf(parseInstant(item.startTime));
    const last = groups.at(-1);
    if (last?.heading === heading) last.items.push(item);
    else groups.push({ heading, items: [item] });
  }
  return groups;
}

function headings({ now, display, t }: Reading): (start: number) => string {
  const week = weekOf(localDay(now, display.timeZone), firstDayOfWeek(display.locale));
  const [first = ""] = week;
  const nextWeek = addDays(first, 7);
  const weekAfter = addDays(first, 14);
  return (start) => {
    const day = localDay(start, display.timeZone);
    if (day >= first && day < nextWeek) return t("thisWeek");
    if (day >= nextWeek && day < weekAfter) return t("nextWeek");
    return formatMonth(start, display);
  };
}
