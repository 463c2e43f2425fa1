import type { ErrorCode } from "@reslot/messages";

/**
 * The states of the reschedule screen. It is always in exactly one of them, which apps/web names in the
 * attribute `data-screen`.
 *
 * - `idle` rendered by the server and not hydrated yet: links and forms work
 * - `loading` the times, or the outcome of a move, are loading
 * - `ready` times to choose from, and none chosen
 * - `chosen` one of them is chosen
 * - `review` old and new time side by side, nothing sent
 * - `offline` the browser has no connection: what was read stays, and nothing can be sent
 * - `committing` sent, no answer yet
 * - `done` Cal.com has moved the meeting
 * - `awaitingConfirmation` Cal.com has moved it, and the coach has to confirm the new time there
 * - `confirming` sent, and whether Cal.com moved it is being looked up
 * - `conflict` not moved: the time is taken, or the meeting has changed
 * - `policyBlocked` not moved: a rule of the coach or of Cal.com forbids it, or a limit, or the meeting is over
 * - `reconnect` not moved, or nothing to choose from: a connection to Cal.com has to be renewed first
 * - `failed` not moved, or not readable: only a retry helps
 */
export type ScreenState =
  | "idle"
  | "loading"
  | "ready"
  | "chosen"
  | "review"
  | "offline"
  | "committing"
  | "done"
  | "awaitingConfirmation"
  | "confirming"
  | "conflict"
  | "policyBlocked"
  | "reconnect"
  | "failed";

type Refusal = Extract<ScreenState, "conflict" | "policyBlocked" | "reconnect" | "failed">;

/** The state of the screen for each error code; a new code does not compile without one. */
const refusals: Readonly<Record<ErrorCode, Refusal>> = {
  SLOT_TAKEN: "conflict",
  MENTEE_CONFLICT: "conflict",
  BOOKING_CHANGED: "conflict",
  RESCHEDULE_IN_PROGRESS: "conflict",
  NO_CHANGE: "conflict",
  IN_THE_PAST: "conflict",
  END_MISMATCH: "conflict",
  TIME_ZONE_MISMATCH: "conflict",
  OUTSIDE_BOOKING_WINDOW: "policyBlocked",
  NOTICE_TOO_SHORT: "policyBlocked",
  RESCHEDULE_DISABLED: "policyBlocked",
  LIMIT_REACHED: "policyBlocked",
  UNSUPPORTED_BOOKING: "policyBlocked",
  GONE: "policyBlocked",
  RATE_LIMITED: "policyBlocked",
  CAL_NOT_CONNECTED: "reconnect",
  CAL_RECONNECT_REQUIRED: "reconnect",
  UNAUTHENTICATED: "failed",
  NOT_FOUND: "failed",
  INVALID_INPUT: "failed",
  ADDRESS_NEEDED: "failed",
  CAL_RATE_LIMITED: "failed",
  CAL_UNAVAILABLE: "failed",
  SERVICE_BUSY: "failed",
  FORBIDDEN_ORIGIN: "failed",
  IDEMPOTENCY_KEY_REUSED: "failed",
  INTERNAL: "failed",
};

/** The state after a refusal. */
export function stateAfter(code: ErrorCode): Refusal {
  return refusals[code];
}

/** True for the code of a failure that people are told of. */
export function isErrorCode(text: string): text is ErrorCode {
  return Object.hasOwn(refusals, text);
}
