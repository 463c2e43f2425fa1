import type { CallBudget } from "@reslot/cal";
import type { SteadyClock } from "@reslot/cal/time";
import type { BudgetGrant } from "@reslot/db";
import { LRUCache } from "lru-cache";
import { atMost } from "../cache/at-most.ts";
import type { CalUse } from "../../core/cal-use.ts";
import type { LeasedCalls } from "../../core/connection.ts";
import type { Logger } from "../log.ts";
import type { Telemetry } from "../telemetry/telemetry.ts";
import { type BudgetOwner, type BudgetShare, sharesOf } from "./budget-shares.ts";
import { type CredentialState, newCredential, noteAnswer } from "./credential-state.ts";
import { createLeaser, type Leaser } from "./leaser.ts";
import { countIn, type LeasePool, newPool, spendFrom } from "./lease-pool.ts";
import type { BudgetStore } from "./local-budgets.ts";

/** How often each credential may still call Cal.com; one for a process. */
export interface CredentialBudgets {
  /** The budget of one client. */
  budgetFor(owner: BudgetOwner, use: CalUse): CallBudget;
  /** Leases ahead of the calls, while the caller does something else, so that they do not wait for it. */
  prepare(owner: BudgetOwner, use: CalUse): void;
  /** Takes in what was leased for it with the booking. */
  takeIn(owner: BudgetOwner, use: CalUse, leased: LeasedCalls): void;
}

interface Deps {
  shared: BudgetStore;
  clock: SteadyClock;
  log: Pick<Logger, "error">;
  telemetry: Pick<Telemetry, "count">;
}

const maxKept = 10_000;
/** A call gives up after so many leases, when others are always faster. */
const maxLeases = 4;
const giveUpMs = 1_000;

/**
 * Keeps every credential within its limit at Cal.com, for all processes together, and a part of it for
 * what is more important. Requests are leased in batches, one query for all that are asked for at the
 * same time; a call waits for it only where nothing was prepared.
 */
export function createCredentialBudgets(deps: Deps): CredentialBudgets {
  const { clock, telemetry, log, shared } = deps;
  const leaser = createLeaser({
    shared,
    clock,
    onError: (error) => log.error("CAL_BUDGET_ERROR", error),
  });
  const pools = new LRUCache<string, LeasePool>(atMost(maxKept));
  const credentials = new LRUCache<string, CredentialState>(atMost(maxKept));
  const poolOf = (share: BudgetShare) =>
    keep(pools, `${share.key} ${share.permille}`, () => newPool(share));
  const leaseAhead = (taken: readonly LeasePool[], credential: CredentialState): void => {
    const now = clock.elapsed();
    for (const pool of taken) {
      const isLow = countIn(pool, now) * 2 < pool.share.batch;
      if (isLow && pool.askAgainAt <= now) void leaser.lease(pool, credential);
    }
  };

  return {
    budgetFor(owner, use) {
      const shares = sharesOf(owner, use);
      const [{ key }] = shares;
      const credential = keep(credentials, key, newCredential);
      const taken = shares.map(poolOf);
      // No account is opened for it, so this is the moment to begin.
      if (owner.of === "anonymous") leaseAhead(taken, credential);
      const report = (waitMs: number): number => {
        const outcome = waitMs > 0 ? "heldBack" : "sent";
        telemetry.count("reslot.cal.budget", { purpose: use.purpose, outcome });
        return waitMs;
      };
      return {
        take() {
          const waitMs = takeNow(taken, credential, clock.elapsed());
          if (waitMs !== null) return report(waitMs);
          return takeLater({ taken, credential, clock, leaser }).then(report);
        },
        onAnswer(answer) {
          noteAnswer(credential, answer, clock.elapsed());
          if (answer.refusedForMs === 0) return;
          telemetry.count("reslot.cal.blocked", { purpose: use.purpose });
          void leaser.block(key, answer.refusedForMs);
        },
      };
    },

    prepare(owner, use) {
      const shares = sharesOf(owner, use);
      leaseAhead(shares.map(poolOf), keep(credentials, shares[0].key, newCredential));
    },

    takeIn(owner, use, { grants, askedAt }) {
      const shares = sharesOf(owner, use);
      const credential = keep(credentials, shares[0].key, newCredential);
      for (const share of shares) {
        const isIts = ({ key, permille }: BudgetGrant) =>
          key === share.key && permille === share.permille;
        const grant = grants.find(isIts);
        if (grant) leaser.takeIn(poolOf(share), credential, { grant, askedAt });
      }
    },
  };
}

function keep<Kept extends object>(
  all: LRUCache<string, Kept>,
  key: string,
  make: () => Kept,
): Kept {
  const kept = all.get(key) ?? make();
  all.set(key, kept);
  return kept;
}

/** 0 when the call may be sent, which it then counts as; null when nothing is leased for it. */
function takeNow(
  taken: readonly LeasePool[],
  { blockedUntil }: CredentialState,
  now: number,
): number | null {
  if (blockedUntil > now) return blockedUntil - now;
  if (taken.some((pool) => countIn(pool, now) === 0)) return null;
  for (const pool of taken) spendFrom(pool, now);
  return 0;
}

interface Taking {
  taken: readonly LeasePool[];
  credential: CredentialState;
  clock: SteadyClock;
  leaser: Leaser;
}

async function takeLater({ taken, credential, clock, leaser }: Taking): Promise<number> {
  for (let count = 0; count < maxLeases; count += 1) {
    const now = clock.elapsed();
    const empty = taken.filter((pool) => countIn(pool, now) === 0);
    const refused = empty.filter(({ askAgainAt }) => askAgainAt > now);
    if (refused.length > 0) {
      return Math.max(...refused.map(({ refilledAt }) => refilledAt)) - now;
    }
    for (const pool of empty) pool.waiting += 1;
    await Promise.all(empty.map((pool) => leaser.lease(pool, credential)));
    for (const pool of empty) pool.waiting -= 1;
    const waitMs = takeNow(taken, credential, clock.elapsed());
    if (waitMs !== null) return waitMs;
  }
  return giveUpMs;
}
