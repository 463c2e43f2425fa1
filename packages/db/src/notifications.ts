import { z } from "zod";
import type { DbClient } from "./clients.ts";
import { afterPosition, decodeCursor, toPage } from "./cursor.ts";
import { DATABASE_NOW } from "./database-now.ts";
import { type Notification, notificationSchema } from "./row-schemas.ts";
import { toDbError, unwrap } from "./unwrap.ts";

const table = "Notifications";

export interface Notifications {
  /**
   * A user's notifications, newest first.
   *
   * @throws {DbError} INVALID for a cursor that this method did not return
   */
  list(options: {
    userUlid: string;
    cursor: string | null;
    limit: number;
  }): Promise<{ items: Notification[]; nextCursor: string | null }>;
  unreadCount(options: { userUlid: string }): Promise<number>;
  /** True when the user has this notification; `readAt` keeps the first time. */
  markRead(options: { userUlid: string; notificationUlid: string }): Promise<boolean>;
  markAllRead(options: { userUlid: string }): Promise<void>;
  /** Deletes those that were read more than `keepMs` ago: a batch. Gives how many. Needs the server's client. */
  prune(options: { keepMs: number }): Promise<number>;
}

/** @throws {DbError} from every method */
export function createNotifications(client: DbClient): Notifications {
  return {
    async list({ userUlid, cursor, limit }) {
      const newest = client
        .from(table)
        .select("*")
        .eq("userUlid", userUlid)
        .order("createdAt", { ascending: false })
        .order("ulid", { ascending: false })
        .limit(limit + 1);
      const position = cursor === null ? null : decodeCursor(cursor, table);
      const query = position
        ? newest
            .lte("createdAt", position.instant) // bounds the index scan
            .or(afterPosition("createdAt", position, "descending"))
        : newest;
      const rows = await unwrap({ table, operation: "list" }, query);
      return toPage(z.array(notificationSchema).parse(rows), limit, (row) => row.createdAt);
    },

    async unreadCount({ userUlid }) {
      const { count, error, status } = await client
        .from(table)
        .select("ulid", { count: "exact", head: true })
        .eq("userUlid", userUlid)
        .is("readAt", null);
      if (error)
        throw toDbError({ table, operation: "unreadCount" }, { sqlState: error.code, status });
      return count ?? 0;
    },

    async markRead({ userUlid, notificationUlid }) {
      const update = client
        .from(table)
        .update({ readAt: DATABASE_NOW })
        .eq("ulid", notificationUlid)
        .eq("userUlid", userUlid)
        .is("readAt", null)
        .select("ulid");
      const marked = await unwrap({ table, operation: "markRead" }, update);
      if (marked.length > 0) return true;

      const query = client
        .from(table)
        .select("ulid")
        .eq("ulid", notificationUlid)
        .eq("userUlid", userUlid)
        .maybeSingle();
      return (await unwrap({ table, operation: "markRead" }, query)) !== null;
    },

    async markAllRead({ userUlid }) {
      const update = client
        .from(table)
        .update({ readAt: DATABASE_NOW })
        .eq("userUlid", userUlid)
        .is("readAt", null);
      await unwrap({ table, operation: "markAllRead" }, update);
    },

    prune({ keepMs }) {
      const query = client.rpc("notifications_prune", { p_keep_ms: keepMs });
      return unwrap({ table, operation: "prune" }, query);
    },
  };
}
