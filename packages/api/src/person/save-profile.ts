import type { SavedProfile } from "@reslot/db";
import type { Needs } from "../app/app.ts";
import { AppError } from "../core/errors/app-error.ts";
import { addressesOf, type CleanProfile, cleanProfile } from "./clean-profile.ts";
import { erasePerson } from "./erase-person.ts";

export type ProfileDeps = Needs<"caches" | "db" | "identity">;

type Saved = Extract<SavedProfile, { outcome: "saved" }>;

/** A concurrent request may have taken an address each time. */
const maxTries = 4;

/** What the identity provider says of a person now; null when there is no such account any more. */
export async function readProfile(
  { identity }: Needs<"identity">,
  clerkUserId: string,
): Promise<CleanProfile | null> {
  try {
    return cleanProfile(await identity.getProfile(clerkUserId));
  } catch (error) {
    if (error instanceof AppError && error.code === "UNAUTHENTICATED") return null;
    throw error;
  }
}

/**
 * Saves what the identity provider says of a person, in a row of theirs or, where `ulid` is given, a new
 * one. An address that is taken here passes on only once the provider was asked about its holder,
 * and no longer says that it is theirs.
 *
 * @returns null when there is no row for this person, and none was to be made
 * @throws {AppError} ADDRESS_NEEDED without a verified address, or where another account has it
 * @throws whatever `identity.getProfile` throws about an earlier holder: nothing is saved
 */
export async function saveProfile(
  deps: ProfileDeps,
  { clerkUserId, ulid }: { clerkUserId: string; ulid: string | null },
  { email, otherEmails, name }: CleanProfile,
): Promise<Saved | null> {
  if (email === null) throw new AppError("ADDRESS_NEEDED", { details: { reason: "unverified" } });
  const asked = new Set<string>();
  for (let tries = 0; tries < maxTries; tries += 1) {
    const saved = await deps.db.users.saveProfile({
      ulid,
      clerkUserId,
      email,
      otherEmails,
      name,
      leaveHeld: asked.size > 0,
    });
    if (saved.outcome === "unknown") return null;
    if (saved.outcome === "saved") return keepInStep(deps, saved);
    if (saved.outcome === "raced") continue;
    const holders = saved.by.filter((holder) => !asked.has(holder));
    if (holders.length === 0) {
      throw new AppError("ADDRESS_NEEDED", { details: { reason: "taken" } });
    }
    await Promise.all(holders.map((holder) => askAbout(deps, holder)));
    for (const holder of holders) asked.add(holder);
  }
  throw new AppError("SERVICE_BUSY");
}

/** The holder keeps what the provider says is theirs; the rest of their profile is due to be read. */
async function askAbout(deps: ProfileDeps, clerkUserId: string): Promise<void> {
  const profile = await readProfile(deps, clerkUserId);
  if (!profile) {
    await erasePerson(deps, clerkUserId);
    return;
  }
  await deps.db.users.releaseAddresses({ clerkUserId, keep: addressesOf(profile) });
  deps.caches.users.deleteByPrefix(clerkUserId);
}

function keepInStep({ caches }: Needs<"caches">, saved: Saved): Saved {
  caches.users.deleteByPrefix(saved.user.clerkUserId);
  for (const bookingUlid of saved.rebound) caches.participants.delete(bookingUlid);
  return saved;
}
