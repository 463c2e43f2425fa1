import type { ErrorCode } from "@reslot/messages";

/** Every failure a person can meet, by name. The list is closed: a new one needs its words in the catalogue of messages and its status in `to-trpc-error.ts`. */
export const appErrorCodes = [
  "UNAUTHENTICATED",
  "ADDRESS_NEEDED",
  "NOT_FOUND",
  "INVALID_INPUT",
  "END_MISMATCH",
  "IN_THE_PAST",
  "NO_CHANGE",
  "BOOKING_CHANGED",
  "RESCHEDULE_IN_PROGRESS",
  "SLOT_TAKEN",
  "MENTEE_CONFLICT",
  "OUTSIDE_BOOKING_WINDOW",
  "NOTICE_TOO_SHORT",
  "RESCHEDULE_DISABLED",
  "LIMIT_REACHED",
  "UNSUPPORTED_BOOKING",
  "GONE",
  "TIME_ZONE_MISMATCH",
  "CAL_NOT_CONNECTED",
  "CAL_RECONNECT_REQUIRED",
  "CAL_RATE_LIMITED",
  "CAL_UNAVAILABLE",
  "RATE_LIMITED",
  "SERVICE_BUSY",
  "FORBIDDEN_ORIGIN",
  "IDEMPOTENCY_KEY_REUSED",
  "INTERNAL",
] as const satisfies readonly ErrorCode[];

export type AppErrorCode = (typeof appErrorCodes)[number];

/** Flat facts about a failure: field names, retry times, both readings of a time. Never a token or another person's data. */
export type ErrorDetails = Readonly<Record<string, string | number | boolean | null>>;

/** What every transport returns: the tRPC `data.app` field and a server action's `error`. */
export interface ErrorPayload {
  code: AppErrorCode;
  message: string;
  details: ErrorDetails;
}

const codes: ReadonlySet<string> = new Set(appErrorCodes);

/** True for a string that is one of our codes, e.g. one read back from the database. */
export function isAppErrorCode(value: string): value is AppErrorCode {
  return codes.has(value);
}
