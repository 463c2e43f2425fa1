import type { User } from "@reslot/db";
import { hashAddress } from "../core/address/hash-address.ts";
import { syncCoachNow, type SyncDeps } from "./sync-coach.ts";

/**
 * Finds the meetings a person already has with coaches here, at their first request, before they see
 * an empty list: the coaches in whose bookings one of their new addresses was left alone are synced.
 * Several people who sign up at a time share a coach's sync: the one that runs, and one after it. Never
 * rejects: what cannot be read now comes with that next sync.
 */
export async function syncNewPerson(
  deps: SyncDeps,
  { ulid: userUlid }: Pick<User, "ulid">,
  newAddresses: readonly string[],
): Promise<void> {
  try {
    const found = await Promise.all(
      newAddresses.map((address) => deps.db.coachSyncs.hurryForAddress(hashAddress(address))),
    );
    const coaches = new Set(found.flat());
    await Promise.all([...coaches].map((coachUserUlid) => syncCoachNow(deps, coachUserUlid)));
  } catch (error) {
    deps.log.error("SYNC_COACH_ERROR", error, { userUlid });
  }
}
