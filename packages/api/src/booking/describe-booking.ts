import { knowsMoveOptions } from "@reslot/cal";
import { minuteMs, parseInstant } from "@reslot/cal/time";
import type {
  Attempt,
  BookingContext,
  BookingWithPeople,
  Consent,
  EventTypeRules,
  ParticipantBooking,
} from "@reslot/db";
import type { Needs } from "../app/app.ts";
import { type Connections, connectionStatusOf, statusOfOpened } from "../core/connection.ts";
import type { ConnectionStatus, Pair, Role } from "../core/model.ts";
import { counterpartOf, type Participant, viewOf } from "../core/participant.ts";
import { sharedStatus, sharingView } from "../core/consent/shared-connection.ts";
import { nextReminder } from "../core/next-reminder.ts";
import type {
  BookingDetails,
  CounterpartView,
  Lengths,
  MoveInFlight,
  NeedsMe,
  NotMovableReason,
  Reschedulability,
  RequestView,
  SeriesView,
} from "./types.ts";

/** What one of its people may know of a booking. Four queries in parallel. */
export async function describeBooking(
  deps: Needs<"clock" | "db" | "settings">,
  participant: Participant,
): Promise<BookingDetails> {
  const { ulid: bookingUlid, coachUserUlid, menteeUserUlid } = participant.booking;
  const state = await loadBookingState(deps, { bookingUlid, coachUserUlid, menteeUserUlid });
  return detailsOf(participant, { ...state, now: deps.clock.now() });
}

/** The state of a booking that is not in its row. */
export interface BookingState {
  inFlight: Attempt | null;
  coachConnection: ConnectionStatus;
  /** When the mentee last reminded a coach who is not connected. */
  coachRemindedAt: string | null;
  menteeConnection: ConnectionStatus;
  consent: Consent | null;
  /** Whether a move can leave a round-robin booking with its host. */
  canKeepHost: boolean;
}

/** The same from what is around a booking. */
export function stateAround(deps: Needs<"settings">, around: BookingContext): BookingState {
  const { booking, coachAccount, menteeAccount, inFlight, consent, coachRemindedAt } = around;
  const coachConnection = connectionStatusOf(coachAccount?.connection ?? null);
  return {
    inFlight: inFlight.find(({ bookingUlid }) => bookingUlid === booking.ulid) ?? null,
    coachConnection,
    coachRemindedAt: coachConnection === "connected" ? null : coachRemindedAt,
    menteeConnection: connectionStatusOf(menteeAccount?.connection ?? null),
    consent,
    canKeepHost: canKeepHost(deps),
  };
}

/** Four queries in parallel; one more where the coach is not connected. */
async function loadBookingState(
  { db, settings }: Needs<"db" | "settings">,
  { bookingUlid, coachUserUlid, menteeUserUlid }: Pair & { bookingUlid: string },
): Promise<BookingState> {
  const pair = { coachUserUlid, menteeUserUlid };
  const [inFlight, coach, mentee, consent] = await Promise.all([
    db.attempts.getInFlight({ bookingUlid }),
    loadCoach(db, pair),
    db.calConnections.get(menteeUserUlid),
    db.consents.get(pair),
  ]);
  return {
    inFlight,
    ...coach,
    menteeConnection: connectionStatusOf(mentee),
    consent,
    canKeepHost: canKeepHost({ settings }),
  };
}

async function loadCoach(
  db: Needs<"db">["db"],
  pair: Pair,
): Promise<Pick<BookingState, "coachConnection" | "coachRemindedAt">> {
  const coachConnection = connectionStatusOf(await db.calConnections.get(pair.coachUserUlid));
  const isConnected = coachConnection === "connected";
  return {
    coachConnection,
    coachRemindedAt: isConnected ? null : await db.coachReminders.getLast(pair),
  };
}

