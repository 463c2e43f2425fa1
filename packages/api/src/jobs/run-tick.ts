import { recoverAttempts } from "../booking/recover-attempts.ts";
import { deliverMail } from "../mail/deliver-mail.ts";
import type { Ports } from "../ports.ts";

/** What one tick did. */
export interface TickResult {
  attempts: number;
  mails: number;
}

/**
 * Does what is due now: settles open attempts and delivers mail. Any number of tickers may run at
 * once; each row is claimed by one of them. A failure of one job does not stop the other.
 */
export async function runTick(ports: Ports): Promise<TickResult> {
  const [attempts, mails] = await Promise.all([
    recoverAttempts(ports).catch(reportAs(ports, "CAL_RECOVERY_ERROR")),
    deliverMail(ports).catch(reportAs(ports, "MAIL_DELIVERY_ERROR")),
  ]);
  return { attempts, mails };
}

function reportAs(ports: Ports, context: `${Uppercase<string>}_ERROR`): (error: unknown) => number {
  return (error) => {
    ports.log.error(context, error);
    return 0;
  };
}
