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
import type { DayState } from "../model/day-state.ts";
import { noonOf } from "../model/noon-of.ts";
import type { OfferedTimes } from "../model/offered-times.ts";
import { type People, readerOf } from "../model/people.ts";
import { isJudged, nextGood, type Slot } from "../slots/slots.ts";
import { formatDayLong, formatDayShort } from "../time/format.ts";

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
  /** Days whose starts have changed while they were looked at. */
  changed: ReadonlySet<string>;
}

/** What was answered about the days, whichever are drawn. */
interface Known {
  today: string;
  /** An answer about the listed days, else about others; undefined while there is none. */
  availability: OfferedTimes | undefined;
  slots: readonly Slot[];
  states: DaysView["states"];
  counts: DaysView["counts"];
  /** Starts that have changed while they were looked at. */
  changed: ReadonlySet<number>;
}

/** The next good time after a day; null when none is known. */
export function nextFrom(
  day: string,
  { availability, slots }: Pick<Known, "availability" | "slots">,
  timeZone: string,
): number | null {
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
  { display, current, people }: { display: Display; current: Interval; people: People },
  { availability, today, states, counts, changed }: Omit<Known, "slots">,
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
    changed: new Set([...changed].map((start) => localDay(start, display.timeZone))),
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
  { lanes, slots, answeredAt }: OfferedTimes,
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
  if (checking > 0) return t("week.someChecking", { times, count: checking });
  return days.some((day) => view.changed.has(day))
    ? slots("timesChanged", { count: good, ...readerOf(view.people) })
    : times;
}

/** "14 Dec – 20 Dec": what a week or a rolling month is called. */
export function rangeLabel(t: Words, days: readonly string[], display: Display): string {
  const [first = ""] = days;
  const short = (day: string) => formatDayShort(noonOf(day, display.timeZone), display);
  return t("week.range", { first: short(first), last: short(days.at(-1) ?? first) });
}
