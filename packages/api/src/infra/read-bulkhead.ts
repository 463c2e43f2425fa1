import type { Db } from "@reslot/db";
import { bulkhead, isBulkheadRejectedError } from "cockatiel";
import { interceptDb, type DbOperation } from "./intercept-db.ts";
import type { Context } from "../trpc/context.ts";
import { AppError } from "../core/errors/app-error.ts";
import { noTelemetry, type Telemetry } from "./telemetry/telemetry.ts";

/** The questions to the database of people who only look; one gate for a process. */
export interface ReadBulkhead {
  /** The same database behind the gate. What passes it may throw AppError RATE_LIMITED as well. */
  around(db: Db): Db;
}

const retryAfterMs = 1_000;

/**
 * What people ask for when they look. Nothing that changes something is among it: a token that Cal.com has just
 * renewed, say, is stored during somebody's look, and would be lost if it were refused here.
 */
const looks: ReadonlySet<string> = new Set<DbOperation>([
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
 * Lets `atOnce` questions through at a time and `waiting` more wait for that, so that a move, which passes by the
 * gate, finds a few questions before its own at the database and not those of everybody who is looking.
 */
export function createReadBulkhead({
  atOnce = 8,
  waiting = 400,
  telemetry = noTelemetry,
}: { atOnce?: number; waiting?: number; telemetry?: Telemetry } = {}): ReadBulkhead {
  const places = bulkhead(atOnce, waiting);
  return {
    around: (db) =>
      interceptDb(db, async (operation, ask) => {
        if (!looks.has(operation)) return ask();
        try {
          return await places.execute(ask);
        } catch (error) {
          if (!isBulkheadRejectedError(error)) throw error;
          telemetry.count("reslot.rate_limited", { kind: "readBulkhead" });
          throw tooMany(error);
        }
      }),
  };
}

function tooMany(cause: Error): AppError {
  return new AppError("RATE_LIMITED", {
    kind: "busy",
    details: { retryAfterMs },
    cause,
  });
}

/** The context of somebody who only looks. */
export function asReader(ctx: Context): Context {
  const { ports } = ctx;
  const { readBulkhead } = ports;
  return {
    ...ctx,
    ports: {
      ...ports,
      db: readBulkhead.around(ports.db),
      dbFor: (accessToken) => readBulkhead.around(ports.dbFor(accessToken)),
    },
    async actor() {
      const { user, reads } = await ctx.actor();
      return { user, reads: readBulkhead.around(reads) };
    },
  };
}
