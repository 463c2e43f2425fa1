import { judgeSlots, type JudgedSlot, normalize, withoutMeeting } from "@reslot/cal/availability";
import { type Interval, minuteMs } from "@reslot/cal/time";
import type { Consent } from "@reslot/db";
import type { Role } from "../model.ts";

/**
 * How finely a coach learns the mentee's time: whole meetings, as they were when the mentee allowed it.
 * What the coach changes afterwards (length, interval, offset, working hours) makes it no finer. Everything
 * here depends on nothing but these constants, so no series of reads adds up to more. In ms.
 */
export interface Fineness {
  /** The lengths of the pair's meetings, ascending; never empty. */
  lengths: readonly number[];
  /** Starts lie every `grid`, from `phase` after midnight in UTC. */
  grid: number;
  phase: number;
}

/** null: the reader learns it exactly, because it is their own. */
export function finenessFor(reader: Role, consent: Consent | null): Fineness | null {
  if (reader === "mentee" || consent?.state !== "allowed") return null;
  const { lengths, gridMinutes, gridPhase } = consent;
  return {
    lengths: lengths.map((minutes) => minutes * minuteMs).toSorted((one, other) => one - other),
    grid: (gridMinutes ?? 1) * minuteMs,
    phase: (gridPhase ?? 0) * minuteMs,
  };
}

interface ToJudge {
  starts: readonly number[];
  durationMs: number;
  current: Interval;
  mentee: Parameters<typeof judgeSlots>[0]["mentee"];
  fineness: Fineness | null;
}

/**
 * The verdicts as the reader may learn them: exact where the mentee agreed to meetings of that length at
 * that start, else for all of the grid that the slot touches, and for no less than the shortest meeting.
 */
export function judgeFor({ starts, durationMs, current, mentee, fineness }: ToJudge): JudgedSlot[] {
  if (!fineness || !mentee) return judgeSlots({ slots: starts, durationMs, current, mentee });
  const others = { ...mentee, busy: withoutMeeting(mentee.busy, current) };
  const spans = starts.map((start) => ({ start, span: spanOf(fineness, start, durationMs) }));
  const verdicts = new Map<string, JudgedSlot["verdict"]>();
  const lengthOf = ({ start, end }: Interval) => end - start;
  for (const length of new Set(spans.map(({ span }) => lengthOf(span)))) {
    const slots = spans
      .filter(({ span }) => lengthOf(span) === length)
      .map(({ span }) => span.start);
    const judged = judgeSlots({ slots, durationMs: length, current: nowhere, mentee: others });
    for (const { start, verdict } of judged) {
      verdicts.set(`${start} ${length}`, verdict);
    }
  }
  return spans
    .map(({ start, span }) => ({ start, verdict: verdictOf(start, span) }))
    .toSorted((one, other) => one.start - other.start);

  function verdictOf(start: number, span: Interval): JudgedSlot["verdict"] {
    if (start === current.start) return "current";
    return verdicts.get(`${span.start} ${lengthOf(span)}`) ?? "menteeUnknown";
  }
}

/** No slot is the present one of a meeting that is nowhere. */
const nowhere: Interval = { start: Number.NaN, end: Number.NaN };

/** The time that a verdict is about. */
function spanOf({ lengths, grid, phase }: Fineness, start: number, durationMs: number): Interval {
  const down = (instant: number) => Math.floor((instant - phase) / grid) * grid + phase;
  const up = (instant: number) => Math.ceil((instant - phase) / grid) * grid + phase;
  const from = down(start);
  if (from === start && lengths.includes(durationMs)) return { start, end: start + durationMs };
  return { start: from, end: up(Math.max(start + durationMs, from + (lengths[0] ?? 0))) };
}

/** The length of the cells in which the time of a meeting is drawn: the longest agreed one that it fills. */
export function cellOf({ lengths }: Fineness, durationMs: number): number {
  return lengths.findLast((length) => length <= durationMs) ?? lengths[0] ?? durationMs;
}

/** Every cell that one of the intervals touches, joined; cells lie at the same instants whatever is asked. */
export function inCells(
  intervals: readonly Interval[],
  { fineness, durationMs }: { fineness: Fineness | null; durationMs: number },
): Interval[] {
  if (!fineness) return normalize(intervals);
  const cell = cellOf(fineness, durationMs);
  const { phase } = fineness;
  return normalize(
    normalize(intervals).map(({ start, end }) => ({
      start: Math.floor((start - phase) / cell) * cell + phase,
      end: Math.ceil((end - phase) / cell) * cell + phase,
    })),
  );
}
