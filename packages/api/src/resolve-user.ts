import type { User } from "@reslot/db";
import type { Ports } from "./ports.ts";

/** The person's row; made from their profile the first time they call. */
export async function resolveUser(ports: Ports, clerkUserId: string): Promise<User> {
  const known = await ports.db.users.getByClerkId(clerkUserId);
  if (known) return known;
  const { email, name, timeZone } = await ports.identity.getProfile(clerkUserId);
  return ports.db.users.create({
    ulid: ports.newUlid(),
    clerkUserId,
    email,
    name,
    timeZone: timeZone ?? "UTC",
  });
}
