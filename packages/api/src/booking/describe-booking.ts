import { parseInstant } from "@reslot/cal/time";
import type { Attempt, BookingWithPeople } from "@reslot/db";
import { connectionStatusOf } from "../cal-credentials/connection-status.ts";
import type { Ports } from "../app/ports.ts";
import { type Participant, viewOf } from "../core/participant.ts";
import type {
  BookingDetails,
  ConnectionStatus,
  MoveInFlight,
  NotMovableReason,
  Reschedulability,
} from "./types.ts";

/** What one of its people may know of a booking. Two queries, side by side. */
export async function describeBooking(
  ports: Ports,
  participant: Participant,
): Promise<BookingDetails> {
  const { ulid: bookingUlid, menteeUserUlid } = participant.booking;
  const around = await readBookingState(ports, { bookingUlid, menteeUserUlid });
  return detailsOf(participant, { ...around, now: ports.clock.now() });
}

/** What about a booking is not in its row. */
export interface BookingState {
  inFlight: Attempt | null;
  menteeConnection: ConnectionStatus;
}

/** Two queries, side by side. */
export async function readBookingState(
  ports: Ports,
  { bookingUlid, menteeUserUlid }: { bookingUlid: string; menteeUserUlid: string },
): Promise<BookingState> {
  const [inFlight, connection] = await Promise.all([
    ports.db.attempts.getInFlight({ bookingUlid }),
    ports.db.calConnections.get(menteeUserUlid),
  ]);
  return { inFlight, menteeConnection: connectionStatusOf(connection) };
}

interface KnownAround extends BookingState {
  now: number;
}

/** The same from what is known already. */
export function detailsOf(
  { booking, role }: Participant,
  { inFlight, menteeConnection, now }: KnownAround,
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
    upstreamChanged: booking.upstreamChanged,
  };
}

/** Why a booking cannot be moved by anybody, whatever the new time; null when it can. */
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

function inFlightView(attempt: Attempt, role: Participant["role"]): MoveInFlight {
  return {
    attemptUlid: attempt.actorRole === role ? attempt.ulid : null,
    by: attempt.actorRole,
    newStartTime: attempt.toStartTime,
    newEndTime: attempt.toEndTime,
  };
}
