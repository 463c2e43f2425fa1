import type { Ports } from "../app/ports.ts";

/**
 * Forgets somebody who has deleted their account: credentials, name and address. Their meetings stay
 * for the other person.
 *
 * @returns false when there is no row for this person
 */
export async function erasePerson(ports: Ports, clerkUserId: string): Promise<boolean> {
  const isForgotten = await ports.db.users.anonymise({ clerkUserId });
  ports.caches.users.forget(clerkUserId);
  return isForgotten;
}
