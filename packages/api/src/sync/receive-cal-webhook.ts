import { createHash } from "node:crypto";
import { dayMs, parseInstant } from "@reslot/cal/time";
import {
  type CalWebhook,
  CalWebhookError,
  parseCalWebhook,
  verifyCalSignature,
} from "@reslot/cal/webhooks";
import type { Needs } from "../app/app.ts";
import { enforceSenderLimit, type LimitDeps } from "../app/call-limits.ts";

/** One webhook as it arrived; the signature covers exactly these bytes. */
export interface IncomingCall {
  rawBody: Uint8Array;
  signature: string | null;
  /** Where it came from, if that is known. */
  address?: string | null;
}

/**
 * `refused`: not signed with our secret. `ignored`: signed, but about nothing that concerns us. `repeated`:
 * received before. `received`: stored, to be processed.
 */
export type ReceivedCall = "refused" | "ignored" | "repeated" | "received";

/** An older webhook can only be a replay: its news has long been read. */
const maxAgeMs = dayMs;

/**
 * Receives a webhook of Cal.com: checks its signature, and stores which bookings to read again.
 * Nothing else of it is believed or kept. Two queries; none for one that Cal.com did not sign.
 *
 * @throws {AppError} RATE_LIMITED
 * @throws {DbError} when it could not be stored: Cal.com should see a failure
 */
export async function receiveCalWebhook(
  deps: LimitDeps & Needs<"clock" | "db">,
  call: IncomingCall,
): Promise<ReceivedCall> {
  const secrets = deps.settings.cal.webhookSecrets ?? [];
  if (secrets.length === 0) return "refused";
  if (!verifyCalSignature(call.rawBody, call.signature, secrets)) return "refused";
  const webhook = read(deps, call.rawBody);
  if (!webhook || webhook.triggerEvent === "unknown" || isOld(deps, webhook)) return "ignored";
  await enforceSenderLimit(deps, { sender: "Cal.com", address: call.address ?? null });
  const isNew = await deps.db.webhookInbox.receive({
    dedupeKey: createHash("sha256").update(call.rawBody).digest("hex"),
    trigger: webhook.triggerEvent,
    calUids: uidsOf(webhook.payload),
  });
  return isNew ? "received" : "repeated";
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

function isOld({ clock }: Needs<"clock">, { createdAt }: CalWebhook): boolean {
  return createdAt !== null && clock.now() - parseInstant(createdAt) > maxAgeMs;
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
