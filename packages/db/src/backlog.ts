import type { DbClient } from "./clients.ts";
import { instantSchema } from "./row-schemas.ts";
import { toDbError } from "./unwrap.ts";

/** How many there are, and since when the oldest waits; null when there is none. */
export interface Waiting {
  count: number;
  oldest: string | null;
}

/** What has not come to an end yet: for whoever watches over the service. */
export interface Backlog {
  /** Attempts whose outcome is not known yet, those that need a person included. */
  attemptsInFlight(): Promise<Waiting>;
  attemptsNeedingHuman(): Promise<Waiting>;
  /** Mail that is still to be sent. */
  mailsWaiting(): Promise<Waiting>;
  /** Mail that will not be sent any more. */
  mailsGivenUp(): Promise<Waiting>;
}

type Place = { table: "RescheduleAttempts" | "Outbox"; operation: keyof Backlog };

/** All of it is for the server's client. @throws {DbError} from every method */
export function createBacklog(client: DbClient): Backlog {
  const attempts = () => client.from("RescheduleAttempts").select("createdAt", { count: "exact" });
  const outbox = () => client.from("Outbox").select("createdAt", { count: "exact" });
  const oldest = async (
    place: Place,
    query: ReturnType<typeof attempts> | ReturnType<typeof outbox>,
  ): Promise<Waiting> => {
    const { data, count, error, status } = await query.order("createdAt").limit(1);
    if (error) throw toDbError(place, { sqlState: error.code, status });
    const [first] = data;
    return { count: count ?? 0, oldest: first ? instantSchema.parse(first.createdAt) : null };
  };
  return {
    attemptsInFlight: () =>
      oldest(
        { table: "RescheduleAttempts", operation: "attemptsInFlight" },
        attempts().in("state", ["PREPARED", "SENDING", "UNKNOWN", "NEEDS_HUMAN"]),
      ),
    attemptsNeedingHuman: () =>
      oldest(
        { table: "RescheduleAttempts", operation: "attemptsNeedingHuman" },
        attempts().eq("state", "NEEDS_HUMAN"),
      ),
    mailsWaiting: () =>
      oldest(
        { table: "Outbox", operation: "mailsWaiting" },
        outbox().is("doneAt", null).is("deadAt", null),
      ),
    mailsGivenUp: () =>
      oldest({ table: "Outbox", operation: "mailsGivenUp" }, outbox().not("deadAt", "is", null)),
  };
}
