import { recoverAttempts } from "../../src/reschedule/recover-attempts.ts";
import { deliverMail } from "../../src/notification/deliver-mail.ts";
import type { App } from "../../src/app/app.ts";
import { processWebhooks } from "../../src/sync/process-webhooks.ts";
import { pollBookings } from "../../src/sync/poll-bookings.ts";

/** Makes a round until it finds nothing: the tests share a database, and each leaves something to do. */
async function drain(round: () => Promise<number>): Promise<void> {
  while ((await round()) > 0);
}

/** Does the background work that is due now, every kind at the same time. */
export async function runTick(ports: App): Promise<{ bookings: number }> {
  const [{ bookings }] = await Promise.all([
    pollBookings(ports, { cursor: null }),
    drain(() => recoverAttempts(ports)),
    drain(async () => (await deliverMail(ports)).mails),
    processWebhooks(ports),
  ]);
  return { bookings };
}
