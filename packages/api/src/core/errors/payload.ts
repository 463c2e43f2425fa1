/** Every failure a person can meet, by name. The list is closed: a new one needs its sentence below and its status in `to-trpc-error.ts`. */
export const appErrorCodes = [
  "UNAUTHENTICATED",
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
  "TIME_ZONE_MISMATCH",
  "CAL_NOT_CONNECTED",
  "CAL_RECONNECT_REQUIRED",
  "CAL_RATE_LIMITED",
  "CAL_UNAVAILABLE",
  "RATE_LIMITED",
  "FORBIDDEN_ORIGIN",
  "IDEMPOTENCY_KEY_REUSED",
  "INTERNAL",
] as const;

export type AppErrorCode = (typeof appErrorCodes)[number];

/** Flat facts about a failure: field names, retry times, both readings of a time. Never a token or another person's data. */
export type ErrorDetails = Readonly<Record<string, string | number | boolean | null>>;

/** What every transport returns: the tRPC `data.app` field and a server action's `error`. */
export interface ErrorPayload {
  code: AppErrorCode;
  message: string;
  details: ErrorDetails;
}

/**
 * One sentence or two for each code, for places that know no names: what happened, whether the
 * meeting moved, what to do next. Verbs that know the people say it with their names.
 */
const messages: Readonly<Record<AppErrorCode, string>> = {
  UNAUTHENTICATED: "Sign in to continue.",
  NOT_FOUND: "This meeting does not exist, or you are not part of it.",
  INVALID_INPUT:
    "Some of what was sent is not valid, so nothing was changed. Check the marked fields.",
  END_MISMATCH:
    "The end does not fit the length of the meeting, so it was not moved. Reload the page and choose the time again.",
  IN_THE_PAST: "That time has already passed, so the meeting was not moved. Choose a later one.",
  NO_CHANGE: "The meeting is already at that time. Choose another one to move it.",
  BOOKING_CHANGED:
    "The meeting was changed in the meantime, so it was not moved again. Look at its current time and decide anew.",
  RESCHEDULE_IN_PROGRESS:
    "The meeting is being moved at this moment. Wait until that is settled, then try again.",
  SLOT_TAKEN: "That time was just taken, so the meeting was not moved. Choose another one.",
  MENTEE_CONFLICT:
    "That time conflicts with a calendar, so the meeting was not moved. Choose another one, or confirm it knowingly.",
  OUTSIDE_BOOKING_WINDOW:
    "That time is outside the dates that can be booked, so the meeting was not moved. Choose another one.",
  NOTICE_TOO_SHORT:
    "It is too late to move the meeting to that time, so it was not moved. Choose a later one.",
  RESCHEDULE_DISABLED: "Meetings of this kind cannot be moved. It stays at its current time.",
  LIMIT_REACHED:
    "The limit of bookings for that day or week is reached, so the meeting was not moved. Choose another day.",
  UNSUPPORTED_BOOKING:
    "This meeting cannot be moved here. It stays as it is; open it in Cal.com instead.",
  TIME_ZONE_MISMATCH:
    "The time you saw and the time we would book are not the same, so the meeting was not moved. Check both and confirm the right one.",
  CAL_NOT_CONNECTED:
    "Cal.com is not connected, so the meeting was not moved. Connect it and try again.",
  CAL_RECONNECT_REQUIRED:
    "Cal.com no longer accepts the connection, so the meeting was not moved. Reconnect it and try again.",
  CAL_RATE_LIMITED: "Cal.com asks us to slow down, so nothing was changed. Try again in a minute.",
  CAL_UNAVAILABLE:
    "Cal.com cannot be reached right now, so nothing was changed. Try again in a moment.",
  RATE_LIMITED:
    "That was a lot in a short time, so nothing was changed. Wait a minute, then try again.",
  FORBIDDEN_ORIGIN:
    "This request did not come from the app, so nothing was changed. Reload the page and try again.",
  IDEMPOTENCY_KEY_REUSED:
    "This move was already sent with other details, so nothing was changed now. Reload the page and choose the time again.",
  INTERNAL:
    "Something went wrong on our side. Reload the page to see where the meeting stands, then try again.",
};

/** The general sentence for a code. */
export function defaultMessage(code: AppErrorCode): string {
  return messages[code];
}

/** True for a string that is one of our codes, e.g. one read back from the database. */
export function isAppErrorCode(value: string): value is AppErrorCode {
  return Object.hasOwn(messages, value);
}

/** For a failure that carries no payload at all, such as a lost network connection. */
export const unknownErrorPayload: ErrorPayload = {
  code: "INTERNAL",
  message: messages.INTERNAL,
  details: {},
};
