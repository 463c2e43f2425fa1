import type { CalBooking } from "@reslot/cal";
import { normalizeTimeZone } from "@reslot/cal/time";
import type { Needs } from "../app/app.ts";

/**
 * Takes over the time zones that a booking at Cal.com gives for its host and its attendee, where none
 * is known from a better source. Never rejects: the booking counts without them.
 */
export async function learnTimeZones(
  { db, caches, log }: Needs<"db" | "caches" | "log">,
  { uid, hosts, attendees }: Pick<CalBooking, "uid" | "hosts" | "attendees">,
): Promise<void> {
  const coach = zoneOfOne(hosts);
  const mentee = zoneOfOne(attendees);
  if (coach === null && mentee === null) return;
  try {
    const changed = await db.bookings.learnTimeZones({ calBookingUid: uid, coach, mentee });
    for (const clerkUserId of changed) caches.users.deleteByPrefix(clerkUserId);
  } catch (error) {
    log.error("LEARN_TIME_ZONE_ERROR", error, { calBookingUid: uid });
  }
}

/** Of several people it is not known which one is ours. */
function zoneOfOne(people: readonly { timeZone?: string | null | undefined }[]): string | null {
  return people.length === 1 ? normalizeTimeZone(people[0]?.timeZone) : null;
}
