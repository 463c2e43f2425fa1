import type { Booking } from "@reslot/db";
import type { Needs } from "../app/app.ts";

/** True while a move of ours is in flight: it, or its recovery, learns the outcome itself. */
export async function isBeingMoved(
  { caches, db }: Needs<"caches" | "db">,
  { ulid, calBookingId }: Pick<Booking, "ulid" | "calBookingId">,
): Promise<boolean> {
  if (caches.recentMoves.isMoving(calBookingId)) return true;
  return (await db.attempts.getInFlight({ bookingUlid: ulid })) !== null;
}
