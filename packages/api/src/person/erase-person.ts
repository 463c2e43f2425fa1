import type { Needs } from "../app/app.ts";

/**
 * Erases a person who has deleted their account: credentials, name and address. Their meetings stay
 * for the other person.
 *
 * @returns false when there is no row for this person
 */
export async function erasePerson(
  { db, caches }: Needs<"db" | "caches">,
  clerkUserId: string,
): Promise<boolean> {
  const isErased = await db.users.anonymise({ clerkUserId });
  caches.users.deleteByPrefix(clerkUserId);
  return isErased;
}
