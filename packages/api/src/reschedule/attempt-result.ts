import type { Attempt, BookingWithPeople, User } from "@reslot/db";
import type { Actor } from "../app/actor.ts";
import type { Needs } from "../app/app.ts";
import { describeBooking, detailsOfOpened } from "../booking/describe-booking.ts";
import type {
  BookingDetails,
  MoveOutcome,
  RescheduleResult,
  RescheduleStatus,
} from "../booking/types.ts";
import { AppError } from "../core/errors/app-error.ts";
import { type Participant, roleIn } from "../core/participant.ts";
import { withTimeout } from "../infra/with-timeout.ts";
import { requestHash } from "./attempt.ts";
import { bookingChanged, connectionFailure, moveFailure } from "./move-failure.ts";
import { readFailure } from "./stored-failure.ts";
import type { Move } from "./move.ts";

type ResultDeps = Needs<"clock" | "db" | "settings">;

/** The present state of an attempt and its booking. */
interface AttemptState extends Participant {
  attempt: Attempt;
  outcome: MoveOutcome | "failed";
}

interface AttemptKey {
  attemptUlid: string;
  actorUserUlid: string;
}

/**
 * The result of a move from what is recorded: the same for the first request and every repeat.
 *
 * @throws {AppError} the reason when the move was not made
 */
async function currentResult(
  deps: ResultDeps,
  { actor, booking, input }: Move,
): Promise<RescheduleResult> {
  const { attemptUlid } = input;
  const key = { attemptUlid, actorUserUlid: actor.user.ulid };
  const standing = await readAttempt(deps, { ...key, bookingUlid: booking.ulid });
  const { outcome } = standing;
  if (outcome === "failed") throw failureOf(standing);
  return { outcome, attemptUlid, booking: await describeBooking(deps, standing) };
}

/** The person has waited for the move already. */
const readWithinMs = 2_000;

/**
 * `currentResult` of a move that may have left: `confirming` where the database does not answer within two
 * seconds, because its silence says nothing about Cal.com.
 *
 * @throws {AppError} the recorded reason when the move was not made
 */
export async function resultAfterSending(
  deps: ResultDeps & Needs<"log">,
  move: Move,
): Promise<RescheduleResult> {
  const { attemptUlid } = move.input;
  const reading = currentResult(deps, move).catch((error: unknown) => {
    if (error instanceof AppError) throw error;
    deps.log.error("CAL_RESCHEDULE_ERROR", error, { attemptUlid });
    return null;
  });
  const result = await withTimeout(reading, readWithinMs);
  return result ?? { outcome: "confirming", attemptUlid, booking: bookingOf(move, deps) };
}

/** The booking as the request read it, with its move in flight. */
function bookingOf(move: Move, deps: Needs<"clock" | "settings">): BookingDetails {
  const { attemptUlid, newStartTime, newEndTime } = move.input;
  const reschedule = { allowed: false, reason: "inProgress" } as const;
  const inFlight = { kind: "move" as const, attemptUlid, by: move.role, newStartTime, newEndTime };
  return { ...detailsOfOpened(move, deps), reschedule, inFlight };
}

/**
 * An invalid request may repeat one that was valid then: that one gets its own result, unless nothing
 * was sent for it.
 *
 * @throws {AppError} `refusal` when there was none, or nothing was sent; IDEMPOTENCY_KEY_REUSED
 */
export async function resultOfRepeat(
  deps: ResultDeps & Needs<"log">,
  move: Move,
  refusal: AppError,
): Promise<RescheduleResult> {
  const { attemptUlid } = move.input;
  const actorUserUlid = move.actor.user.ulid;
  const known = await deps.db.attempts.get({ attemptUlid, actorUserUlid });
  if (!known) throw refusal;
  if (known.requestHash !== requestHash(move.input)) throw new AppError("IDEMPOTENCY_KEY_REUSED");
  if (known.state === "ABANDONED") throw refusal;
  return resultAfterSending(deps, move);
}

/** Whether a request has a result already. One of which nothing was sent has none: it is tried again. */
export async function isKnownMove(
  { db }: Needs<"db">,
  { attemptUlid }: Pick<AttemptKey, "attemptUlid">,
  { ulid: actorUserUlid }: Pick<User, "ulid">,
): Promise<boolean> {
  const attempt = await db.attempts.get({ attemptUlid, actorUserUlid });
  return attempt !== null && attempt.state !== "ABANDONED";
}

/**
 * The outcome of a move that the person made. Cal.com is not asked: the worker does that.
 *
 * @throws {AppError} NOT_FOUND when there is none, or it is not theirs
 */
export async function getRescheduleStatus(
  deps: ResultDeps,
  { user }: Actor,
  attemptUlid: string,
): Promise<RescheduleStatus> {
  const standing = await readAttempt(deps, { attemptUlid, actorUserUlid: user.ulid });
  const booking = await describeBooking(deps, standing);
  const { outcome } = standing;
  return outcome === "failed"
    ? { outcome, attemptUlid, booking, error: failureOf(standing).toPayload() }
    : { outcome, attemptUlid, booking };
}

/** Two queries; in parallel when the booking is known. */
async function readAttempt(
  { db }: Needs<"db">,
  { bookingUlid, ...key }: AttemptKey & { bookingUlid?: string },
): Promise<AttemptState> {
  const attempts = db.attempts.get(key);
  const ulid = bookingUlid ?? (await attempts)?.bookingUlid;
  const [attempt, booking] = await Promise.all([
    attempts,
    ulid === undefined ? null : db.bookings.getByUlid(ulid),
  ]);
  // A former participant has no access to the meeting's moves either.
  if (attempt?.kind !== "move" || !booking || !isPartOf(booking, key.actorUserUlid)) {
    throw new AppError("NOT_FOUND", { kind: "move" });
  }
  const role = roleIn(booking, key.actorUserUlid);
  return { attempt, booking, role, outcome: outcomeOf(attempt, booking) };
}

function isPartOf({ coachUserUlid, menteeUserUlid }: BookingWithPeople, userUlid: string): boolean {
  return coachUserUlid === userUlid || menteeUserUlid === userUlid;
}

/** Why a failed attempt failed, from its row. */
function failureOf({ attempt, booking, role }: AttemptState): AppError {
  const { code, details } = readFailure(attempt);
  if (code === "BOOKING_CHANGED") return bookingChanged({ booking, role });
  if (code === "CAL_NOT_CONNECTED" || code === "CAL_RECONNECT_REQUIRED") {
    const who = details["who"] === "coach" ? "coach" : role;
    return connectionFailure(code, { booking, role, who });
  }
  const current = { startTime: attempt.fromStartTime, endTime: attempt.fromEndTime };
  return moveFailure({ code, details, booking, role, current });
}

function outcomeOf(attempt: Attempt, booking: BookingWithPeople): AttemptState["outcome"] {
  switch (attempt.state) {
    case "PREPARED":
    case "SENDING":
    case "UNKNOWN":
    case "NEEDS_HUMAN":
      return "confirming";
    case "APPLIED": {
      const isLatest = attempt.appliedVersion === booking.version;
      return isLatest && booking.status === "pending" ? "awaitingConfirmation" : "moved";
    }
    case "REJECTED":
    case "SUPERSEDED":
    case "ABANDONED":
      return "failed";
  }
}
