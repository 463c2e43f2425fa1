import { dayMs, weekMs } from "@reslot/cal/time";
import type { Needs } from "../app/app.ts";

/** Of one table in one run; the next run, an hour later, goes on. */
const batchesAtMost = 1_000;

/**
 * Deletes what is not needed any more, batch by batch: processed webhooks after a week, delivered changes after a day,
 * rate-limit counts and budgets of credentials that have expired, settled mail and abandoned jobs after 30 days, settled
 * attempts and read notifications after 180, attempts that never reached Cal.com after a day, and what was kept of erased
 * people until their meetings were over. The history of meetings stays. Any number of processes may do it.
 */
export async function pruneTables({ db, log }: Needs<"db" | "log">): Promise<void> {
  const prunes = {
    calls: () => db.webhookInbox.prune({ keepMs: weekMs }),
    changes: () => db.changeFeed.prune({ keepMs: dayMs }),
    limits: () => db.rateLimits.prune({ keepMs: 2 * dayMs }),
    budgets: () => db.calBudgets.prune({ keepMs: dayMs }),
    mails: () => db.outbox.prune({ keepMs: 30 * dayMs }),
    jobs: () => db.jobs.prune({ keepMs: 30 * dayMs }),
    attempts: () => db.attempts.prune({ keepMs: 180 * dayMs, keepUnsentMs: dayMs }),
    notifications: () => db.notifications.prune({ keepMs: 180 * dayMs }),
    erased: () => db.observations.pruneErased(),
  };
  const deleted: Record<string, number> = {};
  for (const [name, prune] of Object.entries(prunes)) deleted[name] = await inBatches(prune);
  log.info("pruneTables", deleted);
}

async function inBatches(prune: () => Promise<number>): Promise<number> {
  let sum = 0;
  for (let batch = 0; batch < batchesAtMost; batch += 1) {
    const count = await prune();
    if (count === 0) break;
    sum += count;
  }
  return sum;
}
