import { dayMs } from "@reslot/cal/time";
import type { Needs } from "../app/app.ts";
import type { CleanProfile } from "../person/clean-profile.ts";
import { erasePerson } from "../person/erase-person.ts";
import { readProfile } from "../person/save-profile.ts";
import { takeOver } from "./refresh-person.ts";
import type { SyncDeps } from "./sync-coach.ts";

/** How often each person is compared with the identity provider, should its webhook have been lost. */
const everyMs = dayMs;
/** Of one run a minute: one call each. */
const mostPerRun = 20;
/** How many others are asked about before an account is taken for deleted. */
const witnesses = 5;

type CheckDeps = SyncDeps & Needs<"identity">;

/**
 * Compares the people who were compared the longest ago with the identity provider: addresses and names
 * are taken over, and who has no account any more is erased. What fails for one stops no other.
 *
 * @returns how many were due
 * @throws what the provider throws when it answers about none of them
 */
export async function checkProfiles(deps: CheckDeps): Promise<number> {
  const due = await deps.db.users.listDueForCheck({ limit: mostPerRun, everyMs });
  const gone: string[] = [];
  const failures: unknown[] = [];
  const done: string[] = [];
  for (const clerkUserId of due) {
    try {
      const profile = await readProfile(deps, clerkUserId);
      if (profile) await compare(deps, clerkUserId, profile);
      (profile ? done : gone).push(clerkUserId);
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0 && failures.length === due.length) throw failures[0];
  await deps.db.users.putOffCheck(due.filter((each) => !done.includes(each)));
  if (gone.length > 0) await eraseAll(deps, gone, { isTrusted: done.length > 0 });
  return due.length;
}

async function compare(deps: CheckDeps, clerkUserId: string, profile: CleanProfile): Promise<void> {
  try {
    await takeOver(deps, clerkUserId, profile);
  } catch (error) {
    deps.log.error("CHECK_PROFILES_ERROR", error);
    await deps.db.users.putOffCheck([clerkUserId]);
  }
}

/** With the keys of another installation the provider knows none of them: then none is erased. */
async function eraseAll(
  deps: CheckDeps,
  gone: readonly string[],
  { isTrusted }: { isTrusted: boolean },
): Promise<void> {
  if (isTrusted || (await knowsOthers(deps, gone))) {
    for (const clerkUserId of gone) await erasePerson(deps, clerkUserId);
    return;
  }
  const error = new Error("The identity provider knows none of the people who were compared.");
  deps.log.error("CHECK_PROFILES_ERROR", error, { people: gone.length });
}

async function knowsOthers(deps: CheckDeps, gone: readonly string[]): Promise<boolean> {
  const others = await deps.db.users.listDueForCheck({
    limit: witnesses + gone.length,
    everyMs: 0,
  });
  for (const clerkUserId of others.filter((each) => !gone.includes(each)).slice(0, witnesses)) {
    if (await readProfile(deps, clerkUserId)) return true;
  }
  return false;
}
