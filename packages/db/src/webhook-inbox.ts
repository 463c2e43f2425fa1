import { z } from "zod";
import type { DbClient } from "./clients.ts";
import { unwrap } from "./unwrap.ts";

const table = "WebhookInbox";

const callSchema = z.object({
  dedupeKey: z.string(),
  connectionUlid: z.string().nullable(),
  /** Whose connection it is; null when that has ended. */
  userUlid: z.string().nullable(),
  trigger: z.string(),
  calUids: z.array(z.string()),
  tries: z.number(),
  fence: z.number(),
});
/** A webhook call claimed by a worker. `tries` counts this claim. */
export type WebhookCall = z.infer<typeof callSchema>;

const acceptedSchema = z.enum(["received", "repeated", "coalesced"]);
/**
 * `repeated`: it was received before. `coalesced`: as many of its connection are waiting as may, so the
 * account's next sync, which is then due, tells what it would have told.
 */
type AcceptedCall = z.infer<typeof acceptedSchema>;

/** Identifies a call and its claim. */
interface Claim {
  dedupeKey: string;
  fence: number;
}

/** Webhook calls received from Cal.com. Needs the server's client. */
export interface WebhookInbox {
  /** `calUids`: the bookings it names, at most 50. `cap`: how many calls of a connection may wait. */
  receive(call: {
    connectionUlid: string;
    dedupeKey: string;
    trigger: string;
    calUids: readonly string[];
    cap: number;
  }): Promise<AcceptedCall>;
  /** Claims due calls for `leaseMs`, the oldest of each connection before the second of any. */
  claim(options: { limit: number; leaseMs: number }): Promise<WebhookCall[]>;
  /** False when another worker has claimed the call since, or it is settled; the same for the next two. */
  done(claim: Claim): Promise<boolean>;
  retry(claim: Claim & { delayMs: number; error: string }): Promise<boolean>;
  /** Gives up: the call stays, with its last error, and is never claimed again. */
  bury(claim: Claim & { error: string }): Promise<boolean>;
  /** Deletes the oldest calls that were settled more than `keepMs` ago: a batch. Gives how many. */
  prune(options: { keepMs: number }): Promise<number>;
}

/** @throws {DbError} from every method */
export function createWebhookInbox(client: DbClient): WebhookInbox {
  return {
    async receive({ connectionUlid, dedupeKey, trigger, calUids, cap }) {
      const query = client.rpc("webhook_inbox_accept", {
        p_connection_ulid: connectionUlid,
        p_dedupe_key: dedupeKey,
        p_trigger: trigger,
        p_cal_uids: [...calUids],
        p_cap: cap,
      });
      return acceptedSchema.parse(await unwrap({ table, operation: "receive" }, query));
    },

    async claim({ limit, leaseMs }) {
      const query = client.rpc("webhook_inbox_claim_in_turn", {
        p_limit: limit,
        p_lease_ms: leaseMs,
      });
      return z.array(callSchema).parse(await unwrap({ table, operation: "claim" }, query));
    },

    done({ dedupeKey, fence }) {
      const query = client.rpc("webhook_inbox_done", { p_dedupe_key: dedupeKey, p_fence: fence });
      return unwrap({ table, operation: "done" }, query);
    },

    retry({ dedupeKey, fence, delayMs, error }) {
      const query = client.rpc("webhook_inbox_retry", {
        p_dedupe_key: dedupeKey,
        p_fence: fence,
        p_delay_ms: delayMs,
        p_error: error,
      });
      return unwrap({ table, operation: "retry" }, query);
    },

    bury({ dedupeKey, fence, error }) {
      const query = client.rpc("webhook_inbox_bury", {
        p_dedupe_key: dedupeKey,
        p_fence: fence,
        p_error: error,
      });
      return unwrap({ table, operation: "bury" }, query);
    },

    prune({ keepMs }) {
      const query = client.rpc("webhook_inbox_prune", { p_keep_ms: keepMs });
      return unwrap({ table, operation: "prune" }, query);
    },
  };
}
