import type { Db } from "@reslot/db";

/** One method of the database, by table and name. */
export type DbOperation =
  | { [Table in keyof Db]: `${Table}.${keyof Db[Table] & string}` }[Exclude<keyof Db, "ping">]
  | "ping";

/** Runs one query, with whatever is to happen before or after it. */
type Interceptor = <Answer>(operation: string, query: () => Promise<Answer>) => Promise<Answer>;

/** The same database, with every query run by `intercept`. */
export function interceptDb(db: Db, intercept: Interceptor): Db {
  const wrap = <T extends object>(table: string, repository: T): T =>
    new Proxy(repository, {
      get(target, key) {
        const method: unknown = Reflect.get(target, key);
        if (typeof method !== "function") return method;
        return (...args: unknown[]) =>
          intercept(`${table}.${String(key)}`, async (): Promise<unknown> =>
            Reflect.apply(method, target, args),
          );
      },
    });
  return {
    users: wrap("users", db.users),
    bookings: wrap("bookings", db.bookings),
    attempts: wrap("attempts", db.attempts),
    bookingContexts: wrap("bookingContexts", db.bookingContexts),
    answers: wrap("answers", db.answers),
    events: wrap("events", db.events),
    notifications: wrap("notifications", db.notifications),
    observations: wrap("observations", db.observations),
    mailSuppressions: wrap("mailSuppressions", db.mailSuppressions),
    outbox: wrap("outbox", db.outbox),
    calConnections: wrap("calConnections", db.calConnections),
    calSubscriptions: wrap("calSubscriptions", db.calSubscriptions),
    consents: wrap("consents", db.consents),
    coachReminders: wrap("coachReminders", db.coachReminders),
    coachSyncs: wrap("coachSyncs", db.coachSyncs),
    heldTimes: wrap("heldTimes", db.heldTimes),
    oauthStates: wrap("oauthStates", db.oauthStates),
    webhookInbox: wrap("webhookInbox", db.webhookInbox),
    changeFeed: wrap("changeFeed", db.changeFeed),
    calBudgets: wrap("calBudgets", db.calBudgets),
    rateLimits: wrap("rateLimits", db.rateLimits),
    jobs: wrap("jobs", db.jobs),
    backlog: wrap("backlog", db.backlog),
    ping: () => intercept("ping", () => db.ping()),
  };
}
