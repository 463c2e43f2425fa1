import { recoverAttempts } from "../src/booking/recover-attempts.ts";
import { deliverMail } from "../src/mail/deliver-mail.ts";
import type { Ports } from "../src/ports.ts";
import { handleCalWebhooks } from "../src/sync/handle-cal-webhooks.ts";
import { watchBookings } from "../src/sync/watch-bookings.ts";

/** Makes a round until it finds nothing: the tests share a database, and each leaves something to do. */
async function drain(round: () => Promise<number>): Promise<void> {
  while ((await round()) > 0);
}

/** Does the background work that is due now, every kind at the same time. */
export async function runTick(ports: Ports): Promise<{ bookings: number }> {
  const [{ bookings }] = await Promise.all([
    watchBookings(ports, { cursor: null }),
    drain(() => recoverAttempts(ports)),
    drain(() => deliverMail(ports)),
    handleCalWebhooks(ports),
  ]);
  return { bookings };
}
