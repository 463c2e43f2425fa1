import { type CalBooking, type CalClient, CalError } from "@reslot/cal";
import { parseInstant } from "@reslot/cal/time";
import type { Attempt } from "@reslot/db";
import type { Needs } from "../app/app.ts";
import { readerWith } from "../cal-credentials/booking-reader.ts";
import { AppError } from "../core/errors/app-error.ts";
import type { Connection } from "../core/connection.ts";
import { fromCalError } from "../core/errors/from-cal-error.ts";
import { isAttendedBy } from "../core/address/is-attended-by.ts";
import { isHostedBy } from "../core/address/is-hosted-by.ts";
import { insist } from "../infra/insist.ts";
import { observePeople } from "../sync/observe-people.ts";
import { reconcileBooking } from "../sync/reconcile-booking.ts";
import { type RecordDeps, recordMove } from "../sync/record-move.ts";
import { writeFailure } from "./stored-failure.ts";
import type { Move } from "./move.ts";
import type { MoveOptions } from "./prepare-move.ts";

/** How soon the worker looks after an answer that was lost. */
const firstLookMs = 2_000;

export type SettleDeps = RecordDeps & Needs<"cal" | "clock" | "log" | "settings">;

/**
 * The state of an attempt after Cal.com's answer. `applied`: by this request, as Cal.com has it
 * now; `ended`: settled, and the record says how; `open`: the outcome is unknown.
 */
export type Outcome =
  | { kind: "applied"; version: number; moved: CalBooking }
  | { kind: "ended" }
  | { kind: "open" };

interface Sending {
  move: Move;
  attempt: Attempt;
  client: CalClient;
  options: MoveOptions;
  /** By `clock.elapsed`. */
  deadline: number;
}

type Sent = Pick<Sending, "attempt" | "move">;

/**
 * Asks Cal.com once to move the booking; after the deadline not at all, because another process may have
 * the attempt by then.
 *
 * @throws {CalError}
 */
export async function sendToCal(
  { clock, settings }: Needs<"clock" | "settings">,
  { move, attempt, client, options, deadline }: Sending,
): Promise<CalBooking> {
  const leftMs = Math.min(deadline - clock.elapsed(), settings.timings.postTimeoutMs);
  if (leftMs <= 0)
    throw new CalError("NOT_SENT", { operation: "bookings.reschedule", isWrite: true });
  const request = {
    start: attempt.toStartTime,
    rescheduledBy: move.actor.user.email,
    ...(attempt.reason && { reschedulingReason: attempt.reason }),
    ...options,
  };
  const signal = AbortSignal.timeout(leftMs);
  return client.bookings.reschedule(attempt.fromCalUid, request, { signal });
}

/**
 * Records what Cal.com's answer to the one call proves. A success is applied; a definite refusal ends
 * the attempt, and so does a call that never left; anything else leaves it open for the worker, which
 * only reads. While the database does not answer, the record is tried again with the answer in hand. It
 * completes even when the request has stopped waiting, and never rejects.
 *
 * @returns null when it could not be recorded: the attempt stays open and is recovered later
 */
export async function recordOutcome(
  deps: SettleDeps,
  sending: Sent,
  sent: Promise<CalBooking>,
): Promise<Outcome | null> {
  const { ulid: attemptUlid } = sending.attempt;
  try {
    const settle = await sent.then(
      (moved) => () => settleSuccess(deps, sending, moved),
      (error: unknown) => () => settleFailure(deps, sending, error),
    );
    const outcome = await insist(settle);
    if (outcome.kind !== "open") deps.caches.recentMoves.finish(attemptUlid);
    return outcome;
  } catch (error) {
    deps.log.error("CAL_RESCHEDULE_ERROR", error, { attemptUlid });
    return null;
  }
}

/**
 * A success counts only for the booking that was moved, and at the time that was asked for: otherwise a
 * read decides. Cal.com also answers with another booking of the same attendee, and has moved nothing then.
 */
async function settleSuccess(deps: SettleDeps, sent: Sent, moved: CalBooking): Promise<Outcome> {
  const { attempt, move } = sent;
  const { ulid, bookingUlid, fromCalUid } = attempt;
  if (moved.uid === fromCalUid) {
    const notBooked = new AppError("SLOT_TAKEN", { details: { reason: "notOffered" } });
    return settleByReading(deps, sent, () => endAs(deps, attempt, notBooked));
  }
  if (moved.rescheduledFromUid !== fromCalUid) {
    const otherBooking = { answered: true, errorCode: "OTHER_BOOKING" };
    return settleByReading(deps, sent, () => leaveOpen(deps, attempt, otherBooking));
  }
  const to = isAsAsked(attempt, moved) ? moved : await readMoved(deps, move, moved);
  if (!to) return leaveOpen(deps, attempt, { answered: true, errorCode: `ANSWERED ${moved.uid}` });
  const from = { uid: fromCalUid, start: attempt.fromStartTime, end: attempt.fromEndTime };
  const observed = { from, to, cause: "request", bookingUlid, ownAttemptUlid: ulid } as const;
  const result = await recordMove(deps, observed);
  if (!result.applied || result.attemptUlid !== ulid) return { kind: "ended" };
  const seen = isOfSamePeople(move, to) ? "same" : await observePeople(deps, to);
  // A coach who has just lost the meeting to a new host may not read it any more.
  const isReadable = seen === "replaced" || move.role === "mentee";
  if (seen !== "same" && isReadable) return { kind: "ended" };
  return { kind: "applied", version: result.version, moved: to };
}

