import type { CalBooking } from "@reslot/cal";
import type { CalConnection, User } from "@reslot/db";
import type { Needs } from "../app/app.ts";
import { plainTitle } from "../core/plain-title.ts";
import { foldAddress } from "../core/address/fold-address.ts";
import { askAboutCoach } from "../sharing/ask-mentee.ts";
import { earlierUidsOf, seriesPlaceOf } from "./series-place.ts";

/** Why a booking at Cal.com is not imported. */
export type NotImportedReason = "seated" | "severalPeople" | "strangers" | "unsupported";

/** No coaching session is longer than a day. */
const maxMinutes = 24 * 60;

/** The outcome for one booking seen at Cal.com. */
export type Imported = "created" | "known" | NotImportedReason;

interface SeenBooking {
  booking: CalBooking;
  /** Whose account it was listed in; they have to be its only host. */
  coach: CalConnection;
  /** By folded address. */
  users: ReadonlyMap<string, User>;
  /** The whole recurring series that it belongs to, as far as it could be read; else empty. */
  series?: readonly CalBooking[];
  /** Bookings that it may have been moved from. */
  before?: readonly CalBooking[];
}

/**
 * Why this booking is left alone, judged by the booking itself; null for a meeting of two people.
 * Reslot moves 1:1 meetings: a booking with seats or more people is not one. An occurrence of a
 * recurring series is a meeting like any other.
 */
export function notImportedReason(
  booking: CalBooking,
): Exclude<NotImportedReason, "strangers"> | null {
  if (booking.attendees.some(({ seatUid }) => typeof seatUid === "string")) return "seated";
  if (booking.hosts.length !== 1 || booking.attendees.length !== 1) return "severalPeople";
  if (booking.status !== "accepted" && booking.status !== "pending") return "unsupported";
  if (booking.duration > maxMinutes) return "unsupported";
  return eventTypeIdOf(booking) === null ? "unsupported" : null;
}

/** The attendee, where they are a user other than the coach. */
export function menteeOf({ booking, coach, users }: SeenBooking): User | null {
  const email = booking.attendees[0]?.email;
  const mentee = email ? users.get(foldAddress(email)) : undefined;
  return mentee && mentee.ulid !== coach.userUlid ? mentee : null;
}

/**
 * Imports a meeting of two people, where both are users. One that was moved from a booking of ours
 * stays that booking. The first meeting with a coach asks the mentee whether the coach may see when they
 * are busy.
 */
export async function importBooking(
  { db, newUlid }: Needs<"db" | "newUlid">,
  seen: SeenBooking,
): Promise<Imported> {
  const { booking, coach, series = [], before = [] } = seen;
  const reason = notImportedReason(booking);
  if (reason) return reason;
  const mentee = menteeOf(seen);
  const eventTypeId = eventTypeIdOf(booking);
  if (!mentee || eventTypeId === null) return "strangers";
  const { outcome, bookingUlid } = await db.bookings.importObserved({
    ulid: newUlid(),
    calBookingUid: booking.uid,
    earlierCalUids: earlierUidsOf(booking, [...series, ...before]),
    coachUserUlid: coach.userUlid,
    menteeUserUlid: mentee.ulid,
    title: titleOf(booking),
    eventTypeId,
    durationMinutes: booking.duration,
    startTime: booking.start,
    endTime: booking.end,
    status: booking.status === "pending" ? "pending" : "accepted",
    series: seriesPlaceOf(booking, series),
  });
  if (outcome === "created") await askAboutCoach({ db, newUlid }, bookingUlid);
  return outcome;
}

/**
 * Cal.com's title without the two names that it adds by default: the pages say who meets. It may give
 * none; a meeting here has one. The event type's title takes its place as soon as that has been read.
 */
export function titleOf({ title, eventType, hosts, attendees }: CalBooking): string {
  const names = [hosts[0]?.name, attendees[0]?.name];
  const suffix = ` between ${names[0]} and ${names[1]}`;
  const own = title?.endsWith(suffix) ? title.slice(0, -suffix.length) : title;
  return plainTitle(own) || plainTitle(eventType?.slug) || "Meeting";
}

export function eventTypeIdOf({ eventTypeId, eventType }: CalBooking): number | null {
  return eventTypeId ?? eventType?.id ?? null;
}
