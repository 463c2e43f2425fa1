import { type CalClient, type CalEventType, knowsMoveOptions } from "@reslot/cal";
import type { Verdict } from "@reslot/cal/availability";
import { type Interval, minuteMs, parseInstant, parseInterval } from "@reslot/cal/time";
import type { EventTypeRules, OverriddenVerdict } from "@reslot/db";
import type { Needs } from "../app/app.ts";
import {
  type MenteeCalendarDeps,
  type MenteeReading,
  readMenteeCalendar,
} from "../availability/mentee-calendar.ts";
import {
  type CoachSlotDeps,
  eventTypeKey,
  orWithoutToken,
  readCoachSlots,
  readEventType,
} from "../availability/coach-slots.ts";
import { finenessFor, judgeFor } from "../core/consent/fineness.ts";
import { canKeepHost, forbiddenBy } from "../booking/describe-booking.ts";
import { rulesOf } from "../booking/note-event-type.ts";
import { anonymousCal, type CalUse } from "../core/cal-use.ts";
import { padToDays } from "../core/pad-to-days.ts";
import { sharedConnection } from "../core/consent/shared-connection.ts";
import type { AppError } from "../core/errors/app-error.ts";
import type { AppErrorCode, ErrorDetails } from "../core/errors/payload.ts";
import { connectionFailure, moveFailure } from "./move-failure.ts";
import type { Move } from "./move.ts";
import { unavailableReason } from "./unavailable-reason.ts";

export type PrepareDeps = CoachSlotDeps & MenteeCalendarDeps & Needs<"calAccounts" | "settings">;

/** What Cal.com is asked for, in addition to the new time. */
export interface MoveOptions {
  sameHost?: true;
  allowConflicts?: true;
}

interface Refused {
  kind: "refused";
  cause: unknown;
}

type AuthorizedMover = { kind: "authorized"; client: CalClient } | Refused;

interface Checked {
  /** What may be sent. */
  options: MoveOptions;
  /** What the event type says about moves; null where it is not known. */
  rules: EventTypeRules | null;
  /** What an override sets aside; null without one. */
  overriddenVerdict: OverriddenVerdict | null;
}

type PreparedMove = ({ kind: "ready"; client: CalClient } & Checked) | Refused;

/**
 * Authorizes the mover and checks both calendars, in parallel, for the person waits. Only reads. A
 * token that is not accepted is the better reason when both fail. Never rejects: whatever stopped it
 * is the `cause`.
 */
export async function prepareMove(
  deps: PrepareDeps,
  move: Move,
  durationMinutes: number,
): Promise<PreparedMove> {
  const [mover, checked] = await Promise.all([
    authorizeMover(deps, move).catch(refused),
    checkCalendars(deps, move, durationMinutes).catch(refused),
  ]);
  if (mover.kind === "refused") return mover;
  if (checked.kind === "refused") return checked;
  return { ...checked, kind: "ready", client: mover.client };
}

function refused(cause: unknown): Refused {
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
  { actor, connections, booking, role }: Move,
): Promise<AuthorizedMover> {
  const own = await calAccounts.verify(connections[role]);
  if (own.kind === "verified") return { kind: "authorized", client: own.client };
  const refuse = (code: "CAL_NOT_CONNECTED" | "CAL_RECONNECT_REQUIRED", who: Move["role"]) =>
    refused(connectionFailure(code, { booking, role, who }));
  if (own.kind === "needsReconnect") return refuse("CAL_RECONNECT_REQUIRED", role);
  if (role === "coach") return refuse("CAL_NOT_CONNECTED", "coach");
  const coach = await calAccounts.verify(connections.coach);
  if (coach.kind === "verified")
    return { kind: "authorized", client: cal(anonymousCal, useOf(actor)) };
  const isMissing = coach.kind === "notConnected";
  return refuse(isMissing ? "CAL_NOT_CONNECTED" : "CAL_RECONNECT_REQUIRED", "coach");
}

/**
 * Reads both calendars once more, just before the move; nothing decides that was read before.
 *
 * The longest that the meeting may be is checked, in the range in which the list offered the start.
 *
 * Refused with RESCHEDULE_DISABLED, UNSUPPORTED_BOOKING, END_MISMATCH, NOTICE_TOO_SHORT,
 * OUTSIDE_BOOKING_WINDOW, SLOT_TAKEN or MENTEE_CONFLICT.
 *
 * @throws {CalError} when the coach's times cannot be read
 */
