import type { CalBooking } from "@reslot/cal";
import type { CalConnection, User } from "@reslot/db";
import type { Ports } from "../app/ports.ts";

/** Why a booking of Cal.com's does not become ours. */
export type LeftAlone = "seated" | "recurring" | "severalPeople" | "strangers" | "unsupported";

/** Nobody coaches longer than a day in one go. */
const maxMinutes = 24 * 60;

/** What a row has room for. */
const maxTitleLength = 500;

/** What became of one booking seen at Cal.com. */
export type Imported = "created" | "known" | LeftAlone;

interface SeenBooking {
  booking: CalBooking;
  /** Whose account it was listed in; they have to be its only host. */
  coach: CalConnection;
  /** By lower-case address. */
  users: ReadonlyMap<string, User>;
}

/**
 * Why this booking is left alone, as far as it shows by itself; null for a meeting of two people.
 * Reslot moves 1:1 meetings: what has seats, repeats or has more people is not one.
 */
export function whyLeftAlone(booking: CalBooking): Exclude<LeftAlone, "strangers"> | null {
  if (booking.recurringBookingUid) return "recurring";
  if (booking.attendees.some(({ seatUid }) => seatUid !== undefined)) return "seated";
  if (booking.hosts.length !== 1 || booking.attendees.length !== 1) return "severalPeople";
  if (booking.status !== "accepted" && booking.status !== "pending") return "unsupported";
  if (booking.duration > maxMinutes) return "unsupported";
  return eventTypeIdOf(booking) === null ? "unsupported" : null;
}

/**
 * Makes a meeting of two people ours, where both are users. One that was moved from a booking of
 * ours stays that booking.
 */
export async function importBooking(
  ports: Ports,
  { booking, coach, users }: SeenBooking,
): Promise<Imported> {
  const reason = whyLeftAlone(booking);
  if (reason) return reason;
  const [attendee] = booking.attendees;
  const mentee = attendee && users.get(attendee.email.toLowerCase());
  const eventTypeId = eventTypeIdOf(booking);
  if (!mentee || mentee.ulid === coach.userUlid || eventTypeId === null) return "strangers";
  const { outcome } = await ports.db.bookings.importObserved({
    ulid: ports.newUlid(),
    calBookingUid: booking.uid,
    earlierCalUids: booking.rescheduledFromUid ? [booking.rescheduledFromUid] : [],
    coachUserUlid: coach.userUlid,
    menteeUserUlid: mentee.ulid,
    title: booking.title.slice(0, maxTitleLength),
    eventTypeId,
    durationMinutes: booking.duration,
    startTime: booking.start,
    endTime: booking.end,
    status: booking.status,
  });
  return outcome;
}

/** True when the account is the booking's host, and not somebody it was booked by. */
export function isHostedBy(booking: CalBooking, { calUserId, calEmail }: CalConnection): boolean {
  return booking.hosts.some(
    ({ id, email }) => id === calUserId || email.toLowerCase() === (calEmail ?? "").toLowerCase(),
  );
}

function eventTypeIdOf({ eventTypeId, eventType }: CalBooking): number | null {
  return eventTypeId ?? eventType?.id ?? null;
}
