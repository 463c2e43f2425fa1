import { normalizeTimeZone } from "@reslot/cal/time";
import type { User } from "@reslot/db";
import type { Actor } from "../app/actor.ts";
import type { Needs } from "../app/app.ts";
import { AppError } from "../core/errors/app-error.ts";
import type { UpdatePersonInput } from "./schemas.ts";
import type { PersonalDetails } from "./types.ts";

/** The person's own details. */
export function detailsOfPerson({ name, timeZone, timeZoneFrom }: User): PersonalDetails {
  return { name, timeZone, timeZoneFrom };
}

/**
 * Saves the person's time zone: their own choice, which replaces everything, or what their browser
 * says, which fills in where nothing is known. UTC from a browser says nothing: it hides the zone.
 *
 * @returns the details after that, whichever source has won
 */
export async function updatePerson(
  { db, caches }: Needs<"db" | "caches">,
  { user }: Actor,
  { timeZone: given, timeZoneFrom: from }: UpdatePersonInput,
): Promise<PersonalDetails> {
  const timeZone = normalizeTimeZone(given);
  const isKnown = timeZone !== null && (from === "choice" || timeZone !== "UTC");
  if (isKnown) await db.users.learnTimeZone({ userUlid: user.ulid, timeZone, from });
  caches.users.deleteByPrefix(user.clerkUserId);
  const now = await db.users.getByUlid(user.ulid);
  if (!now) throw new AppError("NOT_FOUND");
  return detailsOfPerson(now);
}
