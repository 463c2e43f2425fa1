import type { IsoInterval } from "@reslot/cal/time";
import { AppError } from "../core/errors/app-error.ts";
import { type AppErrorCode, defaultMessage, type ErrorDetails } from "../core/errors/payload.ts";
import { formatSpan } from "../core/format-time.ts";
import { counterpartOf, type Participant } from "../core/participant.ts";

interface MoveFailure extends Participant {
  code: AppErrorCode;
  /** Where the meeting is, as far as this answer knows. */
  current: IsoInterval;
  details?: ErrorDetails;
  cause?: unknown;
}

/** A move that was not made, in words for the person who tried it: names, not roles, and where the meeting stands. */
export function moveFailure({ code, cause, ...facts }: MoveFailure): AppError {
  const { details } = facts;
  return new AppError(code, {
    message: sentenceOf(code, facts),
    ...(details && { details }),
    ...(cause !== undefined && { cause }),
  });
}

type Facts = Omit<MoveFailure, "code" | "cause">;

function sentenceOf(code: AppErrorCode, facts: Facts): string {
  const opening = openings[code]?.(facts);
  if (opening === undefined) return defaultMessage(code);
  const { booking, role, current, details } = facts;
  if (details?.["reason"] !== undefined) return opening;
  const where = `The meeting stays on ${formatSpan(current, booking[role].timeZone)}.`;
  const next = details?.["reasonRequired"]
    ? "Choose another time, or give a reason and move it anyway."
    : (nextSteps[code] ?? "Choose another time.");
  return `${opening} ${where} ${next}`;
}

/** undefined: the general sentence says it better. */
type Opening = (facts: Facts) => string | undefined;

const openings: Partial<Record<AppErrorCode, Opening>> = {
  SLOT_TAKEN: ({ booking, role }) =>
    role === "coach"
      ? "You are no longer free at that time."
      : `${booking.coach.name} is no longer free at that time.`,
  MENTEE_CONFLICT: ({ booking, role }) =>
    role === "coach"
      ? `${booking.mentee.name}’s calendar shows a conflict at that time.`
      : "Your own calendar shows a conflict at that time.",
  RESCHEDULE_IN_PROGRESS: () =>
    "This meeting is being moved at this moment, so your move was not made.",
  IN_THE_PAST: ({ details }) =>
    details?.["reason"] === "past"
      ? "This meeting has already begun, so it cannot be moved any more."
      : "That time has already passed, so nothing was moved.",
  UNSUPPORTED_BOOKING: ({ details }) =>
    details?.["reason"] === "cancelled" || details?.["reason"] === "rejected"
      ? "This meeting no longer takes place, so it cannot be moved."
      : undefined,
  NO_CHANGE: () => "The meeting is at that time already, so nothing was moved.",
  OUTSIDE_BOOKING_WINDOW: ({ booking, role }) =>
    role === "coach"
      ? "That time is outside the dates you can be booked for."
      : `That time is outside the dates ${booking.coach.name} can be booked for.`,
  NOTICE_TOO_SHORT: ({ booking, role }) =>
    role === "coach"
      ? "Your notice period does not allow this move any more."
      : `${booking.coach.name}’s notice period does not allow this move any more.`,
  RESCHEDULE_DISABLED: () => "Meetings of this kind cannot be moved.",
  LIMIT_REACHED: ({ booking, role }) =>
    role === "coach"
      ? "Your limit of meetings for that day or week is reached."
      : `${booking.coach.name}’s limit of meetings for that day or week is reached.`,
  CAL_UNAVAILABLE: () => "Cal.com cannot be reached right now, so nothing was moved.",
  CAL_RATE_LIMITED: () => "Cal.com asks us to slow down, so nothing was moved.",
  RATE_LIMITED: () => "That was a lot of moves in a short time, so this one was not made.",
};

const nextSteps: Partial<Record<AppErrorCode, string>> = {
  MENTEE_CONFLICT: "Choose another time, or confirm that you want this one anyway.",
  RESCHEDULE_IN_PROGRESS: "Look again in a minute.",
  NOTICE_TOO_SHORT: "Choose a later time, or get in touch with each other.",
  RESCHEDULE_DISABLED: "Open it in Cal.com if it has to change.",
  CAL_UNAVAILABLE: "Try again in a moment.",
  CAL_RATE_LIMITED: "Try again in a minute.",
  RATE_LIMITED: "Try again later.",
};

/** Somebody else was faster: says where the meeting is now. */
export function bookingChanged({ booking, role }: Participant, cause?: unknown): AppError {
  const now = formatSpan(booking, booking[role].timeZone);
  return new AppError("BOOKING_CHANGED", {
    message: `This meeting was changed in the meantime and is now on ${now}. Your move was not made. Decide again from there.`,
    details: { version: booking.version, startTime: booking.startTime, endTime: booking.endTime },
    ...(cause !== undefined && { cause }),
  });
}

/** The connection that vouches for the move does not work; `who` owns it. */
export function connectionFailure(
  code: "CAL_NOT_CONNECTED" | "CAL_RECONNECT_REQUIRED",
  { booking, role, who }: Participant & { who: Participant["role"] },
): AppError {
  const [state, verb] =
    code === "CAL_NOT_CONNECTED"
      ? ["is not connected", "connect"]
      : ["no longer accepts our connection", "reconnect"];
  const { name } = counterpartOf(booking, role);
  const message =
    who === role
      ? `Your Cal.com account ${state}, so the meeting was not moved. Please ${verb} it in the calendar settings and try again.`
      : `${name}’s Cal.com account ${state}, so the meeting was not moved. Ask ${name} to ${verb} it, then try again.`;
  return new AppError(code, { message, details: { who } });
}
