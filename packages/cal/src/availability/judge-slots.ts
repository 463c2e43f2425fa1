import { type Interval } from "./interval.ts";
import { normalized } from "./normalize.ts";

/**
 * What one of the coach's bookable slots means for the mentee. It says *busy* and never by what:
 * titles cannot be expressed here.
 *
 * - `mutual`: inside the mentee's hours and free
 * - `menteeBusy`: something else is in the mentee's calendar then
 * - `outsideMenteeHours`: free, but not wholly inside the mentee's hours
 * - `menteeUnknown`: the mentee's calendar could not be asked; never counts as free
 * - `current`: where the meeting is now
 */
export type Verdict = "mutual" | "menteeBusy" | "outsideMenteeHours" | "menteeUnknown" | "current";

export interface JudgedSlot {
  /** Epoch milliseconds. */
  readonly start: number;
  readonly verdict: Verdict;
}

export interface JudgeSlotsInput {
  /** Starts that Cal.com offers for the coach, epoch milliseconds, in any order. */
  readonly slots: readonly number[];
  /** Length of the meeting that would be moved. */
  readonly durationMs: number;
  /** Where the meeting is now. */
  readonly current: Interval;
  /** The mentee's open hours and busy times over the same range; null when they are unknown. */
  readonly mentee: {
    readonly hours: readonly Interval[];
    readonly busy: readonly Interval[];
  } | null;
}

/**
 * Gives every coach slot its verdict, in ascending order, one per distinct start.
 *
 * The meeting being moved never blocks itself: a busy time with exactly its start and end is left
 * out. The slot at exactly its present start is `current`, whatever else holds. Busy comes before
 * hours: a slot that is both is `menteeBusy`. Busy times may overlap, be empty or reach beyond the
 * range; what only touches a slot does not block it. Hours on both sides of midnight join, so a
 * slot may span it.
 *
 * O(slots + hours + busy) for sorted inputs; others are sorted first.
 */
export function judgeSlots(input: JudgeSlotsInput): JudgedSlot[] {
  const { durationMs, current, mentee } = input;
  const slots = ascending(input.slots);
  if (!mentee) {
    return slots.map((start) => ({
      start,
      verdict: start === current.start ? "current" : "menteeUnknown",
    }));
  }

  const hours = normalized(mentee.hours);
  const busy = normalized(withoutMeeting(mentee.busy, current));
  let h = 0;
  let b = 0;
  return slots.map((start) => {
    const end = start + durationMs;
    while (endOf(busy, b) <= start) b += 1;
    while (endOf(hours, h) < end) h += 1;
    if (start === current.start) return { start, verdict: "current" };
    if (startOf(busy, b) < end) return { start, verdict: "menteeBusy" };
    const isInside = startOf(hours, h) <= start;
    return { start, verdict: isInside ? "mutual" : "outsideMenteeHours" };
  });
}

function withoutMeeting(busy: readonly Interval[], meeting: Interval): readonly Interval[] {
  const isMeeting = ({ start, end }: Interval) => start === meeting.start && end === meeting.end;
  return busy.some(isMeeting) ? busy.filter((interval) => !isMeeting(interval)) : busy;
}

function ascending(starts: readonly number[]): readonly number[] {
  for (let i = 1; i < starts.length; i += 1) {
    if (!(Number(starts[i - 1]) < Number(starts[i]))) {
      return [...new Set(starts)].toSorted((left, right) => left - right);
    }
  }
  return starts;
}

function startOf(intervals: readonly Interval[], index: number): number {
  return intervals[index]?.start ?? Number.POSITIVE_INFINITY;
}

function endOf(intervals: readonly Interval[], index: number): number {
  return intervals[index]?.end ?? Number.POSITIVE_INFINITY;
}
