import type { Translate } from "@reslot/messages";
import { addDays, type Display, localDay, parseInstant, startOfDay } from "@reslot/cal/time";
import { readerOf } from "@/components/display/people.ts";
import { formatDayLong } from "@/time/format.ts";
import type { MoveContext } from "@/features/reschedule/model/move.ts";
import { noonOf } from "@/features/reschedule/model/noon-of.ts";
import { isJudged, nextGood } from "@/features/reschedule/slots/slots.ts";
import type { MonthsView } from "./use-months.ts";

/** What the month, the strip and the week show of the days. */
export interface DaysView {
  display: Display;
  /** The day whose times are listed. */
  day: string;
  today: string;
  /** The day the meeting is on. */
  currentDay: string;
  /** Good times per day; days without any are missing. */
  counts: ReadonlyMap<string, number>;
  countText: (count: number) => string;
  /** What more dots under a day mean. */
  moreMarks: string;
  t: Translate<"slots">;
}

/** The next good time after a day. */
export function nextFrom(day: string, { availability, slots }: MonthsView, timeZone: string) {
  const beyond = availability?.nextMutualStart ?? null;
  const offered = availability?.nextCoachStart ?? null;
  const answer = availability && isJudged(availability) ? beyond : offered;
  return nextGood(slots, {
    after: startOfDay(addDays(day, 1), timeZone),
    beyond: answer === null ? null : parseInstant(answer),
  });
}

/** Collects what the month, the strip and the week show of the days. */
export function daysView(
  { display, current, people }: MoveContext,
  months: MonthsView,
  { day, t }: Pick<DaysView, "day" | "t">,
): DaysView {
  const reader = readerOf(people);
  const isChecked = !months.availability || isJudged(months.availability);
  return {
    display,
    day,
    today: months.today,
    currentDay: localDay(current.start, display.timeZone),
    counts: months.counts,
    countText: (count) => (isChecked ? t("shared", { count }) : t("offered", { count, ...reader })),
    moreMarks: isChecked ? t("moreShared") : t("moreOffered", reader),
    t,
  };
}

/** "Tuesday 15 December, 5 shared times, the meeting is here now" */
export function dayLabel(day: string, view: DaysView): string {
  const { display, counts, countText, currentDay, today, t } = view;
  const facts = [
    formatDayLong(noonOf(day, display.timeZone), display),
    countText(counts.get(day) ?? 0),
    day === today && t("heardToday"),
    day === currentDay && t("heardHere"),
  ];
  return facts.filter(Boolean).join(", ");
}
