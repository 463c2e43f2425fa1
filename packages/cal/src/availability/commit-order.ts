import { type Interval } from "../time/interval.ts";

/** A move that was agreed to. Both intervals include the buffers of the meeting's event type. */
export interface PlannedMove {
  readonly ulid: string;
  /** What of the coach's time the meeting uses now. */
  readonly from: Interval;
  readonly to: Interval;
}

export interface CommitOrder {
  /**
   * Moves of one wave can be sent at the same time, a wave once the one before it has settled. The soonest
   * of the present starts comes first.
   */
  readonly waves: readonly (readonly string[])[];
  /** By ulid: the moves that have to be done before, because their meetings are still at the new time. */
  readonly needs: ReadonlyMap<string, readonly string[]>;
  /** Moves that wait for each other: none of a circle can be the first, so that they cannot be done. */
  readonly circles: readonly (readonly string[])[];
  /** Moves that are in no circle and wait for one. */
  readonly blocked: readonly string[];
}

/**
 * The order in which moves free a time before another meeting takes it: Cal.com refuses a time at which
 * the coach has a meeting. A meeting's own present time is never in its way.
 *
 * There is no way around a circle by moving a meeting to a third time and on: its people would be told
 * a time that is not meant. The order does not depend on the order of the moves. O(n²).
 */
export function commitOrder(moves: readonly PlannedMove[]): CommitOrder {
  const sorted = moves.toSorted(
    (a, b) => a.from.start - b.from.start || (a.ulid < b.ulid ? -1 : 1),
  );
  const waiting = sorted.map((move) => ({ ulid: move.ulid, needs: needsOf(move, sorted) }));
  const needs = new Map(waiting.map((move) => [move.ulid, move.needs]));
  const waves: string[][] = [];
  const done = new Set<string>();
  for (;;) {
    const wave = waiting
      .filter((move) => !done.has(move.ulid) && move.needs.every((other) => done.has(other)))
      .map(({ ulid }) => ulid);
    if (wave.length === 0) break;
    for (const ulid of wave) done.add(ulid);
    waves.push(wave);
  }
  const left = waiting.map(({ ulid }) => ulid).filter((ulid) => !done.has(ulid));
  const circles = circlesOf(left, needs);
  const circular = new Set(circles.flat());
  return { waves, needs, circles, blocked: left.filter((ulid) => !circular.has(ulid)) };
}

function needsOf({ ulid, to }: PlannedMove, moves: readonly PlannedMove[]): string[] {
  return moves
    .filter((other) => other.ulid !== ulid)
    .filter(({ from }) => from.start < to.end && to.start < from.end)
    .map((other) => other.ulid);
}

/** Groups of moves in which each leads to all others. */
function circlesOf(
  ulids: readonly string[],
  needs: ReadonlyMap<string, readonly string[]>,
): string[][] {
  const moves = ulids.map((ulid) => ({ ulid, reached: reachedFrom(ulid, needs) }));
  const circles: string[][] = [];
  for (const { ulid, reached } of moves) {
    if (!reached.has(ulid) || circles.some((circle) => circle.includes(ulid))) continue;
    const circle = moves.filter((other) => reached.has(other.ulid) && other.reached.has(ulid));
    circles.push(circle.map((other) => other.ulid));
  }
  return circles;
}

function reachedFrom(
  ulid: string,
  needs: ReadonlyMap<string, readonly string[]>,
): ReadonlySet<string> {
  const reached = new Set(needs.get(ulid));
  for (const next of reached) for (const other of needs.get(next) ?? []) reached.add(other);
  return reached;
}
