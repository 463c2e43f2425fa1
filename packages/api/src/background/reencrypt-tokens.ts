import type { Needs } from "../app/app.ts";

const batchSize = 100;

/**
 * Encrypts every token again that an older key had encrypted, so that the older key can be removed:
 * it can once this reports that nothing was left. Any number of processes may do it.
 */
export async function reencryptTokens({ db, log }: Needs<"db" | "log">): Promise<void> {
  const { reencrypted, unreadable } = await db.calConnections.reencryptTokens({
    limit: batchSize,
  });
  log.info("reencryptTokens", { reencrypted, unreadable });
}
