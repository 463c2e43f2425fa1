import type { Actor } from "../app/actor.ts";
import type { Needs } from "../app/app.ts";
import { AppError } from "../core/errors/app-error.ts";
import type { AcknowledgeInput } from "./schemas.ts";

/**
 * The mentee says that the time of a meeting works for them, which its coach then sees. Saying it again
 * is fine. One query.
 *
 * @throws {AppError} BOOKING_CHANGED when it is not the version they read, or takes place no more
 */
export async function acknowledge(
  { db }: Needs<"db">,
  { user }: Actor,
  { bookingUlid, version }: AcknowledgeInput,
): Promise<{ acknowledgedAt: string }> {
  const at = await db.bookings.acknowledge({ bookingUlid, userUlid: user.ulid, version });
  if (at === null) throw new AppError("BOOKING_CHANGED");
  return { acknowledgedAt: at };
}
