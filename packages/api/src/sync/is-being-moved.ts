import type { Booking } from "@reslot/db";
import type { Ports } from "../app/ports.ts";

/** True while a move of ours is on its way: that move, or its recovery, hears of the outcome itself. */
export async function isBeingMoved(
  ports: Ports,
  { ulid, calBookingId }: Pick<Booking, "ulid" | "calBookingId">,
): Promise<boolean> {
  if (ports.caches.moves.isMoving(calBookingId)) return true;
  return (await ports.db.attempts.getInFlight({ bookingUlid: ulid })) !== null;
}
