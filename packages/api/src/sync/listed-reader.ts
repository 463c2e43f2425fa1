import type { CalBooking, CalBookingList } from "@reslot/cal";
import type { BookingReader } from "../cal-credentials/booking-reader.ts";
import { isLive } from "./read-chain.ts";

/**
 * Answers from a list that was read a moment ago, and asks Cal.com for the rest; each series once. A
 * listed booking that has ended is asked for again unless the list has its successor: people are told
 * that it does not take place.
 */
export function readListedFirst(
  reader: BookingReader,
  listed: readonly CalBooking[],
): BookingReader {
  const byUid = new Map(listed.map((booking) => [booking.uid, booking]));
  const successors = new Map(
    listed.flatMap(({ uid, rescheduledFromUid: from }) => (from ? [[from, uid] as const] : [])),
  );
  const series = new Map<string, Promise<CalBookingList>>();
  return {
    async readBooking(calUid) {
      const booking = byUid.get(calUid);
      if (!booking) return reader.readBooking(calUid);
      if (isLive(booking) || booking.recurringBookingUid) return booking;
      const rescheduledToUid = booking.rescheduledToUid ?? successors.get(calUid);
      return rescheduledToUid ? { ...booking, rescheduledToUid } : reader.readBooking(calUid);
    },
    readSeries(calSeriesUid) {
      const read = series.get(calSeriesUid) ?? reader.readSeries(calSeriesUid);
      series.set(calSeriesUid, read);
      return read;
    },
  };
}
