import { dayMs } from "../../time/durations.ts";
import { type Interval } from "../../time/interval.ts";
import { type JudgedSlot, type Verdict } from "../judge-slots.ts";
import { normalize } from "../normalize.ts";
import { overlapsAny } from "../overlaps-any.ts";
import { createClocks, rateStarts, type ReadClock, type SuggestionReason } from "../rate-starts.ts";
import { type MeetingToPlan, type PlanMovesInput } from "./plan.ts";
import { byValue, type Candidate } from "./problem.ts";

/** A start that a meeting could get. `start` and `end` are those of its footprint, buffers included. */
export interface Option extends Candidate {
  readonly at: number;
  readonly verdict: Verdict;
  readonly reasons: readonly SuggestionReason[];
  /** The value without what is added for having been proposed last. */
  readonly points: number;
}

export interface Prepared {
  readonly meeting: MeetingToPlan;
  /** 0: has times that suit both; 1: can only be asked. */
  readonly kind: 0 | 1;
  /** Of its kind, the best first. */
  readonly options: readonly Option[];
  /** How many starts would do: all; not while away; also not refused; also not held. */
  readonly left: Readonly<Record<"good" | "here" | "allowed" | "free", number>>;
  /** Any start that the coach offers and that is not excluded, as an option. */
  readonly optionAt: (slot: JudgedSlot) => Option;
}

const defaultStickiness = 6;
const fragmentCost = 400;

/** What all meetings of a plan share. */
export interface Shared {
  readonly input: PlanMovesInput;
  readonly clocks: ReadClock;
  readonly away: readonly Interval[];
  readonly held: readonly Interval[];
  /** Where the meetings are now. */
  readonly present: readonly Interval[];
  /** The coach's free time, as far as it shows in what is offered. */
  readonly free: readonly Interval[];
  /** The shortest of the meetings. */
  readonly shortestMs: number;
  /** Numbers those mentees who have several meetings here. */
  readonly pairs: ReadonlyMap<string, number>;
}

export function shareFacts(input: PlanMovesInput): Shared {
  return {
    input,
    clocks: createClocks(),
    away: normalize(input.away),
    held: normalize(input.held ?? []),
    present: normalize(input.meetings.map(footprintOf)),
    free: freeTimeOf(input.meetings),
    shortestMs: Math.min(...input.meetings.map(({ durationMs }) => durationMs)),
    pairs: numberPairs(input.meetings),
  };
}

/** What a meeting can get, each option with its points. */
export function prepare(shared: Shared, meeting: MeetingToPlan): Prepared {
  const { input, away, held } = shared;
  const refused = new Set(input.refused?.get(meeting.ulid));
  const future = meeting.judged.filter(
    ({ start }) => start > input.now && start !== meeting.current.start,
  );
  const isHere = ({ start }: JudgedSlot) =>
    !overlapsAny(away, { start, end: start + meeting.durationMs });
  const open = future.filter(isHere);
  const mutual = open.filter(({ verdict }) => verdict === "mutual");
  const wanted = kindOf(future, mutual);
  const good = future.filter(({ verdict }) => verdict === wanted);
  const here = open.filter(({ verdict }) => verdict === wanted);
  const allowed = here.filter(({ start }) => !refused.has(start));
  const optionAt = optionsOf(shared, meeting, here);
  const free = allowed.map(optionAt).filter((option) => !overlapsAny(held, option));
  const options = free.filter((option) => !isInUse(shared, meeting, option)).toSorted(byValue);
  const left = {
    good: good.length,
    here: here.length,
    allowed: allowed.length,
    free: free.length,
  };
  return { meeting, kind: wanted === "mutual" ? 0 : 1, options, left, optionAt };
}

/**
 * Whether another meeting of the plan is there now. It may stay there after all, so that its time is not
 * to be had: no move has to wait for another one.
 */
export function isInUse(
  { present, input }: Shared,
  { ulid }: MeetingToPlan,
  { start, end }: Interval,
): boolean {
  if (!overlapsAny(present, { start, end })) return false;
  return input.meetings.some((other) => {
    const there = footprintOf(other);
    return other.ulid !== ulid && there.start < end && start < there.end;
  });
}

/** What of the coach's time a meeting uses now. */
function footprintOf({ current, beforeMs, afterMs }: MeetingToPlan): Interval {
  return { start: current.start - beforeMs, end: current.end + afterMs };
}

