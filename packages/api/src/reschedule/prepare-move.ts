import { type CalClient, type CalEventType } from "@reslot/cal";
import { judgeSlots, type Verdict } from "@reslot/cal/availability";
import { minuteMs, parseInstant, parseInterval } from "@reslot/cal/time";
import type { Needs } from "../app/app.ts";
import { type CoachSlotDeps, readCoachSlots, readEventType } from "../availability/coach-slots.ts";
import {
  type MenteeCalendarDeps,
  type MenteeReading,
  readMenteeCalendar,
} from "../availability/mentee-calendar.ts";
import type { AppError } from "../core/errors/app-error.ts";
import type { AppErrorCode, ErrorDetails } from "../core/errors/payload.ts";
import { connectionFailure, moveFailure } from "./move-failure.ts";
import type { Move } from "./move.ts";
import { unavailableReason } from "./unavailable-reason.ts";

export type PrepareDeps = CoachSlotDeps & MenteeCalendarDeps & Needs<"calAccounts">;

type PreparedMove = { kind: "ready"; client: CalClient } | { kind: "refused"; cause: unknown };

/**
 * Authorizes the mover and checks both calendars, in parallel, for the person waits. Only reads. A
 * token that is not accepted is the better reason when both fail. Never rejects: whatever stopped it
 * is the `cause`.
 */
export async function prepareMove(deps: PrepareDeps, move: Move): Promise<PreparedMove> {
  const [mover, refusal] = await Promise.all([
    authorizeMover(deps, move).catch(refused),
    checkCalendars(deps, move).catch(refused),
  ]);
  if (mover.kind === "refused") return mover;
  return refusal ?? mover;
}

function refused(cause: unknown): { kind: "refused"; cause: unknown } {
  return { kind: "refused", cause };
}

/**
 * The client that moves the booking: with the mover's own token, or with none for a mentee who has
 * not connected. Cal.com would take the coach's token on a mentee's move as the coach's consent, so
 * that token is only verified here; it never makes the call.
 *
 * Refused with CAL_NOT_CONNECTED or CAL_RECONNECT_REQUIRED; `details.who` has to act.
 *
 * @throws {CalError} when Cal.com cannot say whether a token is good
 */
async function authorizeMover(
  { cal, calAccounts }: Needs<"cal" | "calAccounts">,
  { connections, booking, role }: Move,
): Promise<PreparedMove> {
  const own = await calAccounts.verify(connections[role]);
  if (own.kind === "verified") return { kind: "ready", client: own.client };
  const refuse = (code: "CAL_NOT_CONNECTED" | "CAL_RECONNECT_REQUIRED", who: Move["role"]) =>
    refused(connectionFailure(code, { booking, role, who }));
  if (own.kind === "needsReconnect") return refuse("CAL_RECONNECT_REQUIRED", role);
  if (role === "coach") return refuse("CAL_NOT_CONNECTED", "coach");
  const coach = await calAccounts.verify(connections.coach);
  if (coach.kind === "verified") return { kind: "ready", client: cal(null) };
  const isMissing = coach.kind === "notConnected";
  return refuse(isMissing ? "CAL_NOT_CONNECTED" : "CAL_RECONNECT_REQUIRED", "coach");
}

/**
 * Reads both calendars once more, just before the move; nothing decides that was read before.
 *
 * The range asked for is exactly the new time: Cal.com cuts the coach's hours to it, so the start is
 * offered exactly when the whole meeting fits, wherever its grid starts in a longer list.
 *
 * Refused with RESCHEDULE_DISABLED, END_MISMATCH, NOTICE_TOO_SHORT, OUTSIDE_BOOKING_WINDOW,
 * SLOT_TAKEN or MENTEE_CONFLICT.
 *
 * @throws {CalError} when the coach's times cannot be read
 */
async function checkCalendars(
  deps: CoachSlotDeps & MenteeCalendarDeps,
  move: Move,
): Promise<{ kind: "refused"; cause: unknown } | null> {
  const { booking, input, connections } = move;
  const { coach, mentee } = connections;
  const window = { start: parseInstant(input.newStartTime), end: parseInstant(input.newEndTime) };
  const now = deps.clock.now();
  const durationMinutes = (window.end - window.start) / minuteMs;
  const [eventType, starts, menteeTime] = await Promise.all([
    readEventType({ booking, coach }),
    readCoachSlots(deps, { booking, coach, window, durationMinutes }),
    readMenteeCalendar(deps, { booking, mentee, window, mode: "live" }),
  ]);
  const ofEventType = eventType && eventTypeRefusal(move, { eventType, durationMinutes, now });
  if (ofEventType) return refused(ofEventType);
  if (!starts.includes(window.start)) {
    const { timeZone } = booking.coach;
    const code = unavailableReason(eventType, { start: window.start, now, timeZone });
    return refused(failure(move, code));
  }
  const [slot] = judgeSlots({
    slots: [window.start],
    durationMs: window.end - window.start,
    current: parseInterval(booking),
    mentee: "hours" in menteeTime ? menteeTime : null,
  });
  const conflict = slot && verdictRefusal(move, slot.verdict, menteeTime);
  return conflict ? refused(conflict) : null;
}

function eventTypeRefusal(
  move: Move,
  {
    eventType,
    durationMinutes,
    now,
  }: { eventType: CalEventType; durationMinutes: number; now: number },
): AppError | null {
  const { booking, role } = move;
  if (eventType.isSeated) return failure(move, "UNSUPPORTED_BOOKING");
  if (eventType.disableRescheduling) return failure(move, "RESCHEDULE_DISABLED");
  if (eventType.lengthInMinutes !== durationMinutes) {
    return failure(move, "END_MISMATCH", { durationMinutes: eventType.lengthInMinutes });
  }
  const leftMs = parseInstant(booking.startTime) - now;
  const isTooLate = leftMs < (eventType.rescheduleNoticeMinutes ?? 0) * minuteMs;
  return role === "mentee" && isTooLate ? failure(move, "NOTICE_TOO_SHORT") : null;
}

/**
 * A coach overrides the mentee's calendar with a reason, also one that should have been read and could
 * not; a mentee only their own, and needs none.
 */
function verdictRefusal(move: Move, verdict: Verdict, mentee: MenteeReading): AppError | null {
  const { role, input } = move;
  const isUnread = verdict === "menteeUnknown" && role === "coach" && isReadable(mentee);
  if (verdict !== "menteeBusy" && verdict !== "outsideMenteeHours" && !isUnread) return null;
  const isExplained = role === "mentee" || Boolean(input.reason);
  if (input.overrideConflict === true && isExplained) return null;
  return failure(move, "MENTEE_CONFLICT", { verdict, reasonRequired: role === "coach" });
}

/** Whether reading again may tell more: not where the mentee has connected no calendar, or set no hours. */
function isReadable(mentee: MenteeReading): boolean {
  if (mentee.check === "checked") return !mentee.unseen.includes("hours");
  return mentee.check === "unreachable";
}

function failure({ booking, role }: Move, code: AppErrorCode, details?: ErrorDetails): AppError {
  return moveFailure({ booking, role, code, current: booking, ...(details && { details }) });
}
