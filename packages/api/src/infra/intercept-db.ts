import type { Db } from "@reslot/db";

/** One method of the database, by table and name. */
export type DbOperation =
  | { [Table in keyof Db]: `${Table}.${keyof Db[Table] & string}` }[Exclude<keyof Db, "ping">]
  | "ping";

/** Does something around one question to the database. */
type Around = <Answer>(operation: string, ask: () => Promise<Answer>) => Promise<Answer>;

/** The same database, with something done around every question. */
export function interceptDb(db: Db, around: Around): Db {
  const wrap = <T extends object>(table: string, repository: T): T =>
    new Proxy(repository, {
      get(target, key) {
        const method: unknown = Reflect.get(target, key);
        if (typeof method !== "function") return method;
        return (...args: unknown[]) =>
          around(`${table}.${String(key)}`, async (): Promise<unknown> =>
            Reflect.apply(method, target, args),
          );
      },
    });
  return {
    users: wrap("users", db.users),
    bookings: wrap("bookings", db.bookings),
    attempts: wrap("attempts", db.attempts),
    events: wrap("events", db.events),
    notifications: wrap("notifications", db.notifications),
    outbox: wrap("outbox", db.outbox),
    calConnections: wrap("calConnections", db.calConnections),
    oauthStates: wrap("oauthStates", db.oauthStates),
    webhookInbox: wrap("webhookInbox", db.webhookInbox),
    changeFeed: wrap("changeFeed", db.changeFeed),
    rateLimits: wrap("rateLimits", db.rateLimits),
    jobs: wrap("jobs", db.jobs),
    backlog: wrap("backlog", db.backlog),
    ping: () => around("ping", () => db.ping()),
  };
}
