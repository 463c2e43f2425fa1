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
  displayOf: (item: BookingListItem) => Display;
  t: Translate<"meetings">;
}

/** Meetings under "This week", "Next week" or their month, in the given order. */
export function groupMeetings(
  items: readonly BookingListItem[],
  { now, displayOf, t }: Reading,
): MeetingGroup[] {
  const groups: MeetingGroup[] = [];
  for (const item of items) {
    const heading = headingOf(parseInstant(item.startTime), { now, display: displayOf(item), t });
    const last = groups.at(-1);
    if (last?.heading === heading) last.items.push(item);
    else groups.push({ heading, items: [item] });
  }
  return groups;
}

function headingOf(
  start: number,
  { now, display, t }: Omit<Reading, "displayOf"> & { display: Display },
): string {
  const [first = ""] = weekOf(localDay(now, display.timeZone), firstDayOfWeek(display.locale));
  const nextWeek = addDays(first, 7);
  const weekAfter = addDays(first, 14);
  const day = localDay(start, display.timeZone);
  if (day >= first && day < nextWeek) return t("thisWeek");
  if (day >= nextWeek && day < weekAfter) return t("nextWeek");
  return formatMonth(start, display);
}