/** Whether Cal.com can be asked to leave a moved booking with its host. */
export function canKeepHost({ settings: { cal } }: Needs<"settings">): boolean {
  const { sameHost = "auto", versions } = cal;
  return sameHost === "auto" ? knowsMoveOptions(versions?.bookings) : sameHost === "on";
}

/** The same from what a request has read, with both connections open; without a move in flight. */
export function detailsOfOpened(
  { booking, role, connections, consent }: OpenedParticipant,
  { clock, settings }: Needs<"clock" | "settings">,
): BookingDetails {
  const state = {
    inFlight: null,
    coachConnection: statusOfOpened(connections.coach),
    coachRemindedAt: null,
    menteeConnection: statusOfOpened(connections.mentee),
    consent,
    canKeepHost: canKeepHost({ settings }),
    now: clock.now(),
  };
  return detailsOf({ booking, role }, state);
}

interface OpenedParticipant extends Participant {
  connections: Connections;
  consent: Consent | null;
}

interface KnownState extends BookingState {
  now: number;
}

/** The same from what is already known. */
export function detailsOf({ booking, role }: Participant, state: KnownState): BookingDetails {
  const { inFlight, coachConnection, consent } = state;
  const requiresConfirmation = booking.eventType?.requiresConfirmation ?? null;
  return {
    ulid: booking.ulid,
    title: booking.title,
    startTime: booking.startTime,
    endTime: booking.endTime,
    durationMinutes: booking.durationMinutes,
    lengths: lengthsOf(booking),
    status: booking.status,
    version: booking.version,
    role,
    coach: viewOf(booking.coach),
    mentee: viewOf(booking.mentee),
    counterpart: { ...counterpartView({ booking, role }), email: booking.counterpartEmail ?? null },
    ...calDetailsView(booking),
    acknowledgedAt: booking.acknowledgedVersion === booking.version ? booking.acknowledgedAt : null,
    coachConnection,
    nextRemindAt: nextReminder(state.coachRemindedAt, { role, now: state.now }),
    menteeConnection: sharedStatus(state.menteeConnection, { reader: role, consent }),
    sharing: sharingView(consent, role),
    needsMe: needsMeOf({ booking, role }, state),
    request: requestView(booking),
    requiresConfirmation,
    confirmer: requiresConfirmation ? "coach" : null,
    pendingBlocksSlot: booking.eventType?.pendingBlocksSlot ?? null,
    gone: booking.gone,
    reschedule: reschedulabilityOf({ booking, role }, state),
    inFlight: inFlight && inFlightView(inFlight, role),
    series: seriesView(booking),
    upstreamChanged: booking.upstreamChanged,
  };
}

export function counterpartView({
  booking,
  role,
}: {
  booking: BookingWithPeople;
  role: Role;
}): CounterpartView {
  const other = counterpartOf(booking, role);
  return { personUlid: other.ulid, ...viewOf(other) };
}

function needsMeOf(participant: Participant, state: KnownState): NeedsMe | null {
  const { booking, role } = participant;
  if (role === "coach") return !state.inFlight && isToAnswer(booking, state.now) ? "confirm" : null;
  return needsConsent(participant, state) ? "consent" : null;
}

/** Whether a move to this time waits for the coach, who can still answer. */
function isToAnswer({ status, askedAt, startTime, gone }: BookingWithPeople, now: number) {
  return status === "pending" && askedAt !== null && !gone && parseInstant(startTime) > now;
}

function requestView({ status, askedAt, calSeriesUid }: ParticipantBooking): RequestView | null {
  if (status !== "pending" || askedAt === null) return null;
  return { askedAt, meetings: calSeriesUid === null ? 1 : null };
}

/** Whether the mentee has something to share and has not decided about the coach of a coming meeting. */
function needsConsent(
  { booking, role }: Participant,
  { consent, menteeConnection, now }: KnownState,
): boolean {
  const isOpen = consent === null || consent.state === "asked";
  return (
    role === "mentee" && isOpen && menteeConnection !== "notConnected" && isComing(booking, now)
  );
}

