import { dayMs, weekMs } from "@reslot/cal/time";
import type { Needs } from "../app/app.ts";

/**
 * Deletes processed webhooks after a week, delivered changes after a day, rate-limit counts and budgets
 * of credentials that have expired, and what was kept of erased people until their meetings were over. Any
 * number of processes may do it.
 */
export async function pruneTables({ db, log }: Needs<"db" | "log">): Promise<void> {
  const [calls, changes, limits, budgets, erased] = await Promise.all([
    db.webhookInbox.prune({ keepMs: weekMs }),
    db.changeFeed.prune({ keepMs: dayMs }),
    db.rateLimits.prune({ keepMs: 2 * dayMs }),
    db.calBudgets.prune({ keepMs: dayMs }),
    db.observations.pruneErased(),
  ]);
  log.info("pruneTables", { calls, changes, limits, budgets, erased });
}
