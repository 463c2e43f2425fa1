import { dayMs, minuteMs } from "../time/durations.ts";
import { type Interval } from "../time/interval.ts";
import { type WallClock, wallClockAt } from "../time/wall-clock.ts";
import { normalized } from "./normalize.ts";
import { overlapsAny } from "./overlaps-any.ts";

/**
 * Why a time is suggested; a closed union, so that every reason can be worded.
 *
 * - `sameWeekday`: the weekday of the present time, for both people
 * - `sameTime`: the time of day of the present time, on both people's clocks
 * - `closeToOriginal`: at most three days earlier or later
 * - `daytimeForBoth`: starts and ends within 08:00–20:00 on both people's clocks
 * - `keepsCadence`: the gaps to the sessions before and after stay between half and one and a half
 *   of the usual gap
 * - `notBackToBack`: at least 15 minutes free on both sides for the mentee
 * - `soonest`: the first of the times that could be suggested
 */
export type SuggestionReason =
  | "sameWeekday"
  | "sameTime"
  | "closeToOriginal"
  | "daytimeForBoth"
  | "keepsCadence"
  | "notBackToBack"
  | "soonest";

interface RateInput {
  /** Where the meeting is now. */
  readonly current: Interval;
  readonly durationMs: number;
  /** null where a zone is not known: what needs both people's clocks is then no reason. */
  readonly timeZones: { readonly coach: string | null; readonly mentee: string | null };
  /** The first of the times that could be suggested. */
  readonly soonest: number;
  /** Starts of the other sessions of the same two people; needed for `keepsCadence`. */
  readonly otherSessions?: readonly number[] | undefined;
  /** The mentee's busy times, without the meeting itself; needed for `notBackToBack`. */
  readonly menteeBusy?: readonly Interval[] | undefined;
}

interface Rating {
  /** Hundredths of a point, whole. */
  readonly score: number;
  /** The strongest first; may be empty. */
  readonly reasons: readonly SuggestionReason[];
  /** The coach's day, else the mentee's, else that of UTC, as days since 1970-01-01. */
  readonly day: number;
}

/** Points times a hundred, the strongest first. */
const weights: readonly (readonly [SuggestionReason, number])[] = [
  ["daytimeForBoth", 4000],
  ["sameTime", 1600],
  ["keepsCadence", 1400],
  ["sameWeekday", 1200],
  ["closeToOriginal", 1000],
  ["notBackToBack", 800],
  ["soonest", 200],
];
const lostPerDay = 150;
const breakMs = 15 * minuteMs;
const closeMs = 3 * dayMs;

/** What clocks show, each instant looked up once a zone. */
export type ReadClock = (instant: number, timeZone: string | null) => WallClock | null;

/** A `ReadClock` to be shared by the meetings of one answer. It keeps all that was asked. */
export function createClocks(): ReadClock {
  const zones = new Map<string, Map<number, WallClock>>();
  return (instant, timeZone) => {
    if (timeZone === null) return null;
    const known = zones.get(timeZone) ?? new Map<number, WallClock>();
    zones.set(timeZone, known);
    const clock = known.get(instant) ?? wallClockAt(instant, timeZone);
    known.set(instant, clock);
    return clock;
  };
}

/**
 * The one scorer of times: what it is worth to move a meeting to a start. Each reason adds its weight,
 * and every day of distance from the present time costs 1.5 points.
 *
 * What does not depend on the start is worked out once. O(log busy + sessions) a start.
 *
 * @throws {RangeError} when the runtime does not know a zone; also from the function that is returned.
 */
export function rateStarts(input: RateInput, clocks: ReadClock): (start: number) => Rating {
  const { current, durationMs, timeZones, soonest } = input;
  const at = (instant: number): Clocks => ({
    coach: clocks(instant, timeZones.coach),
    mentee: clocks(instant, timeZones.mentee),
  });
  const before = at(current.start);
  const keepsCadence = cadenceOf(input);
  const hasRoom = roomOf(input);

  return (start) => {
    const after = at(start);
    const distance = Math.abs(start - current.start);
    const holds: Readonly<Record<SuggestionReason, boolean>> = {
      daytimeForBoth: isDaytime(after.coach, durationMs) && isDaytime(after.mentee, durationMs),
      // Nearer ones that read the same are the two passes of a repeated hour.
      sameTime: distance >= dayMs / 2 && same(before, after, "minuteOfDay"),
      keepsCadence: keepsCadence(start),
      sameWeekday: same(before, after, "weekday"),
      closeToOriginal: distance <= closeMs,
      notBackToBack: hasRoom(start),
      soonest: start === soonest,
    };
    const reasons: SuggestionReason[] = [];
    let gained = 0;
    for (const [reason, weight] of weights) {
      if (!holds[reason]) continue;
      reasons.push(reason);
      gained += weight;
    }
    const score = gained - Math.round((distance / dayMs) * lostPerDay);
    const day = (after.coach ?? after.mentee)?.dayNumber ?? Math.floor(start / dayMs);
    return { score, reasons, day };
  };
}

interface Clocks {
  readonly coach: WallClock | null;
  readonly mentee: WallClock | null;
}

/** False where a clock is not known. */
function same(before: Clocks, after: Clocks, field: "weekday" | "minuteOfDay"): boolean {
  const isSame = (of: "coach" | "mentee") =>
    before[of] !== null && before[of][field] === after[of]?.[field];
  return isSame("coach") && isSame("mentee");
}

function isDaytime(clock: WallClock | null, durationMs: number): boolean {
  if (clock === null) return false;
  const { minuteOfDay } = clock;
  return minuteOfDay >= 8 * 60 && minuteOfDay + durationMs / minuteMs <= 20 * 60;
}

function roomOf({ menteeBusy, durationMs }: RateInput): (start: number) => boolean {
  if (!menteeBusy) return () => false;
  const busy = normalized(menteeBusy);
  return (start) =>
    !overlapsAny(busy, { start: start - breakMs, end: start + durationMs + breakMs });
}

function cadenceOf({ otherSessions = [], current }: RateInput): (start: number) => boolean {
  const usualGap = usualGapOf([...otherSessions, current.start]);
  if (usualGap === null) return () => false;
  const others = otherSessions.filter((other) => other !== current.start);
  const isUsual = (gap: number) => gap >= usualGap / 2 && gap <= usualGap * 1.5;
  return (start) => {
    let before = Number.NEGATIVE_INFINITY;
    let after = Number.POSITIVE_INFINITY;
    for (const other of others) {
      if (other > start) after = Math.min(after, other);
      else before = Math.max(before, other);
    }
    return [start - before, after - start].every((gap) => gap === Infinity || isUsual(gap));
  };
}

/** The median gap between neighbouring sessions; null for fewer than three. */
function usualGapOf(sessions: readonly number[]): number | null {
  const starts = [...new Set(sessions)].toSorted((a, b) => a - b);
  if (starts.length < 3) return null;
  const gaps = starts.slice(1).map((start, i) => start - (starts[i] ?? start));
  return gaps.toSorted((a, b) => a - b)[Math.floor(gaps.length / 2)] ?? null;
}
