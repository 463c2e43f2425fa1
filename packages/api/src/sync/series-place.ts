import type { CalBooking } from "@reslot/cal";
import { addMonths, daysBetween, isTimeZone, localDay, parseInstant } from "@reslot/cal/time";
import type { SeriesPlace } from "@reslot/db";

/**
 * Which occurrence of its series a booking is, from the series as Cal.com lists it, moved-away
 * and cancelled occurrences included. The place is the one at which it was booked, however often and
 * wherever it was moved since. The rhythm is read off the dates that exist, in the attendee's time
 * zone: a series can have fewer occurrences than its event type says, and the event type changes.
 *
 * @returns null for a single booking
 */
export function seriesPlaceOf(
  booking: CalBooking,
  series: readonly CalBooking[],
): SeriesPlace | null {
  const calSeriesUid = booking.recurringBookingUid;
  if (!calSeriesUid) return null;
  const origins = series
    .filter(({ rescheduledFromUid }) => !rescheduledFromUid)
    .toSorted((a, b) => parseInstant(a.start) - parseInstant(b.start));
  const origin = originOf(booking, series);
  const index = origins.findIndex(({ uid }) => uid === origin.uid);
  return {
    calSeriesUid,
    position: index === -1 ? null : index + 1,
    rhythm: rhythmOf(origins.map(({ start, attendees }) => dayOf(start, attendees[0]?.timeZone))),
  };
}

/** The uids under which Cal.com knew the booking before, the latest first. */
export function earlierUidsOf(booking: CalBooking, series: readonly CalBooking[]): string[] {
  const uids: string[] = [];
  let { rescheduledFromUid: from } = booking;
  while (from && from !== booking.uid && !uids.includes(from)) {
    uids.push(from);
    from = series.find(({ uid }) => uid === uids.at(-1))?.rescheduledFromUid;
  }
  return uids;
}

function originOf(booking: CalBooking, series: readonly CalBooking[]): CalBooking {
  const first = earlierUidsOf(booking, series).at(-1);
  return series.find(({ uid }) => uid === first) ?? booking;
}

function dayOf(start: string, timeZone: string | null | undefined): string {
  return localDay(parseInstant(start), timeZone && isTimeZone(timeZone) ? timeZone : "UTC");
}

const daysApart = new Map<number, SeriesPlace["rhythm"]>([
  [1, "daily"],
  [7, "weekly"],
  [14, "fortnightly"],
]);
const monthsApart = new Map<number, SeriesPlace["rhythm"]>([
  [1, "monthly"],
  [12, "yearly"],
]);

/** One date alone has no rhythm, nor have dates at unequal distances. */
function rhythmOf([first, ...later]: readonly string[]): SeriesPlace["rhythm"] {
  if (first === undefined || later.length === 0) return null;
  const isEvery = (nth: (index: number) => string): boolean =>
    later.every((date, index) => date === nth(index + 1));
  for (const [days, rhythm] of daysApart) {
    if (later.every((date, index) => daysBetween(first, date) === days * (index + 1)))
      return rhythm;
  }
  for (const [months, rhythm] of monthsApart) {
    if (isEvery((index) => addMonths(first, months * index))) return rhythm;
  }
  return null;
}
