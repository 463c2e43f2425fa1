import { localDay, localMinutes, minuteMs } from "@reslot/cal/time";
import { minutesUntilChange, type Pass, passOf } from "./repeated-hour.ts";
import { isGood, isPickable, type Slot } from "@/features/reschedule/slots/slots.ts";

const dayMinutes = 24 * 60;
const usualHours = { from: 9 * 60, to: 17 * 60 };

/** Minutes since midnight on the reader's clock. */
export interface Minutes {
  readonly from: number;
  readonly to: number;
}

export type LaneMark = "busy" | "off" | "unknown";

export interface LanePart extends Minutes {
  readonly mark: LaneMark;
}

export interface PlacedSlot extends Minutes {
  readonly slot: Slot;
  /** Where clocks show the hour twice, the half of the column that the slot is drawn in. */
  readonly pass: Pass | null;
}

export interface ColumnLayout {
  readonly day: string;
  readonly slots: readonly PlacedSlot[];
  readonly good: number;
  readonly coach: readonly LanePart[];
  readonly mentee: readonly LanePart[];
}

export interface WeekLayout {
  /** The visible hours, from and to a full hour. */
  readonly hours: Minutes;
  /** Whether there are more times before or after the visible hours. */
  readonly hasMore: boolean;
  /** The shortest distance between two starts of a day, in minutes. */
  readonly step: number;
  readonly columns: readonly ColumnLayout[];
}

/**
 * Lays out a week. Shows only the hours that have times within the mentee's hours, unless all are
 * asked for. Lanes say no more than the API: outside the coach's offer nothing is known of the
 * mentee.
 */
export function layOutWeek(
  slots: readonly Slot[],
  options: {
    days: readonly string[];
    timeZone: string;
    durationMinutes: number;
    showAllHours: boolean;
  },
): WeekLayout {
  const { days, timeZone, durationMinutes } = options;
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
  const all = placed.flat();
  const whole = hoursOf(all);
  const worth = all.filter(({ slot }) => slot.verdict !== "outsideMenteeHours");
  const hours = options.showAllHours ? whole : hoursOf(worth.length > 0 ? worth : all);
  const inside = (list: PlacedSlot[]) =>
    list.filter(({ from, to }) => from >= hours.from && to <= hours.to);
  return {
    hours,
    hasMore: whole.from < hoursOf(worth).from || whole.to > hoursOf(worth).to,
    step: shortestStep(placed),
    columns: days.map((day, index) => ({
      day,
      slots: inside(placed[index] ?? []),
      good: (placed[index] ?? []).filter(({ slot }) => isGood(slot)).length,
      ...lanesOf(placed[index] ?? [], hours),
    })),
  };
}

function hoursOf(placed: readonly Minutes[]): Minutes {
  if (placed.length === 0) return usualHours;
  const from = Math.min(...placed.map((each) => each.from));
  const to = Math.max(...placed.map((each) => each.to));
  return { from: Math.floor(from / 60) * 60, to: Math.min(dayMinutes, Math.ceil(to / 60) * 60) };
}

function shortestStep(placed: readonly (readonly PlacedSlot[])[]): number {
  const steps = placed.flatMap((list) =>
    list.slice(1).map(({ from }, index) => from - (list[index]?.from ?? from)),
  );
  return Math.min(60, ...steps.filter((step) => step > 0));
}

/** Both lanes of a day within the visible hours. */
function lanesOf(placed: readonly PlacedSlot[], hours: Minutes) {
  const offered = placed.filter(({ slot }) => isPickable(slot) || slot.verdict === "current");
  const gaps = gapsBetween(merge(offered), hours);
  const marked = (verdict: Slot["verdict"], mark: LaneMark): LanePart[] =>
    merge(placed.filter(({ slot }) => slot.verdict === verdict)).map((part) => ({ ...part, mark }));
  const mentee = [
    ...marked("menteeBusy", "busy"),
    ...marked("outsideMenteeHours", "off"),
    ...marked("menteeUnknown", "unknown"),
  ];
  return {
    coach: gaps.map((gap) => ({ ...gap, mark: "off" as const })),
    mentee: mentee.map((part) => clip(part, hours)).filter(({ from, to }) => from < to),
  };
}

function clip<Part extends Minutes>(part: Part, hours: Minutes): Part {
  return { ...part, from: Math.max(part.from, hours.from), to: Math.min(part.to, hours.to) };
}

/** Merges overlapping and adjacent parts; sorted. */
function merge(parts: readonly Minutes[]): Minutes[] {
  const merged: Minutes[] = [];
  for (const { from, to } of parts.toSorted((left, right) => left.from - right.from)) {
    const last = merged.at(-1);
    if (last && from <= last.to) merged[merged.length - 1] = { ...last, to: Math.max(last.to, to) };
    else merged.push({ from, to });
  }
  return merged;
}

function gapsBetween(parts: readonly Minutes[], hours: Minutes): Minutes[] {
  const edges = [hours.from, ...parts.flatMap(({ from, to }) => [from, to]), hours.to];
  const gaps: Minutes[] = [];
  for (let index = 0; index < edges.length; index += 2) {
    const gap = clip({ from: edges[index] ?? 0, to: edges[index + 1] ?? 0 }, hours);
    if (gap.from < gap.to) gaps.push(gap);
  }
  return gaps;
}

/** Whether a minute of the day is within the visible hours. */
export function isNowIn(hours: Minutes, minutes: number): boolean {
  return minutes >= hours.from && minutes <= hours.to;
}

/** The end of a slot, in epoch milliseconds. */
export function endOf({ start }: Slot, durationMinutes: number): number {
  return start + durationMinutes * minuteMs;
}
