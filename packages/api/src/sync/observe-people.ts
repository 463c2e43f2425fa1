import type { CalBooking } from "@reslot/cal";
import type { Needs } from "../app/app.ts";
import { askAboutCoach } from "../sharing/ask-mentee.ts";
import { newUlids } from "./record-move.ts";

/**
 * Compares the host and the attendee of a booking at Cal.com with ours: a new host who is a user takes
 * it over, anyone else makes it unmovable, and the people concerned are told. A mentee who has come back
 * under the address of one who was erased has the booking again. One query; two for other people, of whom
 * the mentee is asked whether the coach may see when they are busy.
 *
 * @returns whether that has changed something here
 */
export async function observePeople(
  deps: Needs<"caches" | "db" | "newUlid">,
  { uid, updatedAt, hosts, attendees }: CalBooking,
): Promise<"newHost" | "replaced" | "same"> {
  const observed = await deps.db.observations.people({
    calBookingId: uid,
    calUpdatedAt: updatedAt ?? null,
    hostEmails: emailsOf(hosts),
    attendeeEmails: emailsOf(attendees),
    newUlids: newUlids(deps),
  });
  const { outcome } = observed;
  if (outcome === "newHost" || outcome === "returned") {
    deps.caches.participants.delete(observed.bookingUlid);
    await askAboutCoach(deps, observed.bookingUlid);
  }
  return outcome === "newHost" || outcome === "replaced" ? outcome : "same";
}

function emailsOf(people: readonly { email?: string | null | undefined }[]): string[] {
  return people.flatMap(({ email }) => email ?? []);
}
