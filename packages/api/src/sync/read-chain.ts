import { type CalBooking, type CalBookingList, CalError } from "@reslot/cal";
import type { BookingReader } from "../cal-credentials/booking-reader.ts";

/** One look follows so many moves and records them; the next look continues from there. */
const maxHops = 50;

/** A booking at Cal.com and every move away from it. */
export interface MoveChain {
  /** From the booking that was read to the one it has become; at least one. */
  readonly chain: readonly CalBooking[];
  /** The end of the chain: the booking as it is at Cal.com now, if the chain was followed to its end. */
  readonly last: CalBooking;
  /** How many bookings of the chain were moved to two times at once, and both take place. */
  readonly forks: number;
  /** `cut`: there are more moves. `circle`: the moves lead back, so that no booking takes place. */
  readonly ending: "end" | "cut" | "circle";
  /** Why the chain could not be followed further, where that is a failure. */
  readonly failure?: unknown;
}

/**
 * Reads a booking and follows its moves. A moved-away occurrence of a recurring series looks exactly
 * like a cancelled one, so the series is read where an occurrence has ended: one more call. What fails
 * after the first booking cuts the chain there.
 *
 * @throws {CalError} when Cal.com does not answer, or knows no such booking
 */
export async function readChain(reader: BookingReader, calUid: string): Promise<MoveChain> {
  const first = await reader.readBooking(calUid);
  if (first.recurringBookingUid) {
    if (isLive(first)) return { chain: [first], last: first, forks: 0, ending: "end" };
    const series = await reader.readSeries(first.recurringBookingUid);
    return followInSeries(series, series.bookings.find(({ uid }) => uid === calUid) ?? first);
  }
  const chain = [first];
  const seen = new Set([calUid]);
  for (let last = first; ;) {
    const { rescheduledToUid: next } = last;
    const common = { chain, last, forks: 0 };
    if (!next) return { ...common, ending: "end" };
    if (seen.has(next)) return { ...common, ending: "circle" };
    if (chain.length > maxHops) return { ...common, ending: "cut" };
    seen.add(next);
    try {
      last = await reader.readBooking(next);
    } catch (failure) {
      return { ...common, ending: "cut", failure };
    }
    chain.push(last);
  }
}

/**
 * The moves away from an occurrence, found in its series. Of two successors the one that leads to a
 * booking that takes place is followed, the earlier one of two such.
 *
 * @throws {CalError} UNEXPECTED_RESPONSE when the successor may be one that could not be read
 */
export function followInSeries(
  { bookings: series, unreadable }: CalBookingList,
  first: CalBooking,
): MoveChain {
  const chain = [first];
  let forks = 0;
  for (let last = first; ;) {
    const seen = new Set(chain.map(({ uid }) => uid));
    const next = series.filter(
      ({ uid, rescheduledFromUid }) => rescheduledFromUid === last.uid && !seen.has(uid),
    );
    const taking = next.filter((each) => leadsToLive(series, each, seen));
    if (taking.length > 1) forks += 1;
    const [successor] = (taking.length > 0 ? taking : next).toSorted(byCreation);
    if (!successor) {
      if (!isLive(last) && unreadable.length > 0) throw maybeMoved();
      return { chain, last, forks, ending: "end" };
    }
    chain.push(successor);
    last = successor;
  }
}

function leadsToLive(
  series: readonly CalBooking[],
  booking: CalBooking,
  before: ReadonlySet<string>,
): boolean {
  if (isLive(booking)) return true;
  const seen = new Set([...before, booking.uid]);
  return series.some(
    (each) =>
      each.rescheduledFromUid === booking.uid &&
      !seen.has(each.uid) &&
      leadsToLive(series, each, seen),
  );
}

function byCreation(a: CalBooking, b: CalBooking): number {
  return (a.createdAt ?? "").localeCompare(b.createdAt ?? "") || (a.id ?? 0) - (b.id ?? 0);
}

function maybeMoved(): CalError {
  const details = { reason: "unreadableOccurrence" };
  return new CalError("UNEXPECTED_RESPONSE", { operation: "bookings.getSeries", details });
}

/** True for a booking that takes place as far as Cal.com says. */
export function isLive({ status }: CalBooking): boolean {
  return status === "accepted" || status === "pending";
}