async function checkCalendars(
  deps: PrepareDeps,
  move: Move,
  durationMinutes: number,
): Promise<({ kind: "free" } & Checked) | Refused> {
  const { booking, role, input, connections, consent } = move;
  const { coach } = connections;
  const mentee = sharedConnection(connections.mentee, { reader: role, consent });
  const start = parseInstant(input.newStartTime);
  const window = { start, end: start + durationMinutes * minuteMs };
  const now = deps.clock.now();
  const readStarts = (within: Interval) =>
    orWithoutToken(coach, (reader) => {
      const slots = { booking, coach: reader, use: useOf(move.actor), durationMinutes };
      return readCoachSlots(deps, { ...slots, window: within });
    });
  const [eventType, starts, menteeTime] = await Promise.all([
    readEventType(deps, { booking, coach }),
    readStarts(padToDays(window)),
    readMenteeCalendar(deps, { booking, mentee, window }),
  ]);
  const ofEventType = eventTypeRefusal(deps, move, { eventType, durationMinutes });
  if (ofEventType) return refused(ofEventType);
  // A grid may start elsewhere in another range: missing is only what does not fit any more.
  const isFree = starts.includes(start) || (await readStarts(window)).includes(start);
  if (!isFree) {
    const { timeZone } = booking.coach;
    const missing = { ...window, now, timeZone, taken: move.taken };
    const { code, details } = unavailableReason(eventType, missing);
    return refused(failure(move, code, details));
  }
  const [slot] = judgeFor({
    starts: [start],
    fineness: finenessFor(role, consent),
    durationMs: window.end - start,
    current: parseInterval(booking),
    mentee: "hours" in menteeTime ? menteeTime : null,
  });
  const against = slot ? conflictOf(move, slot.verdict, menteeTime) : null;
  const conflict = against && conflictRefusal(move, against);
  if (conflict) return refused(conflict);
  const rules = eventType ? rulesOf(eventType) : booking.eventType;
  return {
    kind: "free",
    options: optionsOf(deps, move, { rules, against }),
    rules,
    overriddenVerdict: input.overrideConflict === true ? (against ?? "none") : null,
  };
}

function useOf({ user }: Move["actor"]): CalUse {
  return { purpose: "move", by: user.ulid };
}

/** Only a coach may allow conflicts: Cal.com ignores it from anyone else. */
function optionsOf(
  { settings }: Needs<"settings">,
  { role }: Move,
  { rules, against }: { rules: EventTypeRules | null; against: Conflict | null },
): MoveOptions {
  const { allowConflicts = false, versions } = settings.cal;
  const isOverridden = against === "menteeBusy" || against === "outsideMenteeHours";
  const mayConflict = allowConflicts && knowsMoveOptions(versions?.bookings);
  return {
    ...(rules?.mayChangeHost === true && { sameHost: true }),
    ...(mayConflict && isOverridden && role === "coach" && { allowConflicts: true }),
  };
}

/** Where the event type cannot be read, what was last noted of it counts. */
function eventTypeRefusal(
  deps: Needs<"caches" | "clock" | "settings">,
  move: Move,
  { eventType, durationMinutes }: { eventType: CalEventType | null; durationMinutes: number },
): AppError | null {
  if (eventType?.isSeated) return failure(move, "UNSUPPORTED_BOOKING");
  const rules = eventType ? rulesOf(eventType) : move.booking.eventType;
  const conditions = { now: deps.clock.now(), canKeepHost: canKeepHost(deps) };
  const reason = forbiddenBy(rules, { ...move, ...conditions });
  switch (reason) {
    case "disabled":
      return failure(move, "RESCHEDULE_DISABLED");
    case "noticeTooShort":
      return failure(move, "NOTICE_TOO_SHORT");
    case "hostMayChange":
      return failure(move, "UNSUPPORTED_BOOKING", { reason });
    case null:
      break;
  }
  if (!eventType || eventType.lengthInMinutes <= durationMinutes) return null;
  deps.caches.eventTypes.delete(eventTypeKey(move.booking)); // it has become longer than it was known
  return failure(move, "END_MISMATCH", { durationMinutes: eventType.lengthInMinutes });
}

/** What on the mentee's side rules out a time; only a coach answers for one that could not be checked. */
type Conflict = Exclude<OverriddenVerdict, "none">;

function conflictOf({ role }: Move, verdict: Verdict, mentee: MenteeReading): Conflict | null {
  if (verdict === "menteeBusy" || verdict === "outsideMenteeHours") return verdict;
  const isUnread = verdict === "menteeUnknown" && role === "coach" && isReadable(mentee);
  return isUnread ? verdict : null;
}

/**
 * A coach overrides the mentee's calendar with a reason, also one that should have been read and could
 * not; a mentee only their own, and needs none.
 */
function conflictRefusal(move: Move, verdict: Conflict): AppError | null {
  const { role, input } = move;
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
