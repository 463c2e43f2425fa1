import type { AppErrorCode } from "@reslot/api/errors";

/**
 * The twelve states of the reschedule screen; it is in exactly one of them, and its element carries
 * the name in `data-screen`.
 *
 * - `idle` drawn by the server, the page's scripts not running yet: links and forms work
 * - `loading` the times, or what became of a move, are on their way
 * - `ready` times to choose from
 * - `review` old and new time beside each other, nothing sent
 * - `committing` sent, no answer yet
 * - `done` Cal.com has moved it
 * - `awaitingConfirmation` Cal.com has moved it, and the coach has to confirm the new time there
 * - `confirming` sent, and whether Cal.com moved it is being looked up
 * - `conflict` not moved: that time is taken, or the meeting is not what it was
 * - `policyBlocked` not moved: a rule of the coach, of Cal.com or of the clock is against it
 * - `reconnect` not moved: a connection to Cal.com has to be renewed first
 * - `failed` not moved, or not readable: nothing but trying again helps
 */
export type ScreenState =
  | "idle"
  | "loading"
  | "ready"
  | "review"
  | "committing"
  | "done"
  | "awaitingConfirmation"
  | "confirming"
  | "conflict"
  | "policyBlocked"
  | "reconnect"
  | "failed";

type Refusal = Extract<ScreenState, "conflict" | "policyBlocked" | "reconnect" | "failed">;

/** What kind of refusal a code is; a new code does not compile without its own. */
const refusals: Readonly<Record<AppErrorCode, Refusal>> = {
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
  RATE_LIMITED: "policyBlocked",
  CAL_NOT_CONNECTED: "reconnect",
  CAL_RECONNECT_REQUIRED: "reconnect",
  UNAUTHENTICATED: "failed",
  NOT_FOUND: "failed",
  INVALID_INPUT: "failed",
  CAL_RATE_LIMITED: "failed",
  CAL_UNAVAILABLE: "failed",
  FORBIDDEN_ORIGIN: "failed",
  IDEMPOTENCY_KEY_REUSED: "failed",
  INTERNAL: "failed",
};

/** The state after a refusal. */
export function stateAfter(code: AppErrorCode): Refusal {
  return refusals[code];
}
