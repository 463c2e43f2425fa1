import type { Availability } from "@reslot/api";
import { intersect, normalize } from "@reslot/cal/availability";
import {
  addDays,
  type Display,
  type Interval,
  localDay,
  parseInstant,
  startOfDay,
} from "@reslot/cal/time";
import type { Translate } from "@reslot/messages";
import { type People, readerOf } from "@/components/display/people.ts";
import { formatDayLong } from "@/time/format.ts";
import type { MoveContext } from "@/features/reschedule/model/move.ts";
import { noonOf } from "@/features/reschedule/model/noon-of.ts";
import { isJudged, nextGood } from "@/features/reschedule/slots/slots.ts";
import type { DayState } from "@/features/reschedule/model/day-state.ts";
import type { MonthsView } from "./use-months.ts";

type Words = Translate<"pick">;

/** What the month, the strip and the week show of the days. */
export interface DaysView {
  display: Display;
  people: People;
  /** The day whose times are listed. */
  day: string;
  today: string;
  /** The day the meeting is on. */
  currentDay: string;
  states: ReadonlyMap<string, DayState>;
  /** Good times per answered day; days without any are missing. */
  counts: ReadonlyMap<string, number>;
  /** Whether the mentee's calendar and hours are known. */
  isChecked: boolean;
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
  { availability, today, states, counts }: MonthsView,
  day: string,
): DaysView {
  return {
    display,
    people,
    day,
    today,
    currentDay: localDay(current.start, display.timeZone),
    states,
    counts,
    isChecked: !availability || isJudged(availability),
  };
}

/** What is known of a day; nothing is asked for a day that is never drawn. */
export function stateOf(day: string, { states }: DaysView): DayState {
  return states.get(day) ?? { kind: "checking" };
}

/** "3 shared", "Off", "Checking…": in a few letters what is known of a day, never a count without an answer. */
export function dayWords(t: Words, day: string, view: DaysView): string {
  const state = stateOf(day, view);
  if (state.kind !== "answered") return t(`week.${state.kind}`);
  const count = view.counts.get(day) ?? 0;
  if (count > 0 || !view.isChecked)
    return t(view.isChecked ? "week.shared" : "week.offered", { count });
  switch (whyEmpty(day, state.availability, view.display.timeZone)) {
    case "outside":
      return t("week.off");
    case "notOffered":
      return t("week.offered", { count });
    case "noneShared":
      return t("week.shared", { count });
  }
}

/** Why an answered day has no good time. */
export function whyEmpty(
  day: string,
  { lanes, slots, answeredAt }: Availability,
  timeZone: string,
): "outside" | "notOffered" | "noneShared" {
  const start = Math.max(startOfDay(day, timeZone), parseInstant(answeredAt));
  const whole = { start, end: startOfDay(addDays(day, 1), timeZone) };
  const outside = intersect((lanes.mentee?.outsideHours ?? []).map(toInterval), [whole]);
  const outsideMs = outside.reduce((sum, each) => sum + each.end - each.start, 0);
  if (outsideMs >= whole.end - whole.start) return "outside";
  const offered = intersect(normalize(lanes.coach.offered.map(toInterval)), [whole]);
  const hasSlots = slots.some((slot) => localDay(parseInstant(slot.start), timeZone) === day);
  return offered.length === 0 && !hasSlots ? "notOffered" : "noneShared";
}

function toInterval({ start, end }: { start: string; end: string }): Interval {
  return { start: parseInstant(start), end: parseInstant(end) };
}

/** "Tuesday 15 December, 5 shared, meeting’s day" */
export function dayLabel(t: Words, day: string, view: DaysView): string {
  const { display, currentDay, today } = view;
  const facts = [
    formatDayLong(noonOf(day, display.timeZone), display),
    dayWords(t, day, view),
    day === today && t("week.todayMark"),
    day === currentDay && t("week.meetingMark"),
  ];
  return facts.filter(Boolean).join(", ");
}

/** "16 shared times", "9 shared times so far · checking 2 days": what is known of the drawn days together. */
export function daysSummary(
  words: { t: Words; slots: Translate<"slots"> },
  days: readonly string[],
  view: DaysView,
): string {
  const { t, slots } = words;
  const kinds = days.map((day) => stateOf(day, view).kind);
  const count = (kind: DayState["kind"]) => kinds.filter((each) => each === kind).length;
  const [answered, checking, failed] = [count("answered"), count("checking"), count("failed")];
  if (answered === 0) return failed > 0 ? t("week.allFailed", { count: failed }) : t("checking");
  const good = days.reduce((sum, day) => sum + (view.counts.get(day) ?? 0), 0);
  const times = view.isChecked
    ? slots("shared", { count: good })
    : slots("offered", { count: good, ...readerOf(view.people) });
  if (failed > 0) return t("week.someFailed", { times, count: failed });
  return checking > 0 ? t("week.someChecking", { times, count: checking }) : times;
}
