import { CalError } from "@reslot/cal";
import type { CoachSyncClaim } from "@reslot/db";
import { syncCoach, type SyncDeps } from "./sync-coach.ts";
import { syncRound } from "./sync-round.ts";

/**
 * Syncs coaches who are due. Any number of processes may do it at the same time.
 *
 * @returns how many coaches were due
 */
export function syncCoaches(deps: SyncDeps): Promise<number> {
  return syncRound(deps.db.coachSyncs, (claim) => syncOne(deps, claim));
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
