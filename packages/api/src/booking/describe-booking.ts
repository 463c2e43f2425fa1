import { parseInstant } from "@reslot/cal/time";
import type { Attempt, BookingWithPeople } from "@reslot/db";
import type { Actor } from "../app/actor.ts";
import type { Needs } from "../app/app.ts";
import { connectionStatusOf } from "../core/connection.ts";
import type { ConnectionStatus } from "../core/model.ts";
import { type Participant, viewOf } from "../core/participant.ts";
import type {
  BookingDetails,
  BookingHistory,
  MoveInFlight,
  NotMovableReason,
  Reschedulability,
  SeriesView,
} from "./types.ts";

/** What one of its people may know of a booking. Two queries in parallel. */
export async function describeBooking(
  deps: Needs<"clock" | "db">,
  participant: Participant,
): Promise<BookingDetails> {
  const { ulid: bookingUlid, menteeUserUlid } = participant.booking;
  const state = await loadBookingState(deps, { bookingUlid, menteeUserUlid });
  return detailsOf(participant, { ...state, now: deps.clock.now() });
}

/** The state of a booking that is not in its row. */
export interface BookingState {
  inFlight: Attempt | null;
  menteeConnection: ConnectionStatus;
}

/** Two queries in parallel. */
export async function loadBookingState(
  { db }: Needs<"db">,
  { bookingUlid, menteeUserUlid }: { bookingUlid: string; menteeUserUlid: string },
): Promise<BookingState> {
  const [inFlight, connection] = await Promise.all([
    db.attempts.getInFlight({ bookingUlid }),
    db.calConnections.get(menteeUserUlid),
  ]);
  return { inFlight, menteeConnection: connectionStatusOf(connection) };
}

interface KnownState extends BookingState {
  now: number;
}

/** The same from what is already known. */
export function detailsOf(
  { booking, role }: Participant,
  { inFlight, menteeConnection, now }: KnownState,
): BookingDetails {
  return {
    ulid: booking.ulid,
    title: booking.title,
    startTime: booking.startTime,
    endTime: booking.endTime,
    durationMinutes: booking.durationMinutes,
    status: booking.status,
    version: booking.version,
    role,
    coach: viewOf(booking.coach),
    mentee: viewOf(booking.mentee),
    menteeConnection,
    reschedule: reschedulabilityOf(booking, { inFlight, now }),
    inFlight: inFlight && inFlightView(inFlight, role),
    series: seriesView(booking),
    upstreamChanged: booking.upstreamChanged,
  };
}

/** Why a booking cannot be moved by anyone, whatever the new time; null when it can. */
export function notMovableReason(booking: BookingWithPeople, now: number): NotMovableReason | null {
  if (booking.status === "cancelled" || booking.status === "rejected") return booking.status;
  return parseInstant(booking.startTime) <= now ? "past" : null;
}

function reschedulabilityOf(
  booking: BookingWithPeople,
  { inFlight, now }: { inFlight: Attempt | null; now: number },
): Reschedulability {
  const reason = notMovableReason(booking, now) ?? (inFlight ? "inProgress" : null);
  return reason ? { allowed: false, reason } : { allowed: true };
}

function seriesView(booking: BookingWithPeople): SeriesView | null {
  if (booking.calSeriesUid === null) return null;
  return { position: booking.seriesPosition, rhythm: booking.seriesRhythm };
}

function inFlightView(attempt: Attempt, role: Participant["role"]): MoveInFlight {
  return {
    attemptUlid: attempt.actorRole === role ? attempt.ulid : null,
    by: attempt.actorRole,
    newStartTime: attempt.toStartTime,
    newEndTime: attempt.toEndTime,
  };
}

/** Every move of the meeting, newest first: who, when, from where to where, and why. One query. */
export async function getHistory(
  { reads }: Actor,
  { booking }: Participant,
): Promise<BookingHistory> {
  const events = await reads.events.list({ bookingUlid: booking.ulid });
  return {
    items: events.map((event) => ({
      at: event.at,
      actor: event.actorRole ?? "cal",
      from: { startTime: event.fromStartTime, endTime: event.fromEndTime },
      to: { startTime: event.toStartTime, endTime: event.toEndTime },
      reason: event.reason,
      recovered: event.recovered,
    })),
  };
}
