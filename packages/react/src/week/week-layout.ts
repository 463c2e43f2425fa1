import { type Interval, localDay, localMinutes, minuteMs } from "@reslot/cal/time";
import { isGood, type Slot } from "../slots/slots.ts";
import type { Minutes } from "./day-lanes.ts";
import { minutesUntilChange, type Pass, passOf } from "./repeated-hour.ts";

const dayMinutes = 24 * 60;
const usualHours = { from: 9 * 60, to: 17 * 60 };

export interface PlacedSlot extends Minutes {
  readonly slot: Slot;
  /** Where clocks show the hour twice, the half of the column that the slot is drawn in. */
  readonly pass: Pass | null;
}

export interface ColumnLayout {
  readonly day: string;
  readonly slots: readonly PlacedSlot[];
  readonly good: number;
  /** Where the meeting is now, on its day, unless a slot shows it. */
  readonly here: Minutes | null;
}

export interface HiddenHours extends Minutes {
  readonly place: "before" | "after";
  /** The starts in them, in epoch milliseconds. */
  readonly starts: readonly number[];
}

export interface WeekLayout {
  /** The visible hours, from and to a full hour. */
  readonly hours: Minutes;
  /** Hours with more times, before and after the visible ones; none of their starts is within the mentee's hours. */
  readonly hidden: readonly HiddenHours[];
  /** The shortest distance between two starts of a day, in minutes. */
  readonly step: number;
  readonly columns: readonly ColumnLayout[];
}

/**
 * Lays out the times of a week. Shows only the hours that have times within the mentee's hours, and the
 * meeting itself, unless all are asked for.
 */
export function layOutWeek(
  slots: readonly Slot[],
  options: {
    days: readonly string[];
    timeZone: string;
    durationMinutes: number;
    showAllHours: boolean;
    current: Interval;
  },
): WeekLayout {
  const { days, timeZone, durationMinutes, current } = options;
  const place = (slot: Slot): PlacedSlot => {
    const from = localMinutes(slot.start, timeZone);
    const meeting = { start: slot.start, end: endOf(slot, durationMinutes) };
    const pass = passOf(meeting, timeZone);
    // The first pass ends where the second begins again.
    const minutes = pass === "first" ? minutesUntilChange(meeting, timeZone) : durationMinutes;
    return { slot, pass, from, to: Math.min(dayMinutes, from + minutes) };
  };
  const placed = days.map((day) =>
    slots.filter(({ start }) => localDay(start, timeZone) === day).map(place),
  );
  const here = days.includes(localDay(current.start, timeZone)) ? hereOf(current, timeZone) : null;
  const all = placed.flat();
  const whole = hoursOf(all, here);
  const worth = all.filter(({ slot }) => slot.verdict !== "outsideMenteeHours");
  const least = worth.length > 0 ? hoursOf(worth, here) : whole;
  const hours = options.showAllHours ? whole : least;
  const inside = (list: PlacedSlot[]) =>
    list.filter(({ from, to }) => from >= hours.from && to <= hours.to);
  return {
    hours,
    hidden: hiddenHours(all, { whole, least }),
    step: shortestStep(placed),
    columns: days.map((day, index) => {
      const list = placed[index] ?? [];
      const isShown = list.some(({ slot }) => slot.start === current.start);
      return {
        day,
        slots: inside(list),
        good: list.filter(({ slot }) => isGood(slot)).length,
        here: !isShown && localDay(current.start, timeZone) === day ? here : null,
      };
    }),
  };
}

function hiddenHours(
  placed: readonly PlacedSlot[],
  { whole, least }: { whole: Minutes; least: Minutes },
): HiddenHours[] {
  const startsOf = (list: readonly PlacedSlot[]) => list.map(({ slot }) => slot.start);
  const before = startsOf(placed.filter(({ from }) => from < least.from));
  const after = startsOf(placed.filter(({ to }) => to > least.to));
  const both: HiddenHours[] = [
    { place: "before", from: whole.from, to: least.from, starts: before },
    { place: "after", from: least.to, to: whole.to, starts: after },
  ];
  return both.filter(({ from, to }) => from < to);
}

function hereOf({ start, end }: Interval, timeZone: string): Minutes {
  const from = localMinutes(start, timeZone);
  return { from, to: Math.min(dayMinutes, from + (end - start) / minuteMs) };
}

function hoursOf(placed: readonly Minutes[], here: Minutes | null): Minutes {
  const drawn = [...(placed.length === 0 ? [usualHours] : placed), ...(here ? [here] : [])];
  const from = Math.min(...drawn.map((each) => each.from));
  const to = Math.max(...drawn.map((each) => each.to));
  return { from: Math.floor(from / 60) * 60, to: Math.min(dayMinutes, Math.ceil(to / 60) * 60) };
}

function shortestStep(placed: readonly (readonly PlacedSlot[])[]): number {
  const steps = placed.flatMap((list) =>
    list.slice(1).map(({ from }, index) => from - (list[index]?.from ?? from)),
  );
  return Math.min(60, ...steps.filter((step) => step > 0));
}

/** Whether a minute of the day is within the visible hours. */
export function isNowIn(hours: Minutes, minutes: number): boolean {
  return minutes >= hours.from && minutes <= hours.to;
}

/** The end of a slot, in epoch milliseconds. */
export function endOf({ start }: Slot, durationMinutes: number): number {
  return start + durationMinutes * minuteMs;
}

/** Three days of a week around one of them, for screens that have room for three. */
export function threeAround(day: string, days: readonly string[]): readonly string[] {
  const index = Math.min(Math.max(days.indexOf(day), 1), days.length - 2);
  return days.slice(index - 1, index + 2);
}
