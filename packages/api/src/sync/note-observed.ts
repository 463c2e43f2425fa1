import type { CalBooking } from "@reslot/cal";
import { normalizeTimeZone } from "@reslot/cal/time";
import type { Needs } from "../app/app.ts";
import { calDetailsOf } from "./cal-details-of.ts";

/**
 * Takes over what bookings at Cal.com say beside their times: their details, and the time zones of their
 * host and their attendee where none is known from a better source. One query. Never rejects: the
 * bookings count without it.
 */
export async function noteObserved(
  { db, caches, log }: Needs<"db" | "caches" | "log">,
  bookings: readonly CalBooking[],
): Promise<void> {
  if (bookings.length === 0) return;
  const seen = bookings.map((booking) => ({
    calBookingUid: booking.uid,
    coach: zoneOfOne(booking.hosts),
    mentee: zoneOfOne(booking.attendees),
    calDetails: calDetailsOf(booking),
  }));
  try {
    const changed = await db.bookings.noteObserved(seen);
    for (const clerkUserId of changed) caches.users.deleteByPrefix(clerkUserId);
  } catch (error) {
    log.error("NOTE_OBSERVED_ERROR", error, { bookings: seen.length });
  }
}

/** Of several people it is not known which one is ours. */
function zoneOfOne(people: readonly { timeZone?: string | null | undefined }[]): string | null {
  return people.length === 1 ? normalizeTimeZone(people[0]?.timeZone) : null;
}
