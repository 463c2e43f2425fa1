import { z } from "zod";
import type { DbClient } from "./clients.ts";
import { instantSchema } from "./row-schemas.ts";
import { toDbError, unwrap } from "./unwrap.ts";

/** How many there are, and when the oldest was created; null when there is none. */
interface Waiting {
  count: number;
  oldest: string | null;
}

/** Work that is not finished yet, for monitoring. */
export interface Backlog {
  /** Attempts whose outcome is not known yet, including those that need an operator. */
  attemptsInFlight(): Promise<Waiting>;
  attemptsNeedingHuman(): Promise<Waiting>;
  /** Mail that is not sent yet, without what waits for further changes or for the limits. */
  mailsWaiting(): Promise<Waiting>;
  /** Mail that will not be retried. */
  mailsGivenUp(): Promise<Waiting>;
  /** How far behind Cal.com the bookings here are. */
  sync(): Promise<SyncLag>;
}

const syncLagSchema = z.object({ lagMs: z.number().nullable(), skippedRows: z.number() });

/**
 * Of all connected accounts: how long ago the one that has waited longest was read, null without any,
 * and how many rows of their bookings could not be read.
 */
type SyncLag = z.infer<typeof syncLagSchema>;

type Place = { table: "RescheduleAttempts" | "Outbox"; operation: Exclude<keyof Backlog, "sync"> };

/** Needs the server's client. @throws {DbError} from every method */
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
        outbox().is("doneAt", null).is("deadAt", null).or("tries.gt.0,availableAt.lte.now"),
      ),
    mailsGivenUp: () =>
      oldest({ table: "Outbox", operation: "mailsGivenUp" }, outbox().not("deadAt", "is", null)),
    sync: async () =>
      syncLagSchema.parse(
        await unwrap({ table: "CalIntegrations", operation: "sync" }, client.rpc("sync_lag")),
      ),
  };
}
