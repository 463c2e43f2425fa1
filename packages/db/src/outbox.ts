import { z } from "zod";
import { withUsers } from "./bookings.ts";
import type { DbClient } from "./clients.ts";
import {
  type BookingWithUsers,
  bookingWithUsersSchema,
  type Notification,
  notificationSchema,
} from "./row-schemas.ts";
import { unwrap } from "./unwrap.ts";

const table = "Outbox";

const outboxRowSchema = z.object({
  ulid: z.string(),
  dedupeKey: z.string(),
  topic: z.literal("mail"),
  payload: z.object({ notificationUlid: z.string() }),
  tries: z.number(),
  fence: z.number(),
});
export type OutboxRow = z.infer<typeof outboxRowSchema>;

/** A notification with its booking: what the mail is rendered from. */
interface NotificationToSend extends Notification {
  booking: BookingWithUsers;
}

/** Mail to send. Needs the server's client. */
export interface Outbox {
  /** Claims due rows for `leaseMs`. `tries` counts this claim. */
  claim(options: { limit: number; leaseMs: number }): Promise<OutboxRow[]>;
  /** False when another worker has claimed the row since, or it is settled; the same for the next two. */
  done(options: { ulid: string; fence: number }): Promise<boolean>;
  retry(options: { ulid: string; fence: number; delayMs: number; error: string }): Promise<boolean>;
  /** Gives up: the row stays, with its last error, and is never claimed again. */
  bury(options: { ulid: string; fence: number; error: string }): Promise<boolean>;
  loadNotification(notificationUlid: string): Promise<NotificationToSend | null>;
}

/** @throws {DbError} from every method */
export function createOutbox(client: DbClient): Outbox {
  return {
    async claim({ limit, leaseMs }) {
      const query = client.rpc("outbox_claim", { p_limit: limit, p_lease_ms: leaseMs });
      return z.array(outboxRowSchema).parse(await unwrap({ table, operation: "claim" }, query));
    },

    done({ ulid, fence }) {
      const query = client.rpc("outbox_done", { p_ulid: ulid, p_fence: fence });
      return unwrap({ table, operation: "done" }, query);
    },

    retry({ ulid, fence, delayMs, error }) {
      const query = client.rpc("outbox_retry", {
        p_ulid: ulid,
        p_fence: fence,
        p_delay_ms: delayMs,
        p_error: error,
      });
      return unwrap({ table, operation: "retry" }, query);
    },

    bury({ ulid, fence, error }) {
      const query = client.rpc("outbox_bury", { p_ulid: ulid, p_fence: fence, p_error: error });
      return unwrap({ table, operation: "bury" }, query);
    },

    async loadNotification(notificationUlid) {
      const query = client
        .from("Notifications")
        .select(`*,booking:Bookings!Notifications_bookingUlid_fkey(${withUsers})`)
        .eq("ulid", notificationUlid)
        .maybeSingle();
      const row = await unwrap({ table: "Notifications", operation: "loadNotification" }, query);
      if (!row) return null;
      return {
        ...notificationSchema.parse(row),
        booking: bookingWithUsersSchema.parse(row.booking),
      };
    },
  };
}
