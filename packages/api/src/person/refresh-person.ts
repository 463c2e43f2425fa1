import type { Ports } from "../app/ports.ts";
import { syncNewPerson } from "../sync/sync-new-person.ts";

/**
 * Takes over what the identity provider says of a person now, and finds their meetings when their
 * address is a new one. Somebody who has never been here stays unknown.
 *
 * @returns false when there is no row for this person
 * @throws whatever `identity.getProfile` throws; the row stays as it is
 */
export async function refreshPerson(ports: Ports, clerkUserId: string): Promise<boolean> {
  const before = await ports.db.users.getByClerkId(clerkUserId);
  if (!before) return false;
  const { email, name, timeZone } = await ports.identity.getProfile(clerkUserId);
  const after = await ports.db.users.updateByClerkId({
    clerkUserId,
    email,
    name,
    ...(timeZone !== null && { timeZone }),
  });
  ports.caches.users.forget(clerkUserId);
  if (after && after.email !== before.email) await syncNewPerson(ports, after);
  return after !== null;
}
