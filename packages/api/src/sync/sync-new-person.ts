import type { User } from "@reslot/db";
import { hashAddress } from "../core/hash-address.ts";
import { syncCoachNow, type SyncDeps } from "./sync-coach.ts";

/**
 * Finds the meetings a person already has with coaches here, at their first request, before they see
 * an empty list: the coaches in whose bookings this address was left alone are synced. Several people
 * who sign up at a time share a coach's sync: the one that runs, and one after it. Never rejects: what
 * cannot be read now comes with that next sync.
 */
export async function syncNewPerson(
  deps: SyncDeps,
  { ulid: userUlid, email }: Pick<User, "ulid" | "email">,
): Promise<void> {
  try {
    const coaches = await deps.db.coachSyncs.hurryForAddress(hashAddress(email));
    await Promise.all(coaches.map((coachUserUlid) => syncCoachNow(deps, coachUserUlid)));
  } catch (error) {
    deps.log.error("SYNC_COACH_ERROR", error, { userUlid });
  }
}
