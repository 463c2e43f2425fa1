import type { User } from "@reslot/db";
import type { Ports } from "../app/ports.ts";
import { syncCoach } from "./sync-coach.ts";

/** How many connected accounts are asked, those in use last first. */
const maxCoaches = 200;

/**
 * Finds the meetings a person already has with people here: at their first request, before they see
 * an empty list. Everybody with a connected account may be their coach, also one who has no meeting
 * here yet; each account is asked once, for meetings with this address alone. Never throws: what
 * cannot be read now comes with the coach's next sweep.
 */
export async function syncNewPerson(ports: Ports, user: User): Promise<void> {
  try {
    const connections = await ports.db.calConnections.listConnected({ limit: maxCoaches });
    const coaches = connections
      .map(({ userUlid }) => userUlid)
      .filter((ulid) => ulid !== user.ulid);
    await Promise.all(coaches.map((coachUserUlid) => syncOne(ports, { coachUserUlid, user })));
  } catch (error) {
    ports.log.error("SYNC_COACH_ERROR", error, { userUlid: user.ulid });
  }
}

async function syncOne(
  ports: Ports,
  { coachUserUlid, user }: { coachUserUlid: string; user: User },
): Promise<void> {
  await syncCoach(ports, { coachUserUlid, attendeeEmail: user.email }).catch((error: unknown) =>
    ports.log.error("SYNC_COACH_ERROR", error, { coachUserUlid }),
  );
}
