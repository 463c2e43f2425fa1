import { z } from "zod";
import type { DbClient } from "./clients.ts";
import { unwrap } from "./unwrap.ts";

const table = "CalBudgets";

/** What a process wants of one budget, and what it has learned of it. */
export interface BudgetAsk {
  /** A hash, or a fixed name; never a token. */
  readonly key: string;
  /** The most of the limit, in thousandths, that may be in use after this. */
  readonly permille: number;
  /** Requests; 0 only reports. */
  readonly want: number;
  /** What Cal.com names as the limit of a minute. */
  readonly limit?: number | undefined;
  /** Earlier grants of this process that it has not used. */
  readonly returned?: readonly { readonly slice: number; readonly count: number }[] | undefined;
  /** What has been used of the limit, by everyone, in a window of Cal.com that goes on for `leftMs`. */
  readonly observed?: { readonly used: number; readonly leftMs: number } | undefined;
  /** Cal.com refuses the credential for so long. */
  readonly blockedMs?: number | undefined;
}

export const grantSchema = z.object({
  key: z.string(),
  permille: z.number(),
  /** Requests, to be sent within 8 s. Fewer than wanted near the limit. */
  granted: z.number(),
  /** When they count, for returning them. */
  slice: z.number(),
  limit: z.number(),
  /** Until one more is granted; 0 with a grant. */
  retryAfterMs: z.number(),
  /** How long Cal.com still refuses the credential; 0 when it does not. */
  blockedMs: z.number(),
});
export type BudgetGrant = z.infer<typeof grantSchema>;

/** How often each credential may still call Cal.com, for all processes together. Needs the server's client. */
export interface CalBudgets {
  /** Grants requests of several budgets in one query; answers are told apart by `key` and `permille`. */
  lease(asks: readonly BudgetAsk[]): Promise<BudgetGrant[]>;
  /** How many credentials Cal.com refuses right now. */
  countBlocked(): Promise<number>;
  /** Deletes budgets unused for `keepMs`: a batch. Gives how many. */
  prune(options: { keepMs: number }): Promise<number>;
}

/** @throws {DbError} from every method */
export function createCalBudgets(client: DbClient): CalBudgets {
  return {
    async lease(asks) {
      const query = client.rpc("cal_budget_lease", { p_asks: asks.map(toJson) });
      return z.array(grantSchema).parse(await unwrap({ table, operation: "lease" }, query));
    },

    countBlocked() {
      return unwrap({ table, operation: "countBlocked" }, client.rpc("cal_budgets_blocked"));
    },

    prune({ keepMs }) {
      const query = client.rpc("cal_budget_prune", { p_keep_ms: keepMs });
      return unwrap({ table, operation: "prune" }, query);
    },
  };
}

function toJson({ returned, observed, limit, blockedMs, ...ask }: BudgetAsk) {
  return {
    ...ask,
    ...(limit !== undefined && { limit }),
    ...(returned && { returned: returned.map(({ slice, count }) => ({ slice, count })) }),
    ...(observed && { observed: { ...observed } }),
    ...(blockedMs !== undefined && { blockedMs }),
  };
}
