import { createHash, randomBytes } from "node:crypto";
import { dayMs, hourMs, parseInstant, secondMs } from "@reslot/cal/time";
import {
  type CalWebhook,
  CalWebhookError,
  parseCalWebhook,
  verifyCalSignature,
} from "@reslot/cal/webhooks";
import type { Secret } from "@reslot/db";
import type { Needs } from "../app/app.ts";
import { enforceAddressLimit, enforceLookupLimit, type LimitDeps } from "../app/call-limits.ts";
import { ulidSchema } from "../core/schemas.ts";

/** One webhook as it arrived; the signature covers exactly these bytes. */
export interface IncomingCall {
  /** As the address has it. */
  connectionUlid: string;
  rawBody: Uint8Array;
  signature: string | null;
  /** The sender's, as rate limits count it; null: it is not known. */
  address: string | null;
}

/**
 * `refused`: not signed with the secret of that connection, or there is no such connection. `ignored`:
 * signed, but about nothing that concerns us. `repeated`: received before. `received`: stored, to be
 * processed. `coalesced`: the account's list is read within seconds instead.
 */
export type ReceivedCall = "refused" | "ignored" | "repeated" | "received" | "coalesced";

type ReceiveDeps = LimitDeps & Needs<"caches" | "clock" | "db">;

/** An older webhook can only be a replay: its news has long been read. */
const maxAgeMs = dayMs;
/** Cal.com's clock may be ahead of ours by so much. */
const maxAheadMs = hourMs;
/** So many calls of a connection are stored by this process; many more say less than one read of its list. */
const storeRule = { count: 20, windowMs: 10 * secondMs };
/** So many calls of a connection wait to be processed, for all processes together. */
const maxWaiting = 50;
/** What calls of unknown connections are compared with, so that they take as long as others. */
const noSecret = randomBytes(32).toString("hex");

/**
 * Receives a webhook of Cal.com: checks its signature, and stores which bookings to read again. Nothing
 * else of it is believed or kept. One query for a signed one; in a flood for one connection, one at a time
 * for all of it. For any other call at most one read, and none where the connection's secret is cached.
 *
 * @throws {AppError} RATE_LIMITED for its address: never where it is signed with a secret that is cached
 * @throws {DbError} when it could not be stored: Cal.com should see a failure
 */
export async function receiveCalWebhook(
  deps: ReceiveDeps,
  call: IncomingCall,
): Promise<ReceivedCall> {
  const result = await receive(deps, call);
  deps.telemetry.count("reslot.cal.webhooks", { outcome: result });
  return result;
}

async function receive(deps: ReceiveDeps, call: IncomingCall): Promise<ReceivedCall> {
  const { connectionUlid, rawBody } = call;
  if (!(await isGenuine(deps, call))) return "refused";
  const webhook = read(deps, rawBody);
  if (!webhook || webhook.triggerEvent === "unknown" || !isRecent(deps, webhook)) return "ignored";
  const store = (cap: number) =>
    deps.db.webhookInbox.receive({
      connectionUlid,
      dedupeKey: createHash("sha256").update(`${connectionUlid} `).update(rawBody).digest("hex"),
      trigger: webhook.triggerEvent,
      calUids: uidsOf(webhook.payload),
      cap,
    });
  const waitMs = await deps.rateLimiter.take(`storing for ${connectionUlid}`, storeRule);
  if (waitMs === 0) return store(maxWaiting);
  await deps.caches.webhookHurries(connectionUlid, async () => void (await store(0)));
  return "coalesced";
}

/**
 * Whether it is signed with its connection's secret. Where that is cached, a signed call is not counted:
 * many accounts share the addresses that Cal.com calls from, so a flood for one would refuse the others'.
 */
async function isGenuine(deps: ReceiveDeps, call: IncomingCall): Promise<boolean> {
  const { connectionUlid, rawBody, signature, address } = call;
  const isSignedWith = (secret: string) => verifyCalSignature(rawBody, signature, [secret]);
  const cached = deps.caches.webhookSecrets.getIfCached(connectionUlid);
  if (cached && isSignedWith(cached.reveal())) return true;
  await enforceAddressLimit(deps, { address, kind: "webhook" });
  if (cached) return false;
  const secret = await readSecret(deps, call);
  return isSignedWith(secret?.reveal() ?? noSecret) && secret !== null;
}

async function readSecret(
  deps: ReceiveDeps,
  { connectionUlid, address }: IncomingCall,
): Promise<Secret | null> {
  if (!ulidSchema.safeParse(connectionUlid).success) return null;
  return deps.caches.webhookSecrets.get(connectionUlid, async () => {
    await enforceLookupLimit(deps, { address });
    return deps.db.calSubscriptions.readSecret(connectionUlid);
  });
}

function read({ log }: Needs<"log">, rawBody: Uint8Array): CalWebhook | null {
  try {
    return parseCalWebhook(rawBody);
  } catch (error) {
    if (!(error instanceof CalWebhookError)) throw error;
    log.error("RECEIVE_WEBHOOK_ERROR", error);
    return null;
  }
}

function isRecent({ clock }: Needs<"clock">, { createdAt }: CalWebhook): boolean {
  if (createdAt === null) return true;
  const ageMs = clock.now() - parseInstant(createdAt);
  return ageMs <= maxAgeMs && ageMs >= -maxAheadMs;
}

/** The older uid first: it leads to the newer one. */
function uidsOf({
  uid,
  rescheduleUid,
}: {
  uid: string;
  rescheduleUid?: string | null | undefined;
}): string[] {
  return rescheduleUid ? [rescheduleUid, uid] : [uid];
}
