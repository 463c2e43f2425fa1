import type { Meeting } from "./meeting.ts";
import { sql } from "./services.ts";

/**
 * Ends what earlier tests on this worker's database left open, so that background work, which
 * takes whatever is due, finds this meeting alone.
 */
export async function endEarlierWork({ bookingUlid }: Meeting): Promise<void> {
  for (const table of ["Outbox", "Jobs", "WebhookInbox", "CalSubscriptions"])
    await sql(`delete from "${table}"`);
  await sql(`update "RescheduleAttempts" set "state" = 'REJECTED'
    where "bookingUlid" <> '${bookingUlid}'
    and "state" in ('PREPARED', 'SENDING', 'UNKNOWN', 'NEEDS_HUMAN')`);
  await sql(`update "Bookings" set "status" = 'cancelled' where "ulid" <> '${bookingUlid}'`);
}
