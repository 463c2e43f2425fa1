import type { SteadyClock } from "@reslot/cal/time";
import type { BudgetAsk, BudgetGrant } from "@reslot/db";
import { type CredentialState, takeNews } from "./credential-state.ts";
import { type LeasePool, putInto, takeExpired } from "./lease-pool.ts";
import { createLeaseQueue } from "./lease-queue.ts";
import { type BudgetStore, createLocalBudgets } from "./local-budgets.ts";
import { grantLifeMs } from "./sliding-budget.ts";

export interface Leaser {
  /** Leases a batch into a pool; calls at the same time share one. Never rejects. */
  lease(pool: LeasePool, credential: CredentialState): Promise<void>;
  /** Takes in what was leased with another query, asked at `askedAt`. */
  takeIn(pool: LeasePool, credential: CredentialState, leased: Leased): void;
  /** Tells every process that Cal.com refuses the credential. Never rejects. */
  block(key: string, blockedMs: number): Promise<void>;
}

/** Of one pool. */
interface Leased {
  grant: BudgetGrant;
  askedAt: number;
}

interface LeaserDeps {
  shared: BudgetStore;
  clock: SteadyClock;
  onError: (error: unknown) => void;
}

/** Expired leases that are returned with one query. */
const maxReturns = 20;

export function createLeaser({ shared, clock, onError }: LeaserDeps): Leaser {
  let granted: { pool: LeasePool; expiresAt: number }[] = [];

  const returns = (): BudgetAsk[] => {
    const now = clock.elapsed();
    const expired = granted.filter(({ expiresAt }) => expiresAt <= now).slice(0, maxReturns);
    granted = granted.filter((each) => !expired.includes(each));
    return expired.flatMap(({ pool }) => {
      const returned = takeExpired(pool, now);
      return returned.length === 0 ? [] : [{ key: pool.share.key, permille: 0, want: 0, returned }];
    });
  };

  const local = createLocalBudgets(clock);
  const queue = createLeaseQueue({ shared, local, onError, reports: returns });

  const leaseInto = async (pool: LeasePool, credential: CredentialState): Promise<void> => {
    const askedAt = clock.elapsed();
    const grant = await queue.lease(askFor(pool, credential, askedAt));
    takeIn(pool, credential, { grant, askedAt });
  };

  const takeIn: Leaser["takeIn"] = (pool, credential, { grant, askedAt }) => {
    const now = clock.elapsed();
    const expiresAt = askedAt + grantLifeMs;
    putInto(pool, grant, { now, expiresAt });
    if (grant.granted > 0) granted.push({ pool, expiresAt });
    if (pool.share.limit !== undefined) return;
    // Where an answer has named another one, the database missed it, and learns it after the next answer.
    credential.limit = grant.limit;
    credential.blockedUntil = Math.max(credential.blockedUntil, now + grant.blockedMs);
  };

  return {
    lease(pool, credential) {
      pool.leasing ??= leaseInto(pool, credential).finally(() => (pool.leasing = null));
      return pool.leasing;
    },
    takeIn,
    async block(key, blockedMs) {
      await queue.lease({ key, permille: 0, want: 0, blockedMs });
    },
  };
}

function askFor(pool: LeasePool, credential: CredentialState, now: number): BudgetAsk {
  const { key, permille, batch, limit } = pool.share;
  const wanted = { key, permille, want: Math.max(batch, pool.waiting) };
  const returned = takeExpired(pool, now);
  return {
    ...wanted,
    ...(returned.length > 0 && { returned }),
    ...(limit === undefined && takeNews(credential, now)),
    ...(limit === "credential" && { limit: credential.limit }),
    ...(typeof limit === "number" && { limit }),
  };
}
