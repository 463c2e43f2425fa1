import {
  formatOffset,
  formatWallClock,
  isRepeated,
  minuteMs,
  parseInstant,
} from "@reslot/cal/time";
import { longestOf, notMovableReason } from "../booking/describe-booking.ts";
import type { Lengths } from "../booking/types.ts";
import type { AppError } from "../core/errors/app-error.ts";
import type { AppErrorCode, ErrorDetails } from "../core/errors/payload.ts";
import { bookingChanged, moveFailure } from "./move-failure.ts";
import type { Move } from "./move.ts";

interface Known {
  lengths: Lengths;
  /** Epoch ms. */
  now: number;
}

/**
 * Why a move is refused by the booking and the clock alone, in the order of the contract: version,
 * length, past, same time, movable, and the time that the person read. null: nothing rules it out.
 *
 * @returns BOOKING_CHANGED END_MISMATCH IN_THE_PAST NO_CHANGE GONE UNSUPPORTED_BOOKING TIME_ZONE_MISMATCH
 */
export function validateMove(
  { booking, role, input }: Omit<Move, "actor" | "connections">,
  { lengths, now }: Known,
): AppError | null {
  if (input.expectedVersion !== booking.version) return bookingChanged({ booking, role });
  const refusal = (code: AppErrorCode, details?: ErrorDetails) =>
    moveFailure({ booking, role, code, current: booking, ...(details && { details }) });
  const start = parseInstant(input.newStartTime);
  const minutes = (parseInstant(input.newEndTime) - start) / minuteMs;
  if (minutes !== lengths.booking && minutes !== lengths.atCal) {
    return refusal("END_MISMATCH", { durationMinutes: longestOf(lengths) });
  }
  if (start <= now) return refusal("IN_THE_PAST");
  if (start === parseInstant(booking.startTime)) return refusal("NO_CHANGE");
  const reason = notMovableReason(booking, now);
  if (reason === "past") return refusal("IN_THE_PAST", { reason });
  if (reason === "gone") return refusal("GONE", { reason });
  if (reason) return refusal("UNSUPPORTED_BOOKING", { reason });
  const mismatch = mismatchOfSeen(input);
  return mismatch && refusal("TIME_ZONE_MISMATCH", mismatch);
}

/** Both readings of the new time when the person read another one than would be booked. */
function mismatchOfSeen({ seen, newStartTime }: Move["input"]): ErrorDetails | null {
  if (!seen) return null;
  const { timeZone } = seen;
  const start = parseInstant(newStartTime);
  const wallClock = formatWallClock(start, timeZone);
  const offset = formatOffset(start, timeZone);
  const isSameOffset = seen.offset ? seen.offset === offset : !isRepeated(start, timeZone);
  if (wallClock === seen.wallClock && isSameOffset) return null;
  return {
    timeZone,
    seenWallClock: seen.wallClock,
    serverWallClock: wallClock,
    ...(!isSameOffset && { seenOffset: seen.offset ?? null, serverOffset: offset }),
  };
}
