import { type CalBooking, CalError } from "@reslot/cal";
import { minuteMs, secondMs } from "@reslot/cal/time";
import type { Booking, CalConnection, WebhookCall } from "@reslot/db";
import type { Needs } from "../app/app.ts";
import { type BookingReader, createBookingReader } from "../cal-credentials/booking-reader.ts";
import { isHostedBy } from "../core/address/is-hosted-by.ts";
import type { LogFields } from "../infra/log.ts";
import { isLive } from "./read-chain.ts";
import { reconcileBooking } from "./reconcile-booking.ts";
import { reconcileSeries } from "./reconcile-series.ts";
import { syncCoachNow, type SyncDeps } from "./sync-coach.ts";

type ProcessDeps = SyncDeps & Needs<"rateLimiter" | "telemetry">;

const batchSize = 30;
const leaseMs = 60_000;
/** More calls of one account than these cost more reads than the account's list. */
const maxSingly = 4;
/** Of one account's list at once; beyond that its next sync, a little later, answers many calls. */
const listRule = { count: 20, windowMs: minuteMs };
const laterMs = 2 * secondMs;
/** Our own request learns of its move from Cal.com's answer. */
const ownMoveMs = 3_000;
/** A webhook may be sent before its booking can be read. */
const notFoundRetryMs = 3_000;
const maxNotFoundTries = 2;
const maxTries = 8;
const maxRetryMs = 600_000;

/**
 * Processes received webhooks, the oldest of each account before the second of any. Every booking they
 * name is read at Cal.com with the account's token, and what is read there is taken over; of many calls
 * of one account the account's list is read instead. A booking that the account does not host is ignored.
 *
 * @returns how many webhooks were claimed
 */
export async function processWebhooks(deps: ProcessDeps): Promise<number> {
  const calls = await deps.db.webhookInbox.claim({ limit: batchSize, leaseMs });
  await Promise.all(byConnection(calls).map((each) => processAll(deps, each)));
  return calls.length;
}

/** Makes a round at once, without a job. Callers during a round share the one that follows. */
export function processWebhooksNow(deps: ProcessDeps): Promise<number> {
  return deps.caches.webhookRounds("all", () => processWebhooks(deps));
}

function byConnection(calls: readonly WebhookCall[]): WebhookCall[][] {
  const ulids = new Set(calls.map(({ connectionUlid }) => connectionUlid));
  return [...ulids].map((ulid) => calls.filter((call) => call.connectionUlid === ulid));
}

/** The connection whose calls are processed, and ours among the bookings that they name. */
interface Named {
  connection: CalConnection;
  reader: BookingReader;
  ours: ReadonlyMap<string, Booking>;
}

/** All of one connection. */
async function processAll(deps: ProcessDeps, calls: readonly WebhookCall[]): Promise<void> {
  try {
    const userUlid = calls[0]?.userUlid;
    const connection = userUlid ? await deps.db.calConnections.get(userUlid) : null;
    if (!connection) return await settleAll(deps, calls, "ended");
    const ours = await deps.db.bookings.findByCalUids(calls.flatMap(({ calUids }) => calUids));
    const { recorded, waiting, ready } = await partition(deps, { calls, ours, connection });
    await settleAll(deps, recorded, "recorded");
    await Promise.all(
      waiting.map((call) => retry(deps, call, { delayMs: ownMoveMs, error: "our own move" })),
    );
    // Without a token that Cal.com accepts a booking can still be read by its uid, the list cannot.
    const hasList = connection.status === "connected";
    if (hasList && ready.length > maxSingly) {
      return await processTogether(deps, { connection, calls: ready });
    }
    const { userUlid: coachUserUlid } = connection;
    const reader = createBookingReader(deps, { userUlids: [coachUserUlid], purpose: "webhook" });
    for (const call of ready) await processOne(deps, { connection, reader, ours }, call);
  } catch (error) {
    report(deps, error, { tries: Math.max(...calls.map(({ tries }) => tries)) });
    await Promise.all(calls.map((call) => retryLater(deps, call, error)));
  }
}

/**
 * Calls about bookings that are being moved from here wait: the move is recorded with its author. Once it
 * is, they have nothing left to tell.
 */
async function partition(
  deps: ProcessDeps,
  { calls, ...named }: Omit<Named, "reader"> & { calls: readonly WebhookCall[] },
): Promise<Record<"recorded" | "waiting" | "ready", WebhookCall[]>> {
  const { ours, connection } = named;
  const { userUlid: coachUserUlid } = connection;
  const inFlight = ours.size > 0 ? await deps.db.attempts.listInFlight({ coachUserUlid }) : [];
  const sending = new Set(
    inFlight
      .filter(({ state }) => state === "PREPARED" || state === "SENDING")
      .map(({ bookingUlid }) => bookingUlid),
  );
  const isMoving = ({ calUids }: WebhookCall) =>
    calUids.some(
      (uid) => deps.caches.recentMoves.isMoving(uid) || sending.has(ours.get(uid)?.ulid ?? ""),
    );
  const settled = calls.filter((call) => !isMoving(call));
  return {
    waiting: calls.filter(isMoving),
    recorded: settled.filter((call) => isRecorded(named, call)),
    ready: settled.filter((call) => !isRecorded(named, call)),
  };
}

/** The booking was moved from the one uid to the other, takes place, and is recorded like that, as ours or as seen. */
function isRecorded(
  { ours, connection }: Omit<Named, "reader">,
  { trigger, calUids: [from = "", to = ""] }: WebhookCall,
): boolean {
  if (trigger !== "BOOKING_RESCHEDULED" || from === to) return false;
  const now = ours.get(to);
  return (
    now !== undefined &&
    now.coachUserUlid === connection.userUlid &&
    now.calBookingId === to &&
    now.status === "accepted" &&
    !now.gone &&
    ours.get(from)?.ulid === now.ulid
  );
}

