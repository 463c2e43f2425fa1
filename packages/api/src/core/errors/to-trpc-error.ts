import { TRPCError } from "@trpc/server";
import type { AppErrorCode } from "./payload.ts";
import { toAppError } from "./to-app-error.ts";

const trpcCodes = {
  INVALID_INPUT: "BAD_REQUEST",
  END_MISMATCH: "BAD_REQUEST",
  IN_THE_PAST: "BAD_REQUEST",
  NO_CHANGE: "BAD_REQUEST",
  TIME_ZONE_MISMATCH: "BAD_REQUEST",
  UNSUPPORTED_BOOKING: "BAD_REQUEST",
  UNAUTHENTICATED: "UNAUTHORIZED",
  ADDRESS_NEEDED: "FORBIDDEN",
  FORBIDDEN_ORIGIN: "FORBIDDEN",
  RESCHEDULE_DISABLED: "FORBIDDEN",
  NOTICE_TOO_SHORT: "FORBIDDEN",
  NOT_FOUND: "NOT_FOUND",
  GONE: "NOT_FOUND",
  BOOKING_CHANGED: "CONFLICT",
  RESCHEDULE_IN_PROGRESS: "CONFLICT",
  SLOT_TAKEN: "CONFLICT",
  MENTEE_CONFLICT: "CONFLICT",
  OUTSIDE_BOOKING_WINDOW: "CONFLICT",
  LIMIT_REACHED: "CONFLICT",
  IDEMPOTENCY_KEY_REUSED: "CONFLICT",
  CAL_NOT_CONNECTED: "PRECONDITION_FAILED",
  CAL_RECONNECT_REQUIRED: "PRECONDITION_FAILED",
  RATE_LIMITED: "TOO_MANY_REQUESTS",
  CAL_RATE_LIMITED: "TOO_MANY_REQUESTS",
  CAL_UNAVAILABLE: "SERVICE_UNAVAILABLE",
  SERVICE_BUSY: "SERVICE_UNAVAILABLE",
  INTERNAL: "INTERNAL_SERVER_ERROR",
} as const satisfies Record<AppErrorCode, TRPCError["code"]>;

/** The tRPC error, and so the HTTP status, of any failure; its cause is the AppError. */
export function toTrpcError(error: unknown): TRPCError {
  const appError = toAppError(error);
  return new TRPCError({
    code: trpcCodes[appError.code],
    message: appError.message,
    cause: appError,
  });
}
