import { dayMs } from "@reslot/cal/time";
import type { Ports } from "../app/ports.ts";

/**
 * Forgets settled calls of Cal.com's after a week, told changes after a day, and counts of limits
 * that count no more. Any number of processes may do it.
 */
export async function pruneTables(ports: Ports): Promise<void> {
  const [calls, changes, limits] = await Promise.all([
    ports.db.webhookInbox.prune({ keepMs: 7 * dayMs }),
    ports.db.changeFeed.prune({ keepMs: dayMs }),
    ports.db.rateLimits.prune({ keepMs: 2 * dayMs }),
  ]);
  ports.log.info("pruneTables", { calls, changes, limits });
}