async function processTogether(
  deps: ProcessDeps,
  { connection, calls }: { connection: CalConnection; calls: readonly WebhookCall[] },
): Promise<void> {
  const { userUlid } = connection;
  const waitMs = await deps.rateLimiter.take(`webhooks of ${userUlid}`, listRule);
  if (waitMs === 0) await syncSoon(deps, userUlid);
  else await deps.db.coachSyncs.hurry({ userUlids: [userUlid], delayMs: laterMs });
  await settleAll(deps, calls, "coalesced");
}

async function settleAll(
  deps: ProcessDeps,
  calls: readonly WebhookCall[],
  outcome: "coalesced" | "ended" | "recorded",
): Promise<void> {
  await Promise.all(calls.map((call) => settle(deps, call, outcome)));
}

async function settle(
  { db, log, telemetry }: Needs<"db" | "log" | "telemetry">,
  { dedupeKey, fence, trigger, tries, connectionUlid }: WebhookCall,
  outcome: "applied" | "coalesced" | "ended" | "foreign" | "notFound" | "recorded",
): Promise<void> {
  await db.webhookInbox.done({ dedupeKey, fence });
  telemetry.count("reslot.cal.webhooks", { outcome });
  log.info("processWebhooks", { outcome, trigger, tries, connectionUlid });
}

/** The call names a booking that its account does not host. */
class ForeignBooking extends Error {}

async function processOne(deps: ProcessDeps, named: Named, call: WebhookCall): Promise<void> {
  const failures = await reconcileAll(deps, named, call.calUids).catch((error: unknown) => [error]);
  const real = failures.find((error) => !(error instanceof ForeignBooking));
  if (real === undefined) {
    const isForeign = failures.length === call.calUids.length;
    return settle(deps, call, isForeign ? "foreign" : "applied");
  }
  if (isNotFound(real)) {
    if (call.tries >= maxNotFoundTries) return settle(deps, call, "notFound");
    return retry(deps, call, { delayMs: notFoundRetryMs, error: "not found" });
  }
  const { trigger, tries } = call;
  report(deps, real, { trigger, tries });
  await retryLater(deps, call, real);
}

/** Where our own budget has nothing left, waiting is no failure; giving up is. */
function report(
  { log }: Needs<"log">,
  error: unknown,
  fields: LogFields & { tries: number },
): void {
  const isHeldBack = error instanceof CalError && error.code === "HELD_BACK";
  if (isHeldBack && fields.tries < maxTries) return;
  log.error("PROCESS_WEBHOOKS_ERROR", error, fields);
}

function isNotFound(error: unknown): boolean {
  return error instanceof CalError && error.code === "NOT_FOUND";
}

/**
 * What fails for one of the bookings stops no other. For an occurrence of a recurring series all of the series is
 * read: Cal.com names one booking when it ended or confirmed all. For one that is not known here the
 * account's list is read: it may be a new meeting of two people.
 *
 * @returns what failed
 */
async function reconcileAll(
  deps: ProcessDeps,
  named: Named,
  calUids: readonly string[],
): Promise<unknown[]> {
  const { connection, reader } = named;
  const seen = new Set<string>();
  const failures: unknown[] = [];
  let isKnown = false;
  let last: CalBooking | null = null;
  for (const calUid of calUids) {
    if (seen.has(calUid)) continue;
    try {
      const observed = await reconcileNamed(deps, named, calUid);
      isKnown ||= observed.isKnown;
      last = observed.last;
      seen.add(calUid).add(last.uid);
    } catch (error) {
      failures.push(error);
    }
  }
  const calSeriesUid = last?.recurringBookingUid;
  if (calSeriesUid) {
    const { hasNew } = await reconcileSeries(deps, { reader, calSeriesUid, cause: "webhook" });
    isKnown &&= !hasNew;
  }
  const isNew = last !== null && !isKnown && isLive(last);
  if (isNew) await syncSoon(deps, connection.userUlid);
  return failures;
}

/** Now; while another worker reads the account, once more after that. */
async function syncSoon(deps: ProcessDeps, userUlid: string): Promise<void> {
  await deps.db.coachSyncs.hurry({ userUlids: [userUlid] });
  await syncCoachNow(deps, userUlid);
}

function reconcileNamed(deps: ProcessDeps, { connection, reader, ours }: Named, calUid: string) {
  const known = ours.get(calUid);
  if (known && known.coachUserUlid !== connection.userUlid) throw new ForeignBooking();
  const inspect = (chain: readonly CalBooking[]) => {
    const isOurs = known || chain.some((booking) => isHostedBy(booking, connection));
    if (!isOurs) throw new ForeignBooking();
  };
  return reconcileBooking(deps, { reader, calUid, cause: "webhook", inspect });
}

async function retry(
  { db }: Needs<"db">,
  { dedupeKey, fence }: WebhookCall,
  why: { delayMs: number; error: string },
): Promise<void> {
  await db.webhookInbox.retry({ dedupeKey, fence, ...why });
}

async function retryLater({ db }: Needs<"db">, call: WebhookCall, error: unknown): Promise<void> {
  const { dedupeKey, fence, tries } = call;
  const message = error instanceof Error ? error.message : "unknown";
  if (tries >= maxTries) {
    await db.webhookInbox.bury({ dedupeKey, fence, error: message });
    return;
  }
  const askedMs = error instanceof CalError ? (error.retryAfterMs ?? 0) : 0;
  const delayMs = Math.max(askedMs, Math.min(2 * secondMs * 2 ** tries, maxRetryMs));
  await retry({ db }, call, { delayMs, error: message });
}
