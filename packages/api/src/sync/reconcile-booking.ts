import { type CalBooking, type CalBookingList, CalError } from "@reslot/cal";
import { minuteMs } from "@reslot/cal/time";
import type { Needs } from "../app/app.ts";
import { AppError } from "../core/errors/app-error.ts";
import type { BookingReader } from "../cal-credentials/booking-reader.ts";
import type { LogFields } from "../infra/log.ts";
import { noteObserved } from "./note-observed.ts";
import { observePeople } from "./observe-people.ts";
import { followInSeries, isLive, type MoveChain, readChain } from "./read-chain.ts";
import { type Cause, newUlids, recordChain, type RecordDeps } from "./record-move.ts";

export type ReconcileDeps = RecordDeps & Needs<"caches" | "log">;

interface Look {
  /** Of the coach who hosts the booking: see `createBookingReader`. */
  reader: BookingReader;
  calUid: string;
  cause: Cause;
  /** Sees the booking and its moves before anything of them is recorded; what it throws is thrown. */
  inspect?: (chain: readonly CalBooking[]) => void;
}

/** The outcome for a booking, by Cal.com's own record. */
export type ReconcileOutcome = "moved" | "unchanged" | "cancelled";

/** What reading the booking at Cal.com has shown. */
export interface Observation {
  outcome: ReconcileOutcome;
  /** False when no booking of ours has ever had one of these uids. */
  isKnown: boolean;
  /** The end of the chain: the booking as it is at Cal.com now. */
  last: CalBooking;
}

/**
 * Reads a booking at Cal.com and records every move away from it, hop by hop, and the status of the
 * last one. What was read before a failure is recorded, so that the next look continues from there.
 *
 * @throws {CalError} when Cal.com does not answer, or knows no such booking: also where its moves lead
 *   back to an earlier one, so that none takes place
 * @throws {AppError} UNSUPPORTED_BOOKING when there are more moves than one look follows
 */
export async function reconcileBooking(
  deps: ReconcileDeps,
  { reader, calUid, cause, inspect }: Look,
): Promise<Observation> {
  const moves = await readChain(reader, calUid).catch((error: unknown) =>
    throwMissing(deps, calUid, error),
  );
  if (moves.ending === "circle") {
    const error = new Error("Bookings at Cal.com were moved in a circle, and none takes place.");
    deps.log.error("CAL_FORK_ERROR", error, { moves: moves.chain.length });
    return throwMissing(deps, calUid, new CalError("NOT_FOUND", { operation: "bookings.get" }));
  }
  inspect?.(moves.chain);
  const observation = await recordMoves(deps, moves, cause);
  if (moves.failure !== undefined) return throwMissing(deps, moves.last.uid, moves.failure);
  if (moves.ending === "cut") throw new AppError("UNSUPPORTED_BOOKING");
  return observation;
}

/** A booking is gone when Cal.com has not known it twice, this far apart. */
const confirmMissingMs = 2 * minuteMs;

async function throwMissing({ db }: Needs<"db">, calUid: string, error: unknown): Promise<never> {
  if (error instanceof CalError && error.code === "NOT_FOUND") {
    await db.observations.missing({ calBookingId: calUid, confirmMs: confirmMissingMs });
  }
  throw error;
}

/**
 * Records the moves away from an occurrence, and its status, as its series says: without another
 * call. One that the series does not list is left as it is.
 */
export async function reconcileOccurrence(
  deps: ReconcileDeps,
  series: CalBookingList,
  { calUid, cause }: { calUid: string; cause: Cause },
): Promise<Observation | null> {
  const first = series.bookings.find(({ uid }) => uid === calUid);
  return first ? recordMoves(deps, followInSeries(series, first), cause) : null;
}

async function recordMoves(
  deps: ReconcileDeps,
  { chain, last, forks }: MoveChain,
  cause: Cause,
): Promise<Observation> {
  if (forks > 0) reportForks(deps, { forks });
  const wasKnown = await recordChain(deps, { chain, cause });
  const isEnded = isDead(last);
  const wasNotOurMove = cause === "webhook" || cause === "reconcile";
  const isToRecord = isEnded || (wasNotOurMove && isLive(last));
  const isKnown = (isToRecord && (await recordStatus(deps, last, cause))) || wasKnown;
  if (isKnown) await noteObserved(deps, [last]);
  if (isKnown && isLive(last)) await observe(deps, last, cause);
  await noteRacedCancellation(deps, chain);
  if (chain.length > 1) return { outcome: "moved", isKnown, last };
  return { outcome: isEnded ? "cancelled" : "unchanged", isKnown, last };
}

/** Who meets, and whether the times were changed in place: a move of ours that is being settled has times of its own. */
async function observe(deps: ReconcileDeps, booking: CalBooking, cause: Cause): Promise<void> {
  await observePeople(deps, booking);
  if (cause !== "webhook" && cause !== "reconcile") return;
  await deps.db.observations.times({
    calBookingId: booking.uid,
    calUpdatedAt: booking.updatedAt ?? null,
    startTime: booking.start,
    endTime: booking.end,
    cause,
    newUlids: newUlids(deps),
  });
}

/** Cal.com can make a move and a cancellation at once: the successor takes place, and people are told. */
async function noteRacedCancellation(
  deps: ReconcileDeps,
  chain: readonly CalBooking[],
): Promise<void> {
  const [old, last] = chain.slice(-2);
  if (!old?.cancellationReason || !last || !isLive(last)) return;
  await deps.db.observations.cancelledToo({ calBookingId: last.uid, newUlids: newUlids(deps) });
}

/** Records that a booking was confirmed, cancelled or rejected; false when it is none of ours. */
async function recordStatus(
  deps: ReconcileDeps,
  { uid, status, updatedAt }: CalBooking,
  cause: Cause,
): Promise<boolean> {
  if (status === "unknown") return false;
  const result = await deps.db.observations.status({
    calBookingId: uid,
    status,
    calUpdatedAt: updatedAt ?? null,
    cause,
    newUlids: newUlids(deps),
  });
  return result.changed || result.why !== "unknownBooking";
}

function isDead({ status, rescheduledToUid }: CalBooking): boolean {
  return (status === "cancelled" || status === "rejected") && !rescheduledToUid;
}

/**
 * Two simultaneous moves can leave two live bookings where there was one; Cal.com allows it. Which of
 * them takes place is for a person to decide.
 */
export function reportForks({ log }: Needs<"log">, fields: LogFields): void {
  const error = new Error("Bookings at Cal.com were moved from the same one and all take place.");
  log.error("CAL_FORK_ERROR", error, fields);
}
