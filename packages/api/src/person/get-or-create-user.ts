import type { User } from "@reslot/db";
import type { Needs } from "../app/app.ts";

/** The person's row; created from their profile the first time they call. */
export async function getOrCreateUser(
  { db, identity, newUlid }: Needs<"db" | "identity" | "newUlid">,
  clerkUserId: string,
): Promise<{ user: User; isNew: boolean }> {
  const known = await db.users.getByClerkId(clerkUserId);
  if (known) return { user: known, isNew: false };
  const { email, name } = await identity.getProfile(clerkUserId);
  const user = await db.users.create({ ulid: newUlid(), clerkUserId, email, name });
  return { user, isNew: true };
}
