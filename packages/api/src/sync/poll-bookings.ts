import type { Booking } from "@reslot/db";
import { reconcileBooking } from "./reconcile-booking.ts";
import type { Ports } from "../app/ports.ts";
import { isBeingMoved } from "./is-being-moved.ts";

/** Twenty reads a minute: well inside what Cal.com allows without a token. */
const batchSize = 5;

/** What a look at a few bookings saw. */
interface Watched {
  bookings: number;
  /** Where the next look goes on; null: from the start. */
  nextCursor: string | null;
  coachUserUlids: string[];
}

/**
 * Reads the next few upcoming bookings again at Cal.com, and takes over what changed there without a
 * word: moves, confirmations, ends.
 */
export async function pollBookings(
  ports: Ports,
  { cursor }: { cursor: string | null },
): Promise<Watched> {
  const { items, nextCursor } = await ports.db.bookings.listCurrent({ cursor, limit: batchSize });
  await Promise.all(items.map((booking) => follow(ports, booking)));
  const coachUserUlids = [...new Set(items.map(({ coachUserUlid }) => coachUserUlid))];
  return { bookings: items.length, nextCursor, coachUserUlids };
}

async function follow(ports: Ports, booking: Booking): Promise<void> {
  try {
    if (await isBeingMoved(ports, booking)) return;
    await reconcileBooking(ports, { calUid: booking.calBookingId, cause: "reconcile" });
  } catch (error) {
    ports.log.error("POLL_BOOKINGS_ERROR", error, { bookingUlid: booking.ulid });
  }
}
