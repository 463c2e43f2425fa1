import type { Ports } from "../ports.ts";

const everyMs = 3_600_000;
const dayMs = 86_400_000;
const batchSize = 100;

/**
 * Once an hour: forgets settled calls of Cal.com's after a week and told changes after a day, and
 * seals tokens anew that an older key had sealed. Any number of processes may do it.
 *
 * @returns how many rows were touched; 0 for most ticks
 */
export async function housekeep(ports: Ports): Promise<number> {
  const now = ports.clock.now();
  if (now < ports.memory.housekeepingAt) return 0;
  ports.memory.housekeepingAt = now + everyMs;
  const [calls, changes, tokens] = await Promise.all([
    ports.db.webhookInbox.prune({ keepMs: 7 * dayMs }),
    ports.db.changeFeed.prune({ keepMs: dayMs }),
    ports.db.calConnections.resealAll({ limit: batchSize }),
  ]);
  ports.log.info("housekept", { calls, changes, ...tokens });
  return calls + changes + tokens.resealed;
}
