import { CalError } from "@reslot/cal";
import type { CoachSyncClaim } from "@reslot/db";
import { syncCoach, type SyncDeps, syncLeaseMs } from "./sync-coach.ts";

/** How many coaches one round takes. */
const batchSize = 8;

/**
 * Syncs the coaches who are due, those with the soonest meetings first. Any number of processes may do
 * it at the same time.
 *
 * @returns how many coaches were due
 */
export async function syncCoaches(deps: SyncDeps): Promise<number> {
  const claims = await deps.db.coachSyncs.claim({ limit: batchSize, leaseMs: syncLeaseMs });
  await Promise.all(claims.map((claim) => syncOne(deps, claim)));
  return claims.length;
}

async function syncOne(deps: SyncDeps, claim: CoachSyncClaim): Promise<void> {
  try {
    await syncCoach(deps, claim);
  } catch (error) {
    // It is we who wait for our own budget: the coach is tried again when there is room.
    if (error instanceof CalError && error.code === "HELD_BACK") return;
    deps.log.error("SYNC_COACH_ERROR", error, { coachUserUlid: claim.userUlid });
  }
}
