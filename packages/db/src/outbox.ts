import { z } from "zod";
import { withUsers } from "./bookings.ts";
import type { DbClient } from "./clients.ts";
import {
  type BookingWithUsers,
  bookingWithUsersSchema,
  instantSchema,
  type Notification,
  notificationSchema,
} from "./row-schemas.ts";
import { unwrap } from "./unwrap.ts";

const table = "Outbox";

const outboxRowSchema = z.object({
  ulid: z.string(),
  dedupeKey: z.string(),
  topic: z.literal("mail"),
  payload: z.object({
    notificationUlid: z.string(),
    /** What the booking was before the first of the changes that the mail tells as one. */
    first: z
      .object({ startTime: instantSchema, endTime: instantSchema, status: z.string() })
      .optional(),
  }),
  batchKey: z.string(),
  tries: z.number(),
  fence: z.number(),
});
export type OutboxRow = z.infer<typeof outboxRowSchema>;

/** Rows that are sent in one request, always in the same order. */
export interface OutboxBatch {
  key: string;
  rows: OutboxRow[];
}

/**
 * The outcome of a claimed row. `done` with an error: nothing had to be sent. `dead`: given up, the row stays with its error. `unknown`: the provider may
 * have taken it; it is sent again in the same batch. `failed`: it is tried again, with any others.
 * `limited`: the same, and the try does not count.
 */
export type OutboxOutcome =
  | { outcome: "done"; error?: string }
  | { outcome: "dead"; error: string }
  | { outcome: "unknown" | "failed" | "limited"; error: string; delayMs: number };

/** A notification with its booking: what the mail is rendered from. */
interface NotificationToSend extends Notification {
  booking: BookingWithUsers;
}

const sendersSchema = z.array(
  z.object({ notificationUlid: z.string(), address: z.string().nullable() }),
);

/** `address`: where they get mail, as Cal.com has it for the booking; null where it was never read. */
type KnownSender = Pick<z.infer<typeof sendersSchema>[number], "address">;

/** Mail to send. Needs the server's client. */
export interface Outbox {
  /**
   * Claims up to `limit` due rows for `leaseMs`, or all of a batch that was sent before. `tries` counts
   * this claim. What exceeds 10 mails an hour about one person's doing, or 30 a day, waits.
   */
  claimBatch(options: { limit: number; leaseMs: number }): Promise<OutboxBatch | null>;
  /** All in one statement. Gives how many were still ours: not claimed by another worker, nor settled, since. */
  settle(rows: readonly ({ ulid: string; fence: number } & OutboxOutcome)[]): Promise<number>;
  /** Deletes the oldest mail that was settled more than `keepMs` ago: a batch. Gives how many. */
  prune(options: { keepMs: number }): Promise<number>;
  /** By the notification's ULID; those that no longer exist are missing. */
  loadNotifications(
    notificationUlids: readonly string[],
  ): Promise<ReadonlyMap<string, NotificationToSend>>;
  /** By the notification's ULID, where its reader has accepted the other person of the meeting as a sender. */
  loadKnownSenders(notificationUlids: readonly string[]): Promise<ReadonlyMap<string, KnownSender>>;
}

/** @throws {DbError} from every method */
export function createOutbox(client: DbClient): Outbox {
  return {
    async claimBatch({ limit, leaseMs }) {
      const query = client.rpc("outbox_claim_batch", { p_limit: limit, p_lease_ms: leaseMs });
      const claimed = await unwrap({ table, operation: "claimBatch" }, query);
      const rows = z.array(outboxRowSchema).parse(claimed);
      const [first] = rows;
      if (!first) return null;
      return { key: first.batchKey, rows: rows.toSorted((a, b) => (a.ulid < b.ulid ? -1 : 1)) };
    },

    settle(rows) {
      const query = client.rpc("outbox_settle", { p_rows: rows.map((row) => ({ ...row })) });
      return unwrap({ table, operation: "settle" }, query);
    },

    prune({ keepMs }) {
      const query = client.rpc("outbox_prune", { p_keep_ms: keepMs });
      return unwrap({ table, operation: "prune" }, query);
    },

    async loadKnownSenders(notificationUlids) {
      const query = client.rpc("mail_known_senders", {
        p_notification_ulids: [...new Set(notificationUlids)],
      });
      const known = await unwrap({ table, operation: "loadKnownSenders" }, query);
      return new Map(
        sendersSchema
          .parse(known)
          .map(({ notificationUlid, ...sender }) => [notificationUlid, sender]),
      );
    },

    async loadNotifications(notificationUlids) {
      const query = client
        .from("Notifications")
        .select(`*,booking:Bookings!Notifications_bookingUlid_fkey(${withUsers})`)
        .in("ulid", [...new Set(notificationUlids)]);
      const rows = await unwrap({ table: "Notifications", operation: "loadNotifications" }, query);
      const loaded = rows.map((row) => ({
        ...notificationSchema.parse(row),
        booking: bookingWithUsersSchema.parse(row.booking),
      }));
      return new Map(loaded.map((notification) => [notification.ulid, notification]));
    },
  };
}
