import type { Needs } from "../app/app.ts";
import type { SyncDeps } from "./sync-coach.ts";
import { syncNewPerson } from "./sync-new-person.ts";

/**
 * Takes over what the identity provider says of a person now, and finds their meetings when their
 * address has changed. A person who has never been here stays unknown.
 *
 * @returns false when there is no row for this person
 * @throws whatever `identity.getProfile` throws; the row stays as it is
 */
export async function refreshPerson(
  deps: SyncDeps & Needs<"identity">,
  clerkUserId: string,
): Promise<boolean> {
  const { db, identity, caches } = deps;
  const before = await db.users.getByClerkId(clerkUserId);
  if (!before) return false;
  const { email, name } = await identity.getProfile(clerkUserId);
  const after = await db.users.updateByClerkId({ clerkUserId, email, name });
  caches.users.deleteByPrefix(clerkUserId);
  if (after && after.email !== before.email) await syncNewPerson(deps, after);
  return after !== null;
}
