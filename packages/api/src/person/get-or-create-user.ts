import type { User } from "@reslot/db";
import type { Needs } from "../app/app.ts";
import { AppError } from "../core/errors/app-error.ts";
import { type ProfileDeps, readProfile, saveProfile } from "./save-profile.ts";

/**
 * The person's row; created from their profile the first time they call.
 *
 * @returns `newAddresses`: those that the row has since this call
 * @throws {AppError} UNAUTHENTICATED for a deleted account; ADDRESS_NEEDED
 */
export async function getOrCreateUser(
  deps: ProfileDeps & Needs<"newUlid">,
  clerkUserId: string,
): Promise<{ user: User; newAddresses: readonly string[] }> {
  const known = await deps.db.users.getByClerkId(clerkUserId);
  if (known) return { user: known, newAddresses: [] };
  const profile = await readProfile(deps, clerkUserId);
  const saved =
    profile && (await saveProfile(deps, { clerkUserId, ulid: deps.newUlid() }, profile));
  if (!saved) throw new AppError("UNAUTHENTICATED");
  return { user: saved.user, newAddresses: saved.fresh };
}
