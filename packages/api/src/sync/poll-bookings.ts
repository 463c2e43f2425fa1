import { CalError } from "@reslot/cal";
import { hourMs, parseInstant } from "@reslot/cal/time";
import type { Booking } from "@reslot/db";
import type { Needs } from "../app/app.ts";
import { createBookingReader } from "../cal-credentials/booking-reader.ts";
import { isBeingMoved } from "./is-being-moved.ts";
import { reconcileBooking, type ReconcileDeps } from "./reconcile-booking.ts";

type PollDeps = ReconcileDeps & Needs<"cal" | "calAccounts" | "clock" | "log">;

/** Twenty reads a minute: well inside what Cal.com allows without a token. */
const batchSize = 5;

/** One batch of polled bookings. */
interface PolledBookings {
  bookings: number;
  /** Where the next batch starts; null: at the beginning. */
  nextCursor: string | null;
  coachUserUlids: string[];
}

/**
 * Reads the next few upcoming bookings at Cal.com, and takes over what changed there without a webhook:
 * moves, confirmations, cancellations.
 */
export async function pollBookings(
  deps: PollDeps,
  { cursor }: { cursor: string | null },
): Promise<PolledBookings> {
  const { items, nextCursor } = await deps.db.bookings.listCurrent({ cursor, limit: batchSize });
  await Promise.all(items.map((booking) => pollOne(deps, booking)));
  const coachUserUlids = [...new Set(items.map(({ coachUserUlid }) => coachUserUlid))];
  return { bookings: items.length, nextCursor, coachUserUlids };
}

async function pollOne(deps: PollDeps, booking: Booking): Promise<void> {
  try {
    if (await isBeingMoved(deps, booking)) return;
    const calUid = booking.calBookingId;
    const reader = createBookingReader(deps, {
      coachUserUlid: booking.coachUserUlid,
      purpose: "sync",
    });
    const { last } = await reconcileBooking(deps, { reader, calUid, cause: "reconcile" });
    // Only the booking that was moved away tells of a cancellation that raced the move.
    const isRecent = deps.clock.now() - parseInstant(booking.updatedAt) < hourMs;
    if (booking.version > 1 && isRecent && last.rescheduledFromUid) {
      await reconcileBooking(deps, { reader, calUid: last.rescheduledFromUid, cause: "reconcile" });
    }
  } catch (error) {
    if (error instanceof CalError && error.code === "NOT_FOUND") return; // noted, and shown as gone
    deps.log.error("POLL_BOOKINGS_ERROR", error, { bookingUlid: booking.ulid });
  }
}