function isAsAsked({ toStartTime, toEndTime }: Attempt, { start, end }: CalBooking): boolean {
  const isStart = parseInstant(start) === parseInstant(toStartTime);
  return isStart && parseInstant(end) === parseInstant(toEndTime);
}

/** The successor as Cal.com has it; null where it cannot be read now. */
async function readMoved(
  deps: SettleDeps,
  move: Move,
  { uid }: CalBooking,
): Promise<CalBooking | null> {
  const reader = readerWith(deps, { connection: connectionOf(move), purpose: "recovery" });
  return reader.readBooking(uid).catch(() => null);
}

function connectionOf({ connections: { coach, mentee } }: Move): Connection {
  return coach.status === "connected" ? coach : mentee;
}

/** What is at hand proves that host and attendee are ours; if it does not, the database compares them. */
function isOfSamePeople({ role, actor, connections }: Move, moved: CalBooking): boolean {
  const { coach, mentee } = connections;
  const calEmail = mentee.status === "connected" ? mentee.connection.calEmail : null;
  const addresses = [calEmail ?? [], role === "mentee" ? actor.user.email : []].flat();
  const isHosted = coach.status === "connected" && isHostedBy(moved, coach.connection);
  return isHosted && isAttendedBy(moved, addresses);
}

async function settleFailure(deps: SettleDeps, sent: Sent, error: unknown): Promise<Outcome> {
  const { attempt } = sent;
  deps.log.error("CAL_RESCHEDULE_ERROR", error, { attemptUlid: attempt.ulid });
  if (!(error instanceof CalError) || error.outcomeUnknown) {
    const answered = error instanceof CalError && error.answered;
    return leaveOpen(deps, attempt, { answered });
  }
  if (neverLeft(error)) return takeBack(deps, attempt, fromCalError(error));
  const refuse = () => endAs(deps, attempt, fromCalError(error));
  return mayHaveMovedElsewhere(error) ? settleByReading(deps, sent, refuse) : refuse();
}

/** Cal.com says that the booking is not what we think it is: its record decides. */
async function settleByReading(
  deps: SettleDeps,
  { attempt, move }: Sent,
  ifUnchanged: () => Promise<Outcome>,
): Promise<Outcome> {
  const { fromCalUid: calUid } = attempt;
  const reader = readerWith(deps, { connection: connectionOf(move), purpose: "recovery" });
  const seen = await reconcileBooking(deps, { reader, calUid, cause: "reconcile" }).catch(
    () => null,
  );
  switch (seen?.outcome) {
    case undefined:
      return leaveOpen(deps, attempt, { answered: true });
    case "moved":
      return { kind: "ended" };
    case "cancelled":
      return endAs(deps, attempt, new AppError("BOOKING_CHANGED"));
    case "unchanged":
      return ifUnchanged();
  }
}

function mayHaveMovedElsewhere({ code }: CalError): boolean {
  return (
    code === "ALREADY_RESCHEDULED" ||
    code === "BOOKING_CANCELLED" ||
    code === "NOT_FOUND" ||
    code === "CONFLICT"
  );
}

/** Cal.com was not asked: the same attempt may be made again. */
function neverLeft({ code }: CalError): boolean {
  return code === "HELD_BACK" || code === "NOT_SENT";
}

async function takeBack(
  { db }: Needs<"db">,
  { ulid, fence }: Attempt,
  failure: AppError,
): Promise<Outcome> {
  const errorCode = writeFailure(failure);
  await db.attempts.takeBack({ attemptUlid: ulid, fence, errorCode });
  return { kind: "ended" };
}

async function endAs(
  { db }: Needs<"db">,
  { ulid, fence }: Attempt,
  failure: AppError,
): Promise<Outcome> {
  const errorCode = writeFailure(failure);
  await db.attempts.fail({ attemptUlid: ulid, fence, state: "REJECTED", errorCode });
  return { kind: "ended" };
}

async function leaveOpen(
  { db, settings }: Needs<"db" | "settings">,
  { ulid, fence }: Attempt,
  { answered, errorCode = "OUTCOME_UNKNOWN" }: { answered: boolean; errorCode?: string },
): Promise<Outcome> {
  await db.attempts.fail({
    attemptUlid: ulid,
    fence,
    state: "UNKNOWN",
    errorCode,
    answered,
    retryInMs: answered ? settings.timings.answeredRetryMs : firstLookMs,
  });
  return { kind: "open" };
}
