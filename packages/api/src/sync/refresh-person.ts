import type { Needs } from "../app/app.ts";
import type { CleanProfile } from "../person/clean-profile.ts";
import { readProfile, saveProfile } from "../person/save-profile.ts";
import type { SyncDeps } from "./sync-coach.ts";
import { syncNewPerson } from "./sync-new-person.ts";

type RefreshDeps = SyncDeps & Needs<"identity">;

/**
 * Takes over what the identity provider says of a person now, and finds the meetings of addresses that
 * are new. A person who has never been here stays unknown; so does one who has no account any more.
 *
 * @returns false when there is no row for this person, or no account
 * @throws {AppError} ADDRESS_NEEDED where another account has the address that they sign in with
 * @throws whatever `identity.getProfile` throws; the row stays as it is
 */
export async function refreshPerson(deps: RefreshDeps, clerkUserId: string): Promise<boolean> {
  if (!(await deps.db.users.getByClerkId(clerkUserId))) return false;
  const profile = await readProfile(deps, clerkUserId);
  return profile !== null && takeOver(deps, clerkUserId, profile);
}

/** The same with a profile that was read. */
export async function takeOver(
  deps: RefreshDeps,
  clerkUserId: string,
  profile: CleanProfile,
): Promise<boolean> {
  if (profile.email === null) {
    await deps.db.users.releaseAddresses({ clerkUserId, keep: [] });
    await deps.db.users.putOffCheck([clerkUserId]);
    deps.caches.users.deleteByPrefix(clerkUserId);
    return true;
  }
  const saved = await saveProfile(deps, { clerkUserId, ulid: null }, profile);
  if (saved) await syncNewPerson(deps, saved.user, saved.fresh);
  return saved !== null;
}
