import type { CalError, CalErrorCode } from "@reslot/cal";
import { AppError } from "./app-error.ts";
import type { AppErrorCode } from "./payload.ts";

/**
 * Maps a refusal or silence of Cal.com to our codes. What an answer proves about a move is decided
 * in `reschedule/settle-attempt.ts`.
 */
export function fromCalError(error: CalError): AppError {
  const code = codes[error.code];
  const details = {
    ...(error.retryAfterMs !== undefined && { retryAfterMs: error.retryAfterMs }),
    ...(isOverBudget(error) && { reason: "calBudget" }),
    // Cal.com has one answer for a time that is taken and one that was never offered.
    ...(error.code === "SLOT_UNAVAILABLE" && { reason: "notOffered" }),
  };
  return new AppError(code, { details, cause: error });
}

/** The other reason to hold a call back is that many wait in this process, whatever they look at. */
function isOverBudget({ code, details }: CalError): boolean {
  return code === "HELD_BACK" && details?.reason !== "tooManyCalls";
}

const codes: Readonly<Record<CalErrorCode, AppErrorCode>> = {
  TOKEN_INVALID: "CAL_RECONNECT_REQUIRED",
  FORBIDDEN: "CAL_RECONNECT_REQUIRED",
  NOT_FOUND: "BOOKING_CHANGED",
  ALREADY_RESCHEDULED: "BOOKING_CHANGED",
  BOOKING_CANCELLED: "BOOKING_CHANGED",
  SLOT_UNAVAILABLE: "SLOT_TAKEN",
  CONFLICT: "SLOT_TAKEN",
  IN_THE_PAST: "IN_THE_PAST",
  OUT_OF_BOUNDS: "OUTSIDE_BOOKING_WINDOW",
  NOTICE_TOO_SHORT: "NOTICE_TOO_SHORT",
  LIMIT_REACHED: "LIMIT_REACHED",
  RATE_LIMITED: "CAL_RATE_LIMITED",
  HELD_BACK: "SERVICE_BUSY",
  INVALID_REQUEST: "UNSUPPORTED_BOOKING",
  SERVER_ERROR: "CAL_UNAVAILABLE",
  UNREACHABLE: "CAL_UNAVAILABLE",
  NOT_SENT: "CAL_UNAVAILABLE",
  UNEXPECTED_RESPONSE: "CAL_UNAVAILABLE",
};
