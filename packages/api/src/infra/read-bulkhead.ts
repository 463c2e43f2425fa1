import type { Db } from "@reslot/db";
import { bulkhead, isBulkheadRejectedError } from "cockatiel";
import { type DbOperation, interceptDb } from "./intercept-db.ts";
import { AppError } from "../core/errors/app-error.ts";
import { noTelemetry, type Telemetry } from "./telemetry/telemetry.ts";

/** Bounds the database queries of requests that only read; one for a process. */
export interface ReadBulkhead {
  /** The same database behind the bulkhead: its reads may also throw AppError RATE_LIMITED. */
  wrap(db: Db): Db;
}

const retryAfterMs = 1_000;

/**
 * The reads that may be held back or refused. Nothing that writes is among them: a token that Cal.com has just
 * refreshed, for example, is stored during a read, and would be lost if it were refused here.
 */
const boundedReads: ReadonlySet<string> = new Set<DbOperation>([
  "attempts.get",
  "attempts.getInFlight",
  "attempts.listInFlight",
  "bookings.getForParticipant",
  "bookings.getManyForParticipant",
  "bookings.list",
  "calConnections.get",
  "calConnections.getMany",
  "calConnections.readToken",
  "events.list",
  "notifications.list",
  "notifications.unreadCount",
]);

/**
 * Runs `limit` reads at a time and queues `queueSize` more, so that a move, which does not pass through here, finds
 * only a few queries ahead of its own at the database.
 */
export function createReadBulkhead({
  limit = 8,
  queueSize = 400,
  telemetry = noTelemetry,
}: { limit?: number; queueSize?: number; telemetry?: Telemetry } = {}): ReadBulkhead {
  const reads = bulkhead(limit, queueSize);
  return {
    wrap: (db) =>
      interceptDb(db, async (operation, query) => {
        if (!boundedReads.has(operation)) return query();
        try {
          return await reads.execute(query);
        } catch (error) {
          if (!isBulkheadRejectedError(error)) throw error;
          telemetry.count("reslot.rate_limited", { kind: "readBulkhead" });
          throw tooManyReads(error);
        }
      }),
  };
}

function tooManyReads(cause: Error): AppError {
  return new AppError("RATE_LIMITED", {
    kind: "busy",
    details: { retryAfterMs },
    cause,
  });
}
