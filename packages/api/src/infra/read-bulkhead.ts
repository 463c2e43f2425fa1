import { createFairQueue } from "@reslot/cal";
import type { Db } from "@reslot/db";
import { type DbOperation, interceptDb } from "./intercept-db.ts";
import { AppError } from "../core/errors/app-error.ts";
import { noTelemetry, type Telemetry } from "./telemetry/telemetry.ts";

/** Bounds what requests that only read do at a time, with a turn for each person; one for a process. */
export interface ReadBulkhead {
  /** Runs one reading call of a person, or throws AppError SERVICE_BUSY when it would wait too long. */
  run<T>(person: string, call: () => Promise<T>): Promise<T>;
  /** The same database for that person's reads: these may also throw AppError SERVICE_BUSY. */
  wrap(person: string, db: Db): Db;
}

const retryAfterMs = 1_000;
const maxWaitMs = 10_000;
const maxCalls = 400;
const maxWaitingCalls = 2_000;

/**
 * The reads that may be held back or refused. Nothing that writes is among them: a token that Cal.com has just
 * refreshed, for example, is stored during a read, and would be lost if it were refused here.
 */
const boundedReads: ReadonlySet<string> = new Set<DbOperation>([
  "attempts.get",
  "attempts.getInFlight",
  "bookingContexts.read",
  "bookings.getForParticipant",
  "bookings.getManyForParticipant",
  "bookings.list",
  "calConnections.get",
  "calConnections.getMany",
  "calConnections.getWithToken",
  "changeFeed.coachesOf",
  "events.list",
  "notifications.list",
  "notifications.unreadCount",
]);

interface BulkheadOptions {
  /** Calls of one person at a time: no batch of theirs takes all the places of others. */
  callsPerPerson?: number;
  /** Queries at a time, of all people together. */
  queries?: number;
  waitingQueries?: number;
  telemetry?: Telemetry;
}

/**
 * Calls, and the queries they make, wait in two queues in which people take turns. A move passes through
 * neither, and finds only a few queries ahead of its own at the database.
 */
export function createReadBulkhead({
  callsPerPerson = 8,
  queries = 8,
  waitingQueries = 400,
  telemetry = noTelemetry,
}: BulkheadOptions = {}): ReadBulkhead {
  const calls = createFairQueue({
    atOnce: maxCalls,
    atOncePerKey: callsPerPerson,
    waiting: maxWaitingCalls,
    waitMs: maxWaitMs,
  });
  const reads = createFairQueue({ atOnce: queries, waiting: waitingQueries, waitMs: maxWaitMs });
  const refusal = () => {
    telemetry.count("reslot.rate_limited", { kind: "readBulkhead" });
    return new AppError("SERVICE_BUSY", { details: { retryAfterMs } });
  };
  return {
    run: (person, work) => calls.run({ key: person, work, refusal }),
    wrap: (person, db) =>
      interceptDb(db, (operation, work) =>
        boundedReads.has(operation) ? reads.run({ key: person, work, refusal }) : work(),
      ),
  };
}
