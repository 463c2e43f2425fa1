import { z } from "zod";
import type { DbClient } from "./clients.ts";
import { unwrap } from "./unwrap.ts";

const table = "RateLimits";

const takenSchema = z.discriminatedUnion("allowed", [
  z.object({ allowed: z.literal(true) }),
  z.object({ allowed: z.literal(false), retryAfterMs: z.number() }),
]);
type TakenLimit = z.infer<typeof takenSchema>;

/** Rate-limit counters shared by all servers. Needs the server's client. */
export interface RateLimits {
  /**
   * Counts one event unless there were `limit` within the last `windowMs`; a refused one is not counted.
   * The window slides and assumes that the events of the previous window were spread evenly.
   *
   * @param options.key what is limited and for which user: a ulid or a hash, never an email address. One
   *   key has one `windowMs`
   */
  take(options: { key: string; limit: number; windowMs: number }): Promise<TakenLimit>;
  /** Deletes counters unchanged for `keepMs`, at least two windows: a batch. Gives how many. */
  prune(options: { keepMs: number }): Promise<number>;
}

/** @throws {DbError} from every method */
export function createRateLimits(client: DbClient): RateLimits {
  return {
    async take({ key, limit, windowMs }) {
      const query = client.rpc("rate_limit_take", {
        p_key: key,
        p_limit: limit,
        p_window_ms: windowMs,
      });
      return takenSchema.parse(await unwrap({ table, operation: "take" }, query));
    },

    prune({ keepMs }) {
      const query = client.rpc("rate_limit_prune", { p_keep_ms: keepMs });
      return unwrap({ table, operation: "prune" }, query);
    },
  };
}
