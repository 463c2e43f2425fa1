import type { Attempt, BookingWithPeople } from "@reslot/db";
import { AppError } from "../errors/app-error.ts";
import { type AppErrorCode, isAppErrorCode } from "../errors/payload.ts";
import type { Ports } from "../ports.ts";
import { describeBooking } from "./describe-booking.ts";
import { bookingChanged, moveFailure } from "./explain-failure.ts";
import { type Participant, roleIn } from "./participant.ts";
import type { MoveOutcome, RescheduleResult } from "./types.ts";

/** Where an attempt stands, with its booking as it is now. */
export interface AttemptStanding extends Participant {
  attempt: Attempt;
  outcome: MoveOutcome | "failed";
}

/**
 * Reads where an attempt of a person stands now. Two queries, side by side.
 *
 * @throws {AppError} NOT_FOUND when there is none, or it is not theirs
 */
export async function readStanding(
  ports: Ports,
  { attemptUlid, actorUserUlid }: { attemptUlid: string; actorUserUlid: string },
): Promise<AttemptStanding> {
  const attempt = await ports.db.attempts.get({ attemptUlid, actorUserUlid });
  const booking = attempt && (await ports.db.bookings.getByUlid(attempt.bookingUlid));
  if (!booking) throw new AppError("NOT_FOUND", { message: "This move does not exist." });
  return {
    attempt,
    booking,
    role: roleIn(booking, actorUserUlid),
    outcome: outcomeOf(attempt, booking),
  };
}

/**
 * The answer to a move, from what is recorded: the same for the first call and every repetition.
 *
 * @throws {AppError} the reason when the move was not made
 */
export async function answerAttempt(
  ports: Ports,
  standing: AttemptStanding,
): Promise<RescheduleResult> {
  if (standing.outcome === "failed") throw failureOf(standing);
  return {
    outcome: standing.outcome,
    attemptUlid: standing.attempt.ulid,
    booking: await describeBooking(ports, standing),
  };
}

/** Why a failed attempt failed, from its row. */
export function failureOf({ attempt, booking, role }: AttemptStanding): AppError {
  const code = codeOf(attempt);
  if (code === "BOOKING_CHANGED") return bookingChanged({ booking, role });
  const current = { startTime: attempt.fromStartTime, endTime: attempt.fromEndTime };
  return moveFailure({ code, booking, role, current });
}

function outcomeOf(attempt: Attempt, booking: BookingWithPeople): MoveOutcome | "failed" {
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

function codeOf({ state, errorCode }: Attempt): AppErrorCode {
  if (errorCode && isAppErrorCode(errorCode)) return errorCode;
  return state === "SUPERSEDED" || errorCode === "BOOKING_CANCELLED"
    ? "BOOKING_CHANGED"
    : "CAL_UNAVAILABLE";
}
