import type { Ports } from "../app/ports.ts";

const batchSize = 100;

/**
 * Seals every token anew that an older key had sealed, so that the older key can be taken away: it
 * can once this says that nothing was left. Any number of processes may do it.
 */
export async function reencryptTokens(ports: Ports): Promise<void> {
  const { reencrypted, unreadable } = await ports.db.calConnections.reencryptTokens({
    limit: batchSize,
  });
  ports.log.info("reencryptTokens", { reencrypted, unreadable });
}
