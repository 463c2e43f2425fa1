import type { CalBooking } from "@reslot/cal";
import type { WebhookCall } from "@reslot/db";
import { reconcileBooking } from "./reconcile-booking.ts";
import type { Ports } from "../app/ports.ts";
import { syncCoach } from "./sync-coach.ts";

const batchSize = 10;
const leaseMs = 60_000;
/** Our own request hears of its move from Cal.com directly. */
const ownMoveMs = 3_000;
const maxTries = 8;
const maxRetryMs = 600_000;

/**
 * Handles what Cal.com called out: every booking that was named is read again at Cal.com, and what is
 * read there is taken over. One that is not known here makes its host's list be read, if the host is
 * a user: it may be a new meeting of two people.
 *
 * @returns how many calls were looked at
 */
export async function processWebhooks(ports: Ports): Promise<number> {
  const calls = await ports.db.webhookInbox.claim({ limit: batchSize, leaseMs });
  await Promise.all(calls.map((call) => handle(ports, call)));
  return calls.length;
}

async function handle(ports: Ports, call: WebhookCall): Promise<void> {
  const { dedupeKey, fence, calUids, trigger } = call;
  const claim = { dedupeKey, fence };
  if (calUids.some((uid) => ports.caches.moves.isMoving(uid))) {
    await ports.db.webhookInbox.retry({ ...claim, delayMs: ownMoveMs, error: "our own move" });
    return;
  }
  try {
    await lookAgain(ports, calUids);
    await ports.db.webhookInbox.done(claim);
    ports.log.info("processWebhooks", { trigger, tries: call.tries });
  } catch (error) {
    ports.log.error("PROCESS_WEBHOOKS_ERROR", error, { trigger, tries: call.tries });
    await putBack(ports, call, error instanceof Error ? error.message : "unknown");
  }
}

async function lookAgain(ports: Ports, calUids: readonly string[]): Promise<void> {
  const seen = new Set<string>();
  let isKnown = false;
  let last: CalBooking | null = null;
  for (const calUid of calUids) {
    if (seen.has(calUid)) continue;
    const observed = await reconcileBooking(ports, { calUid, cause: "webhook" });
    isKnown ||= observed.isKnown;
    last = observed.last;
    seen.add(calUid).add(last.uid);
  }
  if (last && !isKnown) await syncHosts(ports, last);
}

/** Only the host's own token may list a booking, so a name in somebody's call opens nothing. */
async function syncHosts(ports: Ports, { hosts }: CalBooking): Promise<void> {
  const users = await ports.db.users.findByEmails(hosts.map(({ email }) => email));
  for (const { ulid } of users) await syncCoach(ports, { coachUserUlid: ulid });
}

async function putBack(ports: Ports, call: WebhookCall, error: string): Promise<void> {
  const { dedupeKey, fence, tries } = call;
  if (tries >= maxTries) {
    await ports.db.webhookInbox.bury({ dedupeKey, fence, error });
    return;
  }
  const delayMs = Math.min(2_000 * 2 ** tries, maxRetryMs);
  await ports.db.webhookInbox.retry({ dedupeKey, fence, delayMs, error });
}