/** Who has times that suit both is moved; else who may have some is asked. */
function kindOf(
  future: readonly JudgedSlot[],
  mutual: readonly JudgedSlot[],
): "mutual" | "menteeUnknown" {
  if (mutual.length > 0) return "mutual";
  const isUnknown = future.some(({ verdict }) => verdict === "menteeUnknown");
  return isUnknown ? "menteeUnknown" : "mutual";
}

/** Makes options of starts. The points of a start do not depend on the other meetings. */
function optionsOf(
  { input, clocks, free, shortestMs, pairs }: Shared,
  meeting: MeetingToPlan,
  here: readonly JudgedSlot[],
): (slot: JudgedSlot) => Option {
  const { durationMs, beforeMs, afterMs } = meeting;
  const soonest = here.reduce((least, { start }) => Math.min(least, start), Infinity);
  const timeZones = { coach: input.coachTimeZone, mentee: meeting.menteeTimeZone };
  const rate = rateStarts({ ...meeting, timeZones, soonest }, clocks);
  const last = new Set(input.previous?.get(meeting.ulid));
  const bonus = Math.round((input.stickiness ?? defaultStickiness) * 100);
  return ({ start: at, verdict }) => {
    const { score, reasons } = rate(at);
    const day = coachDay(input, clocks, at);
    const scraps = scrapsAround(free, { start: at, end: at + durationMs }, shortestMs);
    const points = score - scraps * fragmentCost;
    return {
      at,
      verdict,
      reasons,
      start: at - beforeMs,
      end: at + durationMs + afterMs,
      day,
      pairDay: pairDayOf(pairs, meeting.menteeUlid, day),
      points,
      value: points + (last.has(at) ? bonus : 0),
    };
  };
}

/** The day on the coach's calendar, as days since 1970-01-01. */
export function coachDay(input: PlanMovesInput, clocks: ReadClock, instant: number): number {
  return clocks(instant, input.coachTimeZone)?.dayNumber ?? Math.floor(instant / dayMs);
}

/** What of the coach's time a meeting uses while it stays where it is. */
export function stayingOption(
  { input, clocks, pairs }: Shared,
  meeting: MeetingToPlan,
): Omit<Candidate, "value"> {
  const day = coachDay(input, clocks, meeting.current.start);
  return { ...footprintOf(meeting), day, pairDay: pairDayOf(pairs, meeting.menteeUlid, day) };
}

function pairDayOf(pairs: Shared["pairs"], menteeUlid: string, day: number): number {
  const pair = pairs.get(menteeUlid);
  return pair === undefined ? -1 : pair * 100_000 + day;
}

/** How many rests of free time, before and after, are too short for any of the meetings. */
function scrapsAround(free: readonly Interval[], taken: Interval, shortestMs: number): number {
  const stretch = free[indexAt(free, taken.start)];
  if (!stretch || taken.end > stretch.end) return 0;
  const isScrap = (rest: number) => rest > 0 && rest < shortestMs;
  return Number(isScrap(taken.start - stretch.start)) + Number(isScrap(stretch.end - taken.end));
}

/** The last interval that begins by then, or -1. */
function indexAt(intervals: readonly Interval[], instant: number): number {
  let low = 0;
  let high = intervals.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((intervals[middle]?.start ?? Infinity) <= instant) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

function freeTimeOf(meetings: readonly MeetingToPlan[]): Interval[] {
  const longest = new Map<number, number>();
  const known = new Set<string>();
  for (const { judged, durationMs, beforeMs, afterMs } of meetings) {
    // One event type has the same starts for all mentees.
    const kind = [
      durationMs,
      beforeMs,
      afterMs,
      judged.length,
      judged[0]?.start,
      judged.at(-1)?.start,
    ];
    if (known.has(kind.join(" "))) continue;
    known.add(kind.join(" "));
    for (const { start } of judged) {
      longest.set(start, Math.max(longest.get(start) ?? 0, durationMs));
    }
  }
  return normalize([...longest].map(([start, length]) => ({ start, end: start + length })));
}

function numberPairs(meetings: readonly MeetingToPlan[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { menteeUlid } of meetings) counts.set(menteeUlid, (counts.get(menteeUlid) ?? 0) + 1);
  const several = [...counts].filter(([, count]) => count > 1).map(([ulid]) => ulid);
  return new Map(several.toSorted().map((ulid, i) => [ulid, i]));
}
