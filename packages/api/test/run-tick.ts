import { recoverAttempts } from "../src/booking/recover-attempts.ts";
import { deliverMail } from "../src/mail/deliver-mail.ts";
import type { Ports } from "../src/ports.ts";
import { handleCalWebhooks } from "../src/sync/handle-cal-webhooks.ts";
import { watchBookings } from "../src/sync/watch-bookings.ts";

/** Makes every round of the background work once, now, all at the same time. */
export async function runTick(ports: Ports): Promise<{ bookings: number }> {
  const [{ bookings }] = await Promise.all([
    watchBookings(ports, { cursor: null }),
    recoverAttempts(ports),
    deliverMail(ports),
    handleCalWebhooks(ports),
  ]);
  return { bookings };
}
