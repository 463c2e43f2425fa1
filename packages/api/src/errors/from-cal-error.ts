import type { CalError } from "@reslot/cal";
import { AppError } from "./app-error.ts";
import type { AppErrorCode } from "./payload.ts";

/**
 * A refusal or silence of Cal.com in our words. What each answer proves about a move is decided
 * in `booking/settle-move.ts`; this only names it.
 */
export function fromCalError(error: CalError): AppError {
  const code = codeOf(error);
  const details = error.retryAfterMs === undefined ? {} : { retryAfterMs: error.retryAfterMs };
  return new AppError(code, { details, cause: error });
}

function codeOf(error: CalError): AppErrorCode {
  switch (error.code) {
    case "TOKEN_INVALID":
    case "FORBIDDEN":
      return "CAL_RECONNECT_REQUIRED";
    case "NOT_FOUND":
    case "ALREADY_RESCHEDULED":
    case "BOOKING_CANCELLED":
      return "BOOKING_CHANGED";
    case "SLOT_UNAVAILABLE":
    case "CONFLICT":
      return "SLOT_TAKEN";
    case "IN_THE_PAST":
      return "IN_THE_PAST";
    case "OUT_OF_BOUNDS":
      return "OUTSIDE_BOOKING_WINDOW";
    case "NOTICE_TOO_SHORT":
      return "NOTICE_TOO_SHORT";
    case "LIMIT_REACHED":
      return "LIMIT_REACHED";
    case "RATE_LIMITED":
      return "CAL_RATE_LIMITED";
    case "INVALID_REQUEST":
      return "UNSUPPORTED_BOOKING";
    case "SERVER_ERROR":
    case "UNREACHABLE":
    case "NOT_SENT":
    case "UNEXPECTED_RESPONSE":
      return "CAL_UNAVAILABLE";
  }
}
