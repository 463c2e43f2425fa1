import type { Clock, Interval } from "@reslot/cal/time";

/** A move of a coach's meeting that Cal.com has made, in epoch ms. */
export interface SeenMove {
  bookingUlid: string;
  coachUserUlid: string;
  eventTypeId: number;
  from: Interval;
  to: Interval;
  /** The uid the booking has since. */
  toCalUid: string;
}

/** A list of a coach's starts as Cal.com gave it. */
export interface SlotList {
  coachUserUlid: string;
  eventTypeId: number;
  /** The booking it was read for, whose own time counts as free; null: it was read for all. */
  calUid: string | null;
  durationMs: number;
  window: Interval;
  /** When reading it started. */
  readAt: number;
  starts: readonly number[];
}

interface OpenMove {
  attemptUlid: string;
  fromCalUid: string;
}

/** What this process knows of moves before Cal.com's lists show them. */
export interface RecentMoves {
  note(move: SeenMove): void;
  /** Whether a move of this booking was noted here within the last seconds: the change feed repeats it. */
  hasJustMoved(bookingUlid: string): boolean;
  /** The list's starts after every move that it may not show yet: taken ones gone, freed ones back. */
  patch(list: SlotList): number[];
  /** A move was sent. */
  start(move: OpenMove): void;
  /** It was settled, however. */
  finish(attemptUlid: string): void;
  /** True while this process itself is moving the booking with this uid. */
  isMoving(calUid: string): boolean;
}

/** Cal.com serves slots up to 2 s old (observed); the rest is for clocks. */
const upstreamStaleMs = 2_500;
/** Longer than any list is cached. */
const keepMs = 90_000;
/** The change feed is read once a second; a later change of a booking is another one. */
const repeatedMs = 10_000;

/** `openMs`: how long a move with an unknown outcome may still take effect. */
export function createRecentMoves(clock: Clock, openMs: number): RecentMoves {
  let moves: (SeenMove & { at: number })[] = [];
  const open = new Map<string, OpenMove & { until: number }>();

  return {
    note(move) {
      const at = clock.now();
      moves = [...moves.filter((each) => at - each.at < keepMs), { ...move, at }];
    },
    hasJustMoved(bookingUlid) {
      const since = clock.now() - repeatedMs;
      return moves.some((each) => each.bookingUlid === bookingUlid && each.at > since);
    },
    patch(list) {
      const unseen = moves.filter(
        ({ coachUserUlid, at }) =>
          coachUserUlid === list.coachUserUlid && at > list.readAt - upstreamStaleMs,
      );
      if (unseen.length === 0) return [...list.starts];
      return unseen.reduce((starts, move) => applyMove(starts, move, list), [...list.starts]);
    },
    start(move) {
      open.set(move.attemptUlid, { ...move, until: clock.now() + openMs });
    },
    finish: (attemptUlid) => void open.delete(attemptUlid),
    isMoving(calUid) {
      const now = clock.now();
      for (const [ulid, { until }] of open) if (until <= now) open.delete(ulid);
      return [...open.values()].some(({ fromCalUid }) => fromCalUid === calUid);
    },
  };
}

function applyMove(starts: readonly number[], move: SeenMove, list: SlotList): number[] {
  const isItsOwn = list.calUid === move.toCalUid;
  const left = isItsOwn
    ? [...starts]
    : starts.filter((start) => !overlaps({ start, end: start + list.durationMs }, move.to));
  const freed = move.from.start;
  const isInside = freed >= list.window.start && freed < list.window.end;
  const fits = freed + list.durationMs <= move.from.end;
  const isBack = isInside && fits && move.eventTypeId === list.eventTypeId;
  if (!isBack || left.includes(freed)) return left;
  return [...left, freed].toSorted((a, b) => a - b);
}

export function overlaps(left: Interval, right: Interval): boolean {
  return left.start < right.end && right.start < left.end;
}
