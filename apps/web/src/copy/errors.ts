import type { AppErrorCode } from "@reslot/api/errors";

/** What the page offers a person after a failure. */
export type NextStep =
  | "chooseAnother"
  | "confirmKnowingly"
  | "connect"
  | "goToMeetings"
  | "openMeeting"
  | "reload"
  | "retry"
  | "signIn"
  | "wait";

export interface ErrorCopy {
  title: string;
  /** Whether the meeting moved, and what to do; used where the server sent no sentence with names. */
  body: string;
  next: NextStep;
}

/** Every failure in words; a new code does not compile without its own. */
export const errors: Readonly<Record<AppErrorCode, ErrorCopy>> = {
  UNAUTHENTICATED: {
    title: "You are signed out",
    body: "Your meeting has not moved. Sign in, and you return here.",
    next: "signIn",
  },
  NOT_FOUND: {
    title: "This meeting is not here",
    body: "The address is wrong, or the meeting is not yours to see. Nothing was changed.",
    next: "goToMeetings",
  },
  INVALID_INPUT: {
    title: "Something in this request does not fit",
    body: "Your meeting has not moved. Choose the time again.",
    next: "chooseAnother",
  },
  END_MISMATCH: {
    title: "The length of this meeting has changed",
    body: "Your meeting has not moved. Reload the page and choose the time again.",
    next: "reload",
  },
  IN_THE_PAST: {
    title: "That time has passed",
    body: "Your meeting has not moved. Choose a later one.",
    next: "chooseAnother",
  },
  NO_CHANGE: {
    title: "The meeting is there already",
    body: "Nothing had to be moved. Choose another time to move it.",
    next: "chooseAnother",
  },
  BOOKING_CHANGED: {
    title: "The meeting was moved meanwhile",
    body: "Your move was not made. Look where it is now, then keep that time or choose again.",
    next: "openMeeting",
  },
  RESCHEDULE_IN_PROGRESS: {
    title: "A move is under way",
    body: "Somebody is moving this meeting at this moment; yours was not made. Look again in a minute.",
    next: "wait",
  },
  SLOT_TAKEN: {
    title: "That time was taken a moment ago",
    body: "Your meeting has not moved. Choose another time.",
    next: "chooseAnother",
  },
  MENTEE_CONFLICT: {
    title: "That time meets something else",
    body: "Your meeting has not moved. Choose another time, or confirm this one knowingly.",
    next: "confirmKnowingly",
  },
  OUTSIDE_BOOKING_WINDOW: {
    title: "That date cannot be booked",
    body: "Your meeting has not moved. Choose another date.",
    next: "chooseAnother",
  },
  NOTICE_TOO_SHORT: {
    title: "That is too soon",
    body: "Your meeting has not moved. Choose a later time.",
    next: "chooseAnother",
  },
  RESCHEDULE_DISABLED: {
    title: "Meetings of this kind cannot be moved",
    body: "Yours stays where it is.",
    next: "openMeeting",
  },
  LIMIT_REACHED: {
    title: "That day or week is full",
    body: "Your meeting has not moved. Choose another day.",
    next: "chooseAnother",
  },
  UNSUPPORTED_BOOKING: {
    title: "This meeting cannot be moved here",
    body: "It stays as it is. Open it in Cal.com instead.",
    next: "openMeeting",
  },
  TIME_ZONE_MISMATCH: {
    title: "Your clock and ours disagree",
    body: "Your meeting has not moved. The time you read is not the time we would book: check both.",
    next: "reload",
  },
  CAL_NOT_CONNECTED: {
    title: "Cal.com is not connected",
    body: "Your meeting has not moved. Connect Cal.com and try again.",
    next: "connect",
  },
  CAL_RECONNECT_REQUIRED: {
    title: "Cal.com needs to be reconnected",
    body: "Your meeting has not moved. Your choice and reason are kept.",
    next: "connect",
  },
  CAL_RATE_LIMITED: {
    title: "Cal.com asks us to slow down",
    body: "Your meeting has not moved. Try again in a minute.",
    next: "retry",
  },
  CAL_UNAVAILABLE: {
    title: "Cal.com can’t be reached right now",
    body: "Your meeting has not moved. Try again in a moment.",
    next: "retry",
  },
  RATE_LIMITED: {
    title: "That was a lot in a short time",
    body: "Nothing was changed. Wait a minute, then try again.",
    next: "retry",
  },
  FORBIDDEN_ORIGIN: {
    title: "This request did not come from Reslot",
    body: "Your meeting has not moved. Reload the page and try again.",
    next: "reload",
  },
  IDEMPOTENCY_KEY_REUSED: {
    title: "This move was sent before, with other details",
    body: "Nothing was moved now. Reload the page and choose the time again.",
    next: "reload",
  },
  INTERNAL: {
    title: "Something broke on our side",
    body: "Reload the page to see where the meeting stands, then try again.",
    next: "reload",
  },
};

/** The buttons after a failure. */
export const nextSteps: Readonly<Record<NextStep, string>> = {
  chooseAnother: "Choose another time",
  confirmKnowingly: "Look at it again",
  connect: "Connect Cal.com",
  goToMeetings: "Go to your meetings",
  openMeeting: "See the meeting",
  reload: "Reload",
  retry: "Try again",
  signIn: "Sign in",
  wait: "See the meeting",
};
