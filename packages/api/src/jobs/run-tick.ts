import { recoverAttempts } from "../booking/recover-attempts.ts";
import { deliverMail } from "../mail/deliver-mail.ts";
import type { Ports } from "../ports.ts";
import { handleCalWebhooks } from "../sync/handle-cal-webhooks.ts";
import { watchBookings } from "../sync/watch-bookings.ts";
import { housekeep } from "./housekeep.ts";

/** What one tick did. */
export interface TickResult {
  attempts: number;
  mails: number;
  webhooks: number;
  bookings: number;
  housekept: number;
}

/**
 * Does what is due now: settles open attempts, delivers mail, follows Cal.com's calls and reads a few
 * bookings again. Any number of tickers may run at once; each row is claimed by one of them. A
 * failure of one job does not stop the others.
 */
export async function runTick(ports: Ports): Promise<TickResult> {
  const [attempts, mails, webhooks, bookings, housekept] = await Promise.all([
    recoverAttempts(ports).catch(reportAs(ports, "CAL_RECOVERY_ERROR")),
    deliverMail(ports).catch(reportAs(ports, "MAIL_DELIVERY_ERROR")),
    handleCalWebhooks(ports).catch(reportAs(ports, "CAL_WEBHOOK_ERROR")),
    watchBookings(ports).catch(reportAs(ports, "CAL_SYNC_ERROR")),
    housekeep(ports).catch(reportAs(ports, "HOUSEKEEPING_ERROR")),
  ]);
  return { attempts, mails, webhooks, bookings, housekept };
}

function reportAs(ports: Ports, context: `${Uppercase<string>}_ERROR`): (error: unknown) => number {
  return (error) => {
    ports.log.error(context, error);
    return 0;
  };
}
