import { type CalBooking, CalError } from "@reslot/cal";
import type { Attempt } from "@reslot/db";
import { markRefused } from "../cal-credentials/open-connection.ts";
import { isTokenRefused } from "../cal-credentials/verify-token.ts";
import { AppError } from "../core/errors/app-error.ts";
import { fromCalError } from "../core/errors/from-cal-error.ts";
import type { Ports } from "../app/ports.ts";
import { writeFailure } from "./failure-record.ts";
import { reconcileBooking, recordMove } from "../sync/reconcile-booking.ts";
import { rememberMove } from "../app/apply-move-to-caches.ts";

/** How soon the worker looks after an answer that was lost. */
const firstLookMs = 2_000;

/**
 * Where an attempt stands after Cal.com's answer. `applied`: this attempt, by us, as Cal.com has it
 * now; `ended`: settled some other way; `open`: nobody knows yet.
 */
export type Settled =
  | { kind: "applied"; version: number; moved: CalBooking }
  | { kind: "ended" }
  | { kind: "open" };

/**
 * Records what Cal.com's answer to the one reschedule call proves. A success is applied; a
 * definite refusal ends the attempt; anything else leaves it open for the worker, which only reads.
 *
 * @throws {DbError} when it cannot be recorded; the attempt stays as it is and is recovered later
 */
export async function settleSuccess(
  ports: Ports,
  attempt: Attempt,
  moved: CalBooking,
): Promise<Settled> {
  if (moved.uid === attempt.fromCalUid) return endAs(ports, attempt, new AppError("NO_CHANGE"));
  if (moved.rescheduledFromUid && moved.rescheduledFromUid !== attempt.fromCalUid) {
    return leaveOpen(ports, attempt, { answered: false });
  }
  const { ulid, bookingUlid, fromCalUid, fromStartTime, fromEndTime } = attempt;
  const result = await recordMove(ports, { fromCalUid, to: moved, cause: "request" });
  const from = { startTime: fromStartTime, endTime: fromEndTime };
  await rememberMove(ports, { bookingUlid, from, to: moved });
  if (!result.applied || result.attemptUlid !== ulid) return { kind: "ended" };
  return { kind: "applied", version: result.version, moved };
}

/** The other half: Cal.com refused, or nobody knows. */
export async function settleFailure(
  ports: Ports,
  attempt: Attempt,
  error: unknown,
): Promise<Settled> {
  ports.log.error("CAL_RESCHEDULE_ERROR", error, { attemptUlid: attempt.ulid });
  if (!(error instanceof CalError) || error.outcomeUnknown) {
    const answered = error instanceof CalError && error.answered;
    return leaveOpen(ports, attempt, { answered });
  }
  if (mayHaveMovedElsewhere(error)) return settleByLooking(ports, attempt, error);
  if (isTokenRefused(error)) await markActorRefused(ports, attempt);
  return endAs(ports, attempt, fromCalError(error));
}

/** The mover's own token made the call, so it is the mover who has to reconnect. */
async function markActorRefused(ports: Ports, { actorUserUlid }: Attempt): Promise<void> {
  const connection = await ports.db.calConnections.get(actorUserUlid);
  if (!connection) return;
  await markRefused(ports, { connection });
}

/** Cal.com says that the booking is not what we think it is: its record decides. */
async function settleByLooking(ports: Ports, attempt: Attempt, error: CalError): Promise<Settled> {
  const seen = await reconcileBooking(ports, {
    calUid: attempt.fromCalUid,
    cause: "reconcile",
  }).catch(() => null);
  const fate = seen?.fate;
  if (fate === undefined) return leaveOpen(ports, attempt, { answered: true });
  if (fate === "moved") return { kind: "ended" };
  const failure = fate === "cancelled" ? new AppError("BOOKING_CHANGED") : fromCalError(error);
  return endAs(ports, attempt, failure);
}

function mayHaveMovedElsewhere({ code }: CalError): boolean {
  return (
    code === "ALREADY_RESCHEDULED" ||
    code === "BOOKING_CANCELLED" ||
    code === "NOT_FOUND" ||
    code === "CONFLICT"
  );
}

async function endAs(ports: Ports, { ulid, fence }: Attempt, failure: AppError): Promise<Settled> {
  const errorCode = writeFailure(failure);
  await ports.db.attempts.fail({ attemptUlid: ulid, fence, state: "REJECTED", errorCode });
  return { kind: "ended" };
}

async function leaveOpen(
  ports: Ports,
  { ulid, fence }: Attempt,
  { answered }: { answered: boolean },
): Promise<Settled> {
  const retryInMs = answered ? ports.settings.timings.answeredRetryMs : firstLookMs;
  await ports.db.attempts.fail({
    attemptUlid: ulid,
    fence,
    state: "UNKNOWN",
    errorCode: "OUTCOME_UNKNOWN",
    answered,
    retryInMs,
  });
  return { kind: "open" };
}
