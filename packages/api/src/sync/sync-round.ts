import type { CoachSyncClaim, Db } from "@reslot/db";

/** A coach whose sync takes longer is taken over by another worker. */
export const syncLeaseMs = 120_000;

/** How many coaches one round takes. */
const batchSize = 8;

/**
 * One round: claims coaches who are due, those with the soonest meetings first, and syncs them at the
 * same time.
 *
 * @returns how many coaches were due
 */
export async function syncRound(
  coachSyncs: Pick<Db["coachSyncs"], "claim">,
  sync: (claim: CoachSyncClaim) => Promise<void>,
): Promise<number> {
  const claims = await coachSyncs.claim({ limit: batchSize, leaseMs: syncLeaseMs });
  await Promise.all(claims.map((claim) => sync(claim)));
  return claims.length;
}
