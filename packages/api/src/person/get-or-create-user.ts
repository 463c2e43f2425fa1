import type { User } from "@reslot/db";
import type { Ports } from "../app/ports.ts";
import { syncNewPerson } from "../sync/sync-new-person.ts";
import { withTimeout } from "../infra/with-timeout.ts";

/** How long a first request waits for the person's meetings to be found. */
const syncPatienceMs = 3_000;

/** The person's row; made from their profile, and their meetings found, the first time they call. */
export async function getOrCreateUser(ports: Ports, clerkUserId: string): Promise<User> {
  const known = await ports.db.users.getByClerkId(clerkUserId);
  if (known) return known;
  const { email, name, timeZone } = await ports.identity.getProfile(clerkUserId);
  const user = await ports.db.users.create({
    ulid: ports.newUlid(),
    clerkUserId,
    email,
    name,
    timeZone: timeZone ?? "UTC",
  });
  await withTimeout(syncNewPerson(ports, user), syncPatienceMs);
  return user;
}
