import type { CalBooking } from "@reslot/cal";
import { formatInstant, parseInstant } from "@reslot/cal/time";
import type { Attempt, BookingWithPeople } from "@reslot/db";
import { statusOfOpened } from "../cal-credentials/connection-status.ts";
import type { Connections } from "../cal-credentials/open-connection.ts";
import { AppError } from "../core/errors/app-error.ts";
import type { Ports } from "../app/ports.ts";
import { describeBooking, detailsOf } from "../booking/describe-booking.ts";
import { bookingChanged, connectionFailure, moveFailure } from "./failure.ts";
import { readFailure } from "./failure-record.ts";
import { type Participant, roleIn, type SurroundedContext } from "../core/participant.ts";
import type { MoveOutcome, RescheduleResult } from "../booking/types.ts";

/** Where an attempt stands, with its booking as it is now. */
export interface AttemptStanding extends Participant {
  attempt: Attempt;
  outcome: MoveOutcome | "failed";
}

interface AttemptKey {
  attemptUlid: string;
  actorUserUlid: string;
}

/**
 * Reads where an attempt of a person stands now. Two queries; side by side when its booking is
 * known already.
 *
 * @throws {AppError} NOT_FOUND when there is none, or it is not theirs
 */
export async function readStanding(
  ports: Ports,
  { bookingUlid, ...key }: AttemptKey & { bookingUlid?: string },
): Promise<AttemptStanding> {
  const attempts = ports.db.attempts.get(key);
  const ulid = bookingUlid ?? (await attempts)?.bookingUlid;
  const [attempt, booking] = await Promise.all([
    attempts,
    ulid === undefined ? null : ports.db.bookings.getByUlid(ulid),
  ]);
  // Whoever is not part of the meeting any more has no moves of it either.
  if (!attempt || !booking || !isPartOf(booking, key.actorUserUlid))
    throw new AppError("NOT_FOUND", { kind: "move" });
  const role = roleIn(booking, key.actorUserUlid);
  return { attempt, booking, role, outcome: outcomeOf(attempt, booking) };
}

function isPartOf({ coachUserUlid, menteeUserUlid }: BookingWithPeople, userUlid: string): boolean {
  return coachUserUlid === userUlid || menteeUserUlid === userUlid;
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

interface AppliedMove {
  attemptUlid: string;
  version: number;
  moved: CalBooking;
}

/** The same answer to the call that made the move itself: nothing has to be read again for it. */
export function answerApplied(
  { ports, booking, role, around }: SurroundedContext<{ connections: Connections }>,
  { attemptUlid, version, moved }: AppliedMove,
): RescheduleResult {
  const [start, end] = [parseInstant(moved.start), parseInstant(moved.end)];
  const status = moved.status === "pending" ? "pending" : "accepted";
  const now: BookingWithPeople = {
    ...booking,
    startTime: formatInstant(start),
    endTime: formatInstant(end),
    durationMinutes: Math.ceil((end - start) / 60_000),
    status,
    version,
    upstreamChanged: false,
  };
  return {
    outcome: status === "pending" ? "awaitingConfirmation" : "moved",
    attemptUlid,
    booking: detailsOf(
      { booking: now, role },
      {
        inFlight: null,
        menteeConnection: statusOfOpened(around.connections.mentee),
        now: ports.clock.now(),
      },
    ),
  };
}

/** Why a failed attempt failed, from its row. */
export function failureOf({ attempt, booking, role }: AttemptStanding): AppError {
  const { code, details } = readFailure(attempt);
  if (code === "BOOKING_CHANGED") return bookingChanged({ booking, role });
  if (code === "CAL_NOT_CONNECTED" || code === "CAL_RECONNECT_REQUIRED") {
    return connectionFailure(code, {
      booking,
      role,
      who: details["who"] === "coach" ? "coach" : role,
    });
  }
  const current = { startTime: attempt.fromStartTime, endTime: attempt.fromEndTime };
  return moveFailure({ code, details, booking, role, current });
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
