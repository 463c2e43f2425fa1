import { z } from "zod";
import type { DbClient } from "./clients.ts";
import { unwrap } from "./unwrap.ts";

const table = "RateLimits";

const takenSchema = z.discriminatedUnion("allowed", [
  z.object({ allowed: z.literal(true) }),
  z.object({ allowed: z.literal(false), retryAfterMs: z.number() }),
]);
export type TakenLimit = z.infer<typeof takenSchema>;

/** Counts that all servers share. All of it is for the server's client. */
export interface RateLimits {
  /**
   * Counts one more event, unless there were `limit` within the last `windowMs` already; a refused one
   * is not counted. The window slides, to within the evenness of the events of the window before.
   *
   * @param options.key what is limited and for whom: a ulid or a hash, never an address. One key has
   *   one `windowMs`
   */
  take(options: { key: string; limit: number; windowMs: number }): Promise<TakenLimit>;
  /** Forgets counts that were not added to for `keepMs`, at least two windows; says how many. */
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
