import { CalError } from "@reslot/cal";
import type { Attempt } from "@reslot/db";
import type { Needs } from "../app/app.ts";
import type { BookingReader } from "../cal-credentials/booking-reader.ts";
import { fromCalError } from "../core/errors/from-cal-error.ts";
import { AppError } from "../core/errors/app-error.ts";
import { writeFailure } from "../reschedule/stored-failure.ts";
import { reconcileBooking, type ReconcileDeps } from "../sync/reconcile-booking.ts";
import { reconcileSeries } from "../sync/reconcile-series.ts";
import { newUlids } from "../sync/record-move.ts";

/** How soon the worker looks after an answer that was lost. */
const firstLookMs = 2_000;

interface Look {
  reader: BookingReader;
  attempt: Attempt;
  /** What the attempt was found by. */
  cause: "request" | "recovery";
  /** Of the recurring series that was answered with it. */
  calSeriesUid: string | null;
}

/**
 * Reads what has become of the booking and records it, with every other occurrence that the answer decided. What it
 * records settles the attempt.
 *
 * @returns whether the booking still waits, as if nothing had been sent
 * @throws {CalError} when Cal.com does not answer, or knows no such booking
 */
export async function lookAtAnswer(
  deps: ReconcileDeps,
  { reader, attempt, cause, calSeriesUid }: Look,
): Promise<{ isStillPending: boolean }> {
  const { fromCalUid: calUid, ulid: attemptUlid } = attempt;
  const { outcome, last } = await reconcileBooking(deps, { reader, calUid, cause });
  if (outcome === "unchanged" && last.status === "accepted") {
    const { uid: calBookingId, status, updatedAt: calUpdatedAt = null } = last;
    const seen = { calBookingId, status, calUpdatedAt, cause };
    await deps.db.observations.status({ ...seen, newUlids: newUlids(deps) });
  }
  const isStillPending = outcome === "unchanged" && last.status !== "accepted";
  if (calSeriesUid !== null && !isStillPending) {
    // What is missed here is seen by the webhook of the series, or by the coach's next sync.
    await reconcileSeries(deps, { reader, calSeriesUid, cause: "reconcile" }).catch(
      (error: unknown) => deps.log.error("RECONCILE_BOOKING_ERROR", error, { attemptUlid }),
    );
  }
  return { isStillPending };
}

/**
 * Records what the one call came to. A call that never left may be made again; whatever else Cal.com said, a read
 * decides, and what that cannot tell is left to the worker. Never rejects.
 */
export async function settleAnswer(
  deps: ReconcileDeps & Needs<"settings">,
  look: Omit<Look, "cause">,
  sent: Promise<unknown>,
): Promise<void> {
  const { attempt } = look;
  try {
    const failure = await sent.then(
      () => null,
      (error: unknown) => ({ error }),
    );
    if (!failure) return await settleByReading(deps, look, null);
    const { error } = failure;
    deps.log.error("CAL_RESCHEDULE_ERROR", error, { attemptUlid: attempt.ulid });
    if (!(error instanceof CalError) || error.outcomeUnknown) {
      const answered = error instanceof CalError && error.answered;
      return await leaveOpen(deps, attempt, { answered });
    }
    return await (neverLeft(error)
      ? takeBack(deps, attempt, error)
      : settleByReading(deps, look, error));
  } catch (error) {
    deps.log.error("CAL_RESCHEDULE_ERROR", error, { attemptUlid: attempt.ulid });
  }
}

async function settleByReading(
  deps: ReconcileDeps & Needs<"settings">,
  look: Omit<Look, "cause">,
  refusal: CalError | null,
): Promise<void> {
  const { attempt } = look;
  const seen = await lookAtAnswer(deps, { ...look, cause: "request" }).catch((error: unknown) => {
    deps.log.error("CAL_RESCHEDULE_ERROR", error, { attemptUlid: attempt.ulid });
    return { isStillPending: null };
  });
  if (seen.isStillPending === false) return;
  if (!refusal || seen.isStillPending === null) {
    await leaveOpen(deps, attempt, { answered: true });
    return;
  }
  const errorCode = writeFailure(refusalOf(refusal));
  await deps.db.attempts.fail({ ...keyOf(attempt), state: "REJECTED", errorCode });
}

async function takeBack({ db }: Needs<"db">, attempt: Attempt, error: CalError): Promise<void> {
  const errorCode = writeFailure(fromCalError(error));
  await db.attempts.takeBack({ ...keyOf(attempt), errorCode });
}

function neverLeft({ code }: CalError): boolean {
  return code === "HELD_BACK" || code === "NOT_SENT";
}

/** Refused to the coach's own token, it is not the coach who hosts the booking. */
function refusalOf(error: CalError): AppError {
  if (error.code !== "FORBIDDEN") return fromCalError(error);
  return new AppError("UNSUPPORTED_BOOKING", { details: { reason: "hostChanged" }, cause: error });
}

async function leaveOpen(
  { db, settings }: Needs<"db" | "settings">,
  attempt: Attempt,
  { answered }: { answered: boolean },
): Promise<void> {
  await db.attempts.fail({
    ...keyOf(attempt),
    state: "UNKNOWN",
    errorCode: "OUTCOME_UNKNOWN",
    answered,
    retryInMs: answered ? settings.timings.answeredRetryMs : firstLookMs,
  });
}

function keyOf({ ulid, fence }: Attempt): { attemptUlid: string; fence: number } {
  return { attemptUlid: ulid, fence };
}
