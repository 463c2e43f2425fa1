import type { Attempt, Db } from "@reslot/db";
import { noTelemetry, type Telemetry } from "./telemetry.ts";

const settled: readonly Attempt["state"][] = ["REJECTED", "ABANDONED", "NEEDS_HUMAN"];

/** The same database, every question a span by table and method, and attempts counted when they come to an end. */
export function observeDb(db: Db, telemetry: Telemetry): Db {
  if (telemetry === noTelemetry) return db;
  const timed = <T extends object>(table: string, repository: T): T =>
    new Proxy(repository, {
      get(target, key) {
        const method: unknown = Reflect.get(target, key);
        if (typeof method !== "function") return method;
        const operation = `${table}.${String(key)}`;
        return (...args: unknown[]) =>
          telemetry.span(`db ${operation}`, {}, async (): Promise<unknown> =>
            Reflect.apply(method, target, args),
          );
      },
    });
  return {
    users: timed("users", db.users),
    bookings: timed("bookings", db.bookings),
    attempts: countingAttempts(timed("attempts", db.attempts), telemetry),
    events: timed("events", db.events),
    notifications: timed("notifications", db.notifications),
    outbox: timed("outbox", db.outbox),
    calConnections: timed("calConnections", db.calConnections),
    oauthStates: timed("oauthStates", db.oauthStates),
    webhookInbox: timed("webhookInbox", db.webhookInbox),
    changeFeed: timed("changeFeed", db.changeFeed),
    rateLimits: timed("rateLimits", db.rateLimits),
    jobs: timed("jobs", db.jobs),
    backlog: timed("backlog", db.backlog),
    ping: () => telemetry.span("db ping", {}, () => db.ping()),
  };
}

function countingAttempts(attempts: Db["attempts"], telemetry: Telemetry): Db["attempts"] {
  return new Proxy(attempts, {
    get(target, key, receiver): unknown {
      if (key === "fail") return fail;
      if (key === "apply") return apply;
      return Reflect.get(target, key, receiver);
    },
  });

  async function fail(input: Parameters<Db["attempts"]["fail"]>[0]) {
    const attempt = await attempts.fail(input);
    if (attempt && settled.includes(attempt.state)) {
      const { state, actorRole: actor } = attempt;
      telemetry.count("reslot.attempts.settled", { state, actor });
    }
    return attempt;
  }

  async function apply(input: Parameters<Db["attempts"]["apply"]>[0]) {
    const result = await attempts.apply(input);
    if (result.applied && result.attemptUlid !== null) {
      const { cause } = input;
      telemetry.count("reslot.attempts.settled", { state: "APPLIED", cause });
    }
    return result;
  }
}
