import type { User } from "@reslot/db";
import { syncCoach, type SyncDeps } from "./sync-coach.ts";

/** How many connected accounts are asked, the most recently used first. */
const maxCoaches = 200;

/**
 * Finds the meetings a person already has with people here, at their first request, before they see
 * an empty list. Anyone with a connected account may be their coach, even without a meeting here;
 * each account is asked once, for meetings with this address alone. Never rejects: what cannot be
 * read now comes with the coach's next sync.
 */
export async function syncNewPerson(deps: SyncDeps, user: User): Promise<void> {
  try {
    const connections = await deps.db.calConnections.listConnected({ limit: maxCoaches });
    const coaches = connections
      .map(({ userUlid }) => userUlid)
      .filter((ulid) => ulid !== user.ulid);
    await Promise.all(coaches.map((coachUserUlid) => syncOne(deps, { coachUserUlid, user })));
  } catch (error) {
    deps.log.error("SYNC_COACH_ERROR", error, { userUlid: user.ulid });
  }
}

async function syncOne(
  deps: SyncDeps,
  { coachUserUlid, user }: { coachUserUlid: string; user: User },
): Promise<void> {
  await syncCoach(deps, { coachUserUlid, attendeeEmail: user.email }).catch((error: unknown) =>
    deps.log.error("SYNC_COACH_ERROR", error, { coachUserUlid }),
  );
}
