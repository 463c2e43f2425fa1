import type { Actor } from "../app/actor.ts";
import type { Needs } from "../app/app.ts";
import { erasePerson } from "./erase-person.ts";

/**
 * Deletes the account of a person who asks for it, at the identity provider first: otherwise they would
 * be back at their next request. Their meetings stay for the other person, and at Cal.com.
 *
 * @throws whatever `identity.deleteAccount` throws; nothing is erased then
 */
export async function deletePerson(
  deps: Needs<"db" | "caches" | "identity">,
  { user }: Actor,
): Promise<{ deleted: true }> {
  await deps.identity.deleteAccount?.(user.clerkUserId);
  await erasePerson(deps, user.clerkUserId);
  return { deleted: true };
}
