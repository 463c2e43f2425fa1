import type { SteadyClock } from "@reslot/cal/time";
import type { BudgetAsk, BudgetGrant } from "@reslot/db";
import { LRUCache } from "lru-cache";
import { atMost } from "../cache/at-most.ts";
import { type BudgetState, leaseFrom, newBudget } from "./sliding-budget.ts";

/** Where budgets are leased. */
export interface BudgetStore {
  /** One grant for each ask, in any order. */
  lease(asks: readonly BudgetAsk[]): Promise<readonly BudgetGrant[]>;
}

const maxBudgets = 5_000;
/** So many processes together keep to the limit, when none of them knows of the others. */
const expectedProcesses = 4;

/** Budgets of this process alone, for when the database does not answer: a quarter of each limit. */
export function createLocalBudgets(clock: SteadyClock): BudgetStore {
  const states = new LRUCache<string, BudgetState>(atMost(maxBudgets));
  return {
    async lease(asks) {
      const now = clock.elapsed();
      return asks.map((ask) => {
        const permille = Math.floor(ask.permille / expectedProcesses);
        const leased = leaseFrom(states.get(ask.key) ?? newBudget, { ...ask, permille }, now);
        states.set(ask.key, leased.state);
        // No slice of the shared budget: what is left of it is not returned there.
        return { ...leased.grant, permille: ask.permille, slice: 0 };
      });
    },
  };
}