/** It takes place, and has not ended. */
function isComing({ status, endTime }: BookingWithPeople, now: number): boolean {
  return (status === "accepted" || status === "pending") && parseInstant(endTime) > now;
}

/** The booking's own length, and what was last noted of its event type's: null where nothing was. */
export function lengthsOf({
  durationMinutes,
  eventType,
}: Pick<BookingWithPeople, "durationMinutes" | "eventType">): Lengths {
  return { booking: durationMinutes, atCal: eventType?.lengthInMinutes ?? null };
}

/** What a moved booking may last at most, as far as it is known. */
export function longestOf({ booking, atCal }: Lengths): number {
  return Math.max(booking, atCal ?? booking);
}

/** Why a booking cannot be moved by anyone, whatever the new time; null when it can. */
export function notMovableReason(booking: BookingWithPeople, now: number): NotMovableReason | null {
  if (booking.status === "cancelled" || booking.status === "rejected") return booking.status;
  if (booking.gone) return "gone";
  if (parseInstant(booking.startTime) <= now) return "past";
  if (booking.replacedPerson === null) return null;
  return booking.replacedPerson === "coach" ? "hostChanged" : "attendeeChanged";
}

type MoveRules = Pick<
  EventTypeRules,
  "disableRescheduling" | "mayChangeHost" | "rescheduleNoticeMinutes"
>;

/** Why an event type's rules do not let this person move the booking; null when they do, or are not known. */
export function forbiddenBy(
  rules: MoveRules | null,
  {
    booking,
    role,
    now,
    canKeepHost: canKeep,
  }: { booking: BookingWithPeople; role: Role; now: number; canKeepHost: boolean },
): "disabled" | "hostMayChange" | "noticeTooShort" | null {
  if (!rules) return null;
  if (rules.disableRescheduling) return "disabled";
  if (rules.mayChangeHost && !canKeep) return "hostMayChange";
  const leftMs = parseInstant(booking.startTime) - now;
  const isTooLate = leftMs < (rules.rescheduleNoticeMinutes ?? 0) * minuteMs;
  return role === "mentee" && isTooLate ? "noticeTooShort" : null;
}

/** What decides whether a booking can be moved, beside its row. */
interface MoveState {
  inFlight: object | null;
  coachConnection: ConnectionStatus;
  menteeConnection: ConnectionStatus | "notShared";
  canKeepHost: boolean;
  now: number;
}

export function reschedulabilityOf(
  participant: { booking: BookingWithPeople; role: Role },
  state: MoveState,
): Reschedulability {
  const { booking, role } = participant;
  const { inFlight, now, coachConnection, menteeConnection } = state;
  // A mentee who is connected moves with their own token.
  const needsCoach = role === "coach" || menteeConnection !== "connected";
  const reason =
    notMovableReason(booking, now) ??
    (inFlight ? "inProgress" : null) ??
    forbiddenBy(booking.eventType, { ...participant, ...state }) ??
    (needsCoach && coachConnection !== "connected" ? "coachNotConnected" : null);
  return reason ? { allowed: false, reason } : { allowed: true };
}

function calDetailsView({ calDetails }: ParticipantBooking) {
  const { joinUrl = null, location = null, description = null, answers = [] } = calDetails ?? {};
  return { joinUrl, location, description, answers };
}

function seriesView(booking: ParticipantBooking): SeriesView | null {
  if (booking.calSeriesUid === null) return null;
  return { position: booking.seriesPosition, rhythm: booking.seriesRhythm };
}

function inFlightView(attempt: Attempt, role: Participant["role"]): MoveInFlight {
  return {
    kind: attempt.kind,
    attemptUlid: attempt.actorRole === role ? attempt.idempotencyKey : null,
    by: attempt.actorRole,
    newStartTime: attempt.toStartTime,
    newEndTime: attempt.toEndTime,
  };
}
