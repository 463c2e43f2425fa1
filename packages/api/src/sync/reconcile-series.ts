import type { CalBooking, CalBookingList } from "@reslot/cal";
import type { Booking } from "@reslot/db";
import type { BookingReader } from "../cal-credentials/booking-reader.ts";
import { isBeingMoved } from "./is-being-moved.ts";
import { isLive } from "./read-chain.ts";
import { reconcileOccurrence, type ReconcileDeps } from "./reconcile-booking.ts";
import type { Cause } from "./record-move.ts";

/** No series has more occurrences than this here; the sync of the coach finds what is left. */
const maxOccurrences = 200;

/**
 * Reads a recurring series once and takes over what has become of each of our bookings in it. Cal.com
 * sends one webhook when a whole series is cancelled, confirmed or declined, for one of its bookings.
 * What fails for one occurrence stops no other.
 *
 * @returns whether the series has a meeting ahead that is not one of ours
 * @throws {CalError} when Cal.com does not answer, or knows no such series
 */
export async function reconcileSeries(
  deps: ReconcileDeps,
  { reader, calSeriesUid, cause }: { reader: BookingReader; calSeriesUid: string; cause: Cause },
): Promise<{ hasNew: boolean }> {
  const { items: ours } = await deps.db.bookings.listCurrent({
    calSeriesUid,
    cursor: null,
    limit: maxOccurrences,
  });
  const series = await reader.readSeries(calSeriesUid);
  const known = new Set<string>();
  for (const booking of ours) {
    const last = await reconcileOne(deps, { booking, series, cause });
    known.add(booking.calBookingId).add(last?.uid ?? booking.calBookingId);
  }
  return { hasNew: series.bookings.some((each) => isLive(each) && !known.has(each.uid)) };
}

async function reconcileOne(
  deps: ReconcileDeps,
  { booking, series, cause }: { booking: Booking; series: CalBookingList; cause: Cause },
): Promise<CalBooking | null> {
  const { calBookingId: calUid, ulid: bookingUlid } = booking;
  try {
    if (await isBeingMoved(deps, booking)) return null;
    const seen = await reconcileOccurrence(deps, series, { calUid, cause });
    return seen?.last ?? null;
  } catch (error) {
    deps.log.error("RECONCILE_BOOKING_ERROR", error, { bookingUlid });
    return null;
  }
}
