import type { CalBooking } from "@reslot/cal";
import type { WebhookCall } from "@reslot/db";
import type { Needs } from "../app/app.ts";
import { type BookingReader, createBookingReader } from "../cal-credentials/booking-reader.ts";
import { reconcileBooking } from "./reconcile-booking.ts";
import { reconcileSeries } from "./reconcile-series.ts";
import { syncCoach, type SyncDeps } from "./sync-coach.ts";

const batchSize = 10;
const leaseMs = 60_000;
/** Our own request learns of its move from Cal.com's answer. */
const ownMoveMs = 3_000;
const maxTries = 8;
const maxRetryMs = 600_000;

/**
 * Processes received webhooks: every booking they name is read at Cal.com, and what is read there is
 * taken over. For an occurrence of a recurring series all of the series is read: Cal.com names one
 * booking when it ended or confirmed all. For one that is not known here the host's list is read, if the host is a user: it may
 * be a new meeting of two people.
 *
 * @returns how many webhooks were processed
 */
export async function processWebhooks(deps: SyncDeps): Promise<number> {
  const calls = await deps.db.webhookInbox.claim({ limit: batchSize, leaseMs });
  await Promise.all(calls.map((call) => processOne(deps, call)));
  return calls.length;
}

async function processOne(deps: SyncDeps, call: WebhookCall): Promise<void> {
  const { dedupeKey, fence, calUids, trigger } = call;
  const claim = { dedupeKey, fence };
  if (calUids.some((uid) => deps.caches.recentMoves.isMoving(uid))) {
    await deps.db.webhookInbox.retry({ ...claim, delayMs: ownMoveMs, error: "our own move" });
    return;
  }
  try {
    await reconcileAll(deps, calUids);
    await deps.db.webhookInbox.done(claim);
    deps.log.info("processWebhooks", { trigger, tries: call.tries });
  } catch (error) {
    deps.log.error("PROCESS_WEBHOOKS_ERROR", error, { trigger, tries: call.tries });
    await retryLater(deps, call, error instanceof Error ? error.message : "unknown");
  }
}

/** What fails for one of the bookings stops no other; it is thrown at the end. */
async function reconcileAll(deps: SyncDeps, calUids: readonly string[]): Promise<void> {
  const seen = new Set<string>();
  const seriesUids = new Set<string>();
  const failures: unknown[] = [];
  let isKnown = false;
  let last: CalBooking | null = null;
  const reader = await openReader(deps, calUids);
  for (const calUid of calUids) {
    if (seen.has(calUid)) continue;
    try {
      const observed = await reconcileBooking(deps, { reader, calUid, cause: "webhook" });
      isKnown ||= observed.isKnown;
      last = observed.last;
      seen.add(calUid).add(last.uid);
      if (last.recurringBookingUid) seriesUids.add(last.recurringBookingUid);
    } catch (error) {
      failures.push(error);
    }
  }
  for (const calSeriesUid of seriesUids) {
    const { hasNew } = await reconcileSeries(deps, { reader, calSeriesUid, cause: "webhook" });
    isKnown &&= !hasNew;
  }
  if (last && !isKnown) await syncHosts(deps, last);
  if (failures.length > 0) throw failures[0];
}

async function openReader(deps: SyncDeps, calUids: readonly string[]): Promise<BookingReader> {
  const [ours] = (await deps.db.bookings.findByCalUids(calUids)).values();
  return createBookingReader(deps, {
    coachUserUlid: ours?.coachUserUlid ?? null,
    purpose: "webhook",
  });
}

/** Only the host's own token lists a booking, so a forged name in a webhook reveals nothing. */
async function syncHosts(deps: SyncDeps, { hosts }: CalBooking): Promise<void> {
  const users = await deps.db.users.findByEmails(hosts.flatMap(({ email }) => email ?? []));
  const synced = await Promise.allSettled(
    users.map(({ user }) => syncCoach(deps, { coachUserUlid: user.ulid })),
  );
  for (const each of synced) if (each.status === "rejected") throw each.reason;
}

async function retryLater({ db }: Needs<"db">, call: WebhookCall, error: string): Promise<void> {
  const { dedupeKey, fence, tries } = call;
  if (tries >= maxTries) {
    await db.webhookInbox.bury({ dedupeKey, fence, error });
    return;
  }
  const delayMs = Math.min(2_000 * 2 ** tries, maxRetryMs);
  await db.webhookInbox.retry({ dedupeKey, fence, delayMs, error });
}
