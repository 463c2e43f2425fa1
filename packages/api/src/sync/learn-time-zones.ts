import type { CalBooking } from "@reslot/cal";
import { normalizeTimeZone } from "@reslot/cal/time";
import type { Needs } from "../app/app.ts";

/**
 * Takes over the time zones that bookings at Cal.com give for their host and their attendee, where
 * none is known from a better source. One query. Never rejects: the bookings count without them.
 */
export async function learnTimeZones(
  { db, caches, log }: Needs<"db" | "caches" | "log">,
  bookings: readonly Pick<CalBooking, "uid" | "hosts" | "attendees">[],
): Promise<void> {
  const seen = bookings
    .map(({ uid, hosts, attendees }) => ({
      calBookingUid: uid,
      coach: zoneOfOne(hosts),
      mentee: zoneOfOne(attendees),
    }))
    .filter(({ coach, mentee }) => coach !== null || mentee !== null);
  if (seen.length === 0) return;
  try {
    const changed = await db.bookings.learnTimeZones(seen);
    for (const clerkUserId of changed) caches.users.deleteByPrefix(clerkUserId);
  } catch (error) {
    log.error("LEARN_TIME_ZONE_ERROR", error, { bookings: seen.length });
  }
}

/** Of several people it is not known which one is ours. */
function zoneOfOne(people: readonly { timeZone?: string | null | undefined }[]): string | null {
  return people.length === 1 ? normalizeTimeZone(people[0]?.timeZone) : null;
}
