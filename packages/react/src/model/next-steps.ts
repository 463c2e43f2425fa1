import type { ErrorCode } from "@reslot/messages";

/** What a page offers a person after a failure. */
type NextStep =
  | "chooseAnother"
  | "confirm"
  | "connect"
  | "goToMeetings"
  | "openMeeting"
  | "reconnect"
  | "reload"
  | "retry"
  | "signIn"
  | "wait";

/** The next step after each failure; its button is worded in `refusal.next`. */
export const nextSteps: Readonly<Record<ErrorCode, NextStep>> = {
  UNAUTHENTICATED: "signIn",
  NOT_FOUND: "goToMeetings",
  GONE: "goToMeetings",
  INVALID_INPUT: "chooseAnother",
  END_MISMATCH: "reload",
  IN_THE_PAST: "chooseAnother",
  NO_CHANGE: "chooseAnother",
  BOOKING_CHANGED: "openMeeting",
  RESCHEDULE_IN_PROGRESS: "wait",
  SLOT_TAKEN: "chooseAnother",
  MENTEE_CONFLICT: "confirm",
  OUTSIDE_BOOKING_WINDOW: "chooseAnother",
  NOTICE_TOO_SHORT: "chooseAnother",
  RESCHEDULE_DISABLED: "openMeeting",
  LIMIT_REACHED: "chooseAnother",
  ADDRESS_NEEDED: "reload",
  UNSUPPORTED_BOOKING: "openMeeting",
  TIME_ZONE_MISMATCH: "reload",
  CAL_NOT_CONNECTED: "connect",
  CAL_RECONNECT_REQUIRED: "reconnect",
  CAL_RATE_LIMITED: "retry",
  CAL_UNAVAILABLE: "retry",
  RATE_LIMITED: "retry",
  SERVICE_BUSY: "retry",
  FORBIDDEN_ORIGIN: "reload",
  IDEMPOTENCY_KEY_REUSED: "reload",
  INTERNAL: "reload",
};
