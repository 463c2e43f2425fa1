import type { User } from "@reslot/db";
import type { Ports } from "../ports.ts";
import { syncCoachBookings } from "./sync-coach-bookings.ts";

/** How many meetings are looked through for coaches. */
const maxHeads = 500;

/**
 * Finds the meetings a person already has with coaches here: at their first request, before they see
 * an empty list. Each coach is asked once, for meetings with this address alone. Never throws: what
 * cannot be read now comes with the coach's next sweep.
 */
export async function syncNewPerson(ports: Ports, user: User): Promise<void> {
  try {
    const { items } = await ports.db.bookings.listHeads({ cursor: null, limit: maxHeads });
    const coaches = new Set(items.map(({ coachUserUlid }) => coachUserUlid));
    coaches.delete(user.ulid);
    await Promise.all([...coaches].map((coachUserUlid) => syncOne(ports, { coachUserUlid, user })));
  } catch (error) {
    ports.log.error("CAL_SYNC_ERROR", error, { userUlid: user.ulid });
  }
}

async function syncOne(
  ports: Ports,
  { coachUserUlid, user }: { coachUserUlid: string; user: User },
): Promise<void> {
  await syncCoachBookings(ports, { coachUserUlid, attendeeEmail: user.email }).catch(
    (error: unknown) => ports.log.error("CAL_SYNC_ERROR", error, { coachUserUlid }),
  );
}
