import { formatWallClock, parseInstant } from "@reslot/cal/time";
import type { AppErrorCode, ErrorDetails } from "../core/errors/payload.ts";
import { notMovableReason } from "../booking/describe-booking.ts";
import { bookingChanged, moveFailure } from "./failure.ts";
import type { Participant } from "../core/participant.ts";
import type { RescheduleInput } from "../booking/schemas.ts";

interface MoveToCheck extends Participant {
  input: RescheduleInput;
  /** The event type's current length. */
  durationMinutes: number;
  now: number;
}

/**
 * Refuses a move that can be refused by looking at the booking and the clock alone, in the order
 * of the contract: version, length, past, same time, movable, and the time that was read.
 *
 * @throws {AppError} BOOKING_CHANGED END_MISMATCH IN_THE_PAST NO_CHANGE UNSUPPORTED_BOOKING
 * TIME_ZONE_MISMATCH
 */
export function validateMove(move: MoveToCheck): void {
  const { booking, role, input, now } = move;
  if (input.expectedVersion !== booking.version) throw bookingChanged(move);

  const start = parseInstant(input.newStartTime);
  const refuse = (code: AppErrorCode, details?: ErrorDetails) =>
    moveFailure({ booking, role, code, current: booking, ...(details && { details }) });

  if (parseInstant(input.newEndTime) - start !== move.durationMinutes * 60_000) {
    throw refuse("END_MISMATCH", { durationMinutes: move.durationMinutes });
  }
  if (start <= now) throw refuse("IN_THE_PAST");
  if (start === parseInstant(booking.startTime)) throw refuse("NO_CHANGE");

  const reason = notMovableReason(booking, now);
  if (reason === "past") throw refuse("IN_THE_PAST", { reason });
  if (reason) throw refuse("UNSUPPORTED_BOOKING", { reason });

  checkSeenTime(input, refuse);
}

function checkSeenTime(
  { seen, newStartTime }: RescheduleInput,
  refuse: (code: AppErrorCode, details: ErrorDetails) => Error,
): void {
  if (!seen) return;
  const actual = formatWallClock(parseInstant(newStartTime), seen.timeZone);
  if (actual === seen.wallClock) return;
  throw refuse("TIME_ZONE_MISMATCH", {
    timeZone: seen.timeZone,
    seenWallClock: seen.wallClock,
    serverWallClock: actual,
  });
}
