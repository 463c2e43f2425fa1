import type { BudgetAsk, BudgetGrant } from "@reslot/db";
import type { BudgetStore } from "./local-budgets.ts";
import { newBudget } from "./sliding-budget.ts";

interface Waiting {
  ask: BudgetAsk;
  resolve: (grant: BudgetGrant) => void;
}

/** Sends asks that come together in one query. */
export interface LeaseQueue {
  /** Never rejects: when the shared store does not answer, the local one does. */
  lease(ask: BudgetAsk): Promise<BudgetGrant>;
}

interface QueueOptions {
  shared: BudgetStore;
  local: BudgetStore;
  onError: (error: unknown) => void;
  /** More to report with the next query; their grants go nowhere. */
  reports: () => readonly BudgetAsk[];
}

export function createLeaseQueue({ shared, local, onError, reports }: QueueOptions): LeaseQueue {
  let waiting: Waiting[] = [];

  const send = async (asks: readonly BudgetAsk[]): Promise<readonly BudgetGrant[]> => {
    try {
      return await shared.lease(asks);
    } catch (error) {
      onError(error);
      return local.lease(asks);
    }
  };

  const flush = async (): Promise<void> => {
    const sent = waiting;
    waiting = [];
    const grants = await send([...sent.map(({ ask }) => ask), ...reports()]);
    for (const { ask, resolve } of sent) {
      const grant = grants.find(
        ({ key, permille }) => key === ask.key && permille === ask.permille,
      );
      resolve(grant ?? nothingFor(ask));
    }
  };

  return {
    lease: (ask) =>
      new Promise((resolve) => {
        if (waiting.length === 0) queueMicrotask(() => void flush());
        waiting.push({ ask, resolve });
      }),
  };
}

function nothingFor({ key, permille }: BudgetAsk): BudgetGrant {
  const { limit } = newBudget;
  return { key, permille, granted: 0, slice: 0, limit, retryAfterMs: 1_000, blockedMs: 0 };
}
