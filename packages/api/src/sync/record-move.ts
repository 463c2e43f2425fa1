import { type CalBooking } from "@reslot/cal";
import { parseInstant } from "@reslot/cal/time";
import type { AppliedMove } from "@reslot/db";
import type { Needs } from "../app/app.ts";
import { AppError } from "../core/errors/app-error.ts";
import type { Pair } from "../core/model.ts";
import { keyPrefixOf } from "../infra/cache/caches.ts";

export type RecordDeps = Needs<"caches" | "db" | "newUlid">;

/** Who saw a change at Cal.com: it is written into the history. */
export type Cause = "request" | "recovery" | "webhook" | "reconcile";

interface MoveAtCal {
  /** The booking that was moved. */
  from: Pick<CalBooking, "uid" | "start" | "end">;
  /** The booking that took its place. */
  to: CalBooking;
  cause: Cause;
  /** Our booking, where it is known before the record tells. */
  bookingUlid?: string;
  /** The attempt that Cal.com answered with this move. */
  ownAttemptUlid?: string;
}

/**
 * Records one move that Cal.com has made: in the database, where it may be known already, and in this
 * process's caches, since Cal.com's own lists show it only seconds later. One query; another one when
 * the booking's people are not cached.
 */
export async function recordMove(deps: RecordDeps, move: MoveAtCal): Promise<AppliedMove> {
  const { from, to, cause, ownAttemptUlid } = move;
  const result = await deps.db.attempts.apply({
    fromCalUid: from.uid,
    toCalUid: to.uid,
    startTime: to.start,
    endTime: to.end,
    upstreamStatus: to.status === "pending" ? "pending" : "accepted",
    cause,
    newUlids: newUlids(deps),
    ...(ownAttemptUlid !== undefined && { ownAttemptUlid }),
  });
  const bookingUlid = result.applied ? result.bookingUlid : move.bookingUlid;
  if (bookingUlid !== undefined) await applyToCaches(deps, { ...move, bookingUlid });
  return result;
}

/**
 * Records a chain of moves that was read at Cal.com, the first booking first; people are told of it as
 * one change. One query.
 *
 * @returns false when none of it is ours
 */
export async function recordChain(
  deps: RecordDeps,
  { chain, cause }: { chain: readonly CalBooking[]; cause: Cause },
): Promise<boolean> {
  const [first, ...later] = chain;
  const last = later.at(-1);
  if (!first || !last) return false;
  const { bookingUlid, applied } = await deps.db.attempts.applyChain({
    moves: later.map((to, index) => ({
      fromCalUid: chain[index]?.uid ?? first.uid,
      toCalUid: to.uid,
      startTime: to.start,
      endTime: to.end,
    })),
    upstreamStatus: last.status === "pending" ? "pending" : "accepted",
    cause,
    newUlids: Array.from({ length: 12 }, () => deps.newUlid()),
  });
  if (bookingUlid === null) return false;
  if (applied > 0) await applyToCaches(deps, { bookingUlid, from: first, to: last });
  return true;
}

/** Three notifications and three mails may come of one change. */
export function newUlids({ newUlid }: Needs<"newUlid">): string[] {
  return Array.from({ length: 6 }, () => newUlid());
}

async function applyToCaches(
  deps: Needs<"caches" | "db">,
  { bookingUlid, from, to }: Pick<MoveAtCal, "from" | "to"> & { bookingUlid: string },
): Promise<void> {
  const { recentMoves, menteeWindows } = deps.caches;
  const { coachUserUlid, menteeUserUlid } = await participantsOf(deps, bookingUlid);
  recentMoves.note({
    bookingUlid,
    coachUserUlid,
    eventTypeId: to.eventTypeId ?? to.eventType?.id ?? 0,
    from: { start: parseInstant(from.start), end: parseInstant(from.end) },
    to: { start: parseInstant(to.start), end: parseInstant(to.end) },
    toCalUid: to.uid,
  });
  for (const userUlid of [coachUserUlid, menteeUserUlid]) {
    menteeWindows.deleteByPrefix(keyPrefixOf(userUlid));
  }
}

function participantsOf(
  { caches, db }: Needs<"caches" | "db">,
  bookingUlid: string,
): Promise<Pair> {
  return caches.participants.get(bookingUlid, async () => {
    const booking = await db.bookings.getByUlid(bookingUlid);
    if (!booking) throw new AppError("NOT_FOUND");
    const { coachUserUlid, menteeUserUlid } = booking;
    return { coachUserUlid, menteeUserUlid };
  });
}
