import type { IsoInterval } from "@reslot/cal/time";
import type { Reader } from "@reslot/messages";
import { AppError } from "../core/errors/app-error.ts";
import { messageOf } from "../core/errors/message.ts";
import type { AppErrorCode, ErrorDetails } from "../core/errors/payload.ts";
import { formatInterval } from "../core/format-interval.ts";
import { type Participant, readingZoneOf } from "../core/participant.ts";

interface MoveFailure extends Participant {
  code: AppErrorCode;
  /** Where the meeting is, as far as this answer knows. */
  current: IsoInterval;
  details?: ErrorDetails;
  cause?: unknown;
}

/** A move that was not made, worded for the person who tried it: with names and the meeting's current time. */
export function moveFailure(failure: MoveFailure): AppError {
  const { code, booking, role, current, details = {}, cause } = failure;
  const message = messageOf({
    code,
    reader: readerOf(failure),
    details,
    when: formatInterval(current, {
      locale: "en-GB",
      timeZone: readingZoneOf(booking, role).timeZone,
    }),
    ...(code === "RATE_LIMITED" && { kind: "moves" }),
  });
  return new AppError(code, { message, details, cause });
}

/** The other person, or another tab, was faster: says where the meeting is now, or that it was cancelled. */
export function bookingChanged(participant: Participant, cause?: unknown): AppError {
  const { version, startTime, endTime, status } = participant.booking;
  const isOver = status === "cancelled" || status === "rejected";
  return moveFailure({
    ...participant,
    code: "BOOKING_CHANGED",
    current: { startTime, endTime },
    details: { version, startTime, endTime, ...(isOver && { reason: status }) },
    cause,
  });
}

/** The connection that a move needs does not work; `who` owns it. */
export function connectionFailure(
  code: "CAL_NOT_CONNECTED" | "CAL_RECONNECT_REQUIRED",
  { who, ...participant }: Participant & { who: Participant["role"] },
): AppError {
  return moveFailure({ ...participant, code, current: participant.booking, details: { who } });
}

function readerOf({ booking, role }: Participant): Reader {
  return { audience: role, coach: booking.coach.name, mentee: booking.mentee.name };
}
