import { recoverAnswers } from "../../src/answer/recover-answers.ts";
import { recoverAttempts } from "../../src/reschedule/recover-attempts.ts";
import { deliverMail } from "../../src/notification/deliver-mail.ts";
import type { App } from "../../src/app/app.ts";
import { processWebhooks } from "../../src/sync/process-webhooks.ts";
import { syncCoaches } from "../../src/sync/sync-coaches.ts";
import { sql } from "./services.ts";

/** Lets the mails leave that wait for further changes. */
export const makeMailDue = () =>
  sql(`update "Outbox" set "availableAt" = now() - interval '1 second'
    where "doneAt" is null and "deadAt" is null and "tries" = 0`);

/** Makes a round until it finds nothing: the tests share a database, and each leaves something to do. */
async function drain(round: () => Promise<number>): Promise<number> {
  let done = 0;
  for (;;) {
    const count = await round();
    if (count === 0) return done;
    done += count;
  }
}

/** Does the background work, every kind at the same time: what is due, and what will be in a few minutes. */
export async function runTick(ports: App): Promise<{ coaches: number }> {
  await sql(`update "CalIntegrations" set "nextSyncAt" = now()`);
  await makeMailDue();
  const [coaches] = await Promise.all([
    drain(() => syncCoaches(ports)),
    drain(() => recoverAttempts(ports)),
    drain(() => recoverAnswers(ports)),
    drain(async () => (await deliverMail(ports)).mails),
    processWebhooks(ports),
  ]);
  const found = await drain(() => syncCoaches(ports));
  await makeMailDue();
  await drain(async () => (await deliverMail(ports)).mails);
  return { coaches: coaches + found };
}
