import { type CalBooking, CalError } from "@reslot/cal";
import { parseInstant } from "@reslot/cal/time";
import type { Booking } from "@reslot/db";
import type { App, Needs } from "../app/app.ts";
import type { BookingReader } from "../cal-credentials/booking-reader.ts";
import { isBeingMoved } from "./is-being-moved.ts";
import { type AccountReading, isNewer } from "./read-account.ts";
import { reconcileBooking, type ReconcileDeps } from "./reconcile-booking.ts";
import type { SyncCounts } from "./sync-counts.ts";

interface Reconciling {
  account: AccountReading;
  reader: BookingReader;
  coachUserUlid: string;
  /** Counted up. */
  counts: SyncCounts;
}

/** One of ours, and the uid from which it is read. */
interface Target {
  booking: Booking;
  calUid: string;
  /** False when it is only newer than what was read before. */
  isOtherwise: boolean;
}

/**
 * Takes over what has happened to ours: those listed otherwise than they are here, and those that are
 * missing from the whole list, which were moved, cancelled or rejected.
 *
 * @returns whether each was followed to its end, so that nothing listed can be one of them
 */
export async function reconcileListed(
  deps: ReconcileDeps,
  { account, reader, coachUserUlid, counts }: Reconciling,
): Promise<{ isComplete: boolean }> {
  const targets = [
    ...changedTargets(account),
    ...(await missingTargets(deps, account, coachUserUlid)),
  ];
  let isComplete = true;
  for (const target of targets) {
    const ending = await reconcileOne(deps, target, reader);
    if (ending === "moving") isComplete = false;
    if (ending === "gone" || (ending === "moving" && !target.isOtherwise)) continue;
    counts[ending] += 1;
    isComplete &&= ending === "reconciled";
  }
  return { isComplete };
}

/**
 * `moving`: a move of ours is in flight; it learns its own outcome, and nothing else that has happened.
 * `gone`: that is known already.
 */
async function reconcileOne(
  deps: ReconcileDeps,
  { booking, calUid }: Target,
  reader: BookingReader,
): Promise<"reconciled" | "missing" | "failed" | "moving" | "gone"> {
  try {
    if (await isBeingMoved(deps, booking)) return "moving";
    await reconcileBooking(deps, { reader, calUid, cause: "reconcile" });
    return "reconciled";
  } catch (error) {
    if (error instanceof CalError && error.code === "NOT_FOUND") {
      return booking.gone ? "gone" : "missing";
    }
    deps.log.error("RECONCILE_BOOKING_ERROR", error, { bookingUlid: booking.ulid });
    return "failed";
  }
}

function changedTargets({ listed, ours, since }: AccountReading): Target[] {
  const targets = new Map<string, Target>();
  for (const row of listed) {
    const booking = ours.get(row.uid);
    if (!booking) continue;
    const isCurrent = row.uid === booking.calBookingId;
    // Only the booking that was moved away tells of a cancellation that raced the move.
    const isRaced =
      Boolean(row.cancellationReason) && row.rescheduledToUid === booking.calBookingId;
    const isOtherwise = isRaced || differs(row, booking);
    const isNews = isNewer(row, since) || (isCurrent && isOtherwise);
    if (!isNews || !(isCurrent || isRaced)) continue;
    const known = targets.get(booking.ulid);
    const target = { booking, calUid: row.uid, isOtherwise };
    if (!known || isRaced) targets.set(booking.ulid, target);
  }
  return [...targets.values()];
}

/** A status that we cannot read is none to take over. */
function differs({ status, start, end }: CalBooking, booking: Booking): boolean {
  return (
    (status !== "unknown" && status !== booking.status) ||
    booking.gone ||
    parseInstant(start) !== parseInstant(booking.startTime) ||
    parseInstant(end) !== parseInstant(booking.endTime)
  );
}

/** Those that are listed are there, also where their row could not be read. */
async function missingTargets(
  { db }: Needs<"db">,
  { whole, listed, unreadable }: AccountReading,
  coachUserUlid: string,
): Promise<Target[]> {
  if (!whole) return [];
  const present = new Set([...listed, ...unreadable].map(({ uid }) => uid));
  // Of an incomplete list nothing is known beyond its last booking.
  const until = whole.isComplete
    ? Number.POSITIVE_INFINITY
    : Math.max(0, ...whole.bookings.map(({ start }) => parseInstant(start)));
  const current = await readCurrent(db, coachUserUlid);
  return current
    .filter(({ calBookingId }) => !present.has(calBookingId))
    .filter(({ startTime }) => parseInstant(startTime) < until)
    .map((booking) => ({ booking, calUid: booking.calBookingId, isOtherwise: true }));
}

const pageSize = 100;

async function readCurrent(db: App["db"], coachUserUlid: string): Promise<Booking[]> {
  const bookings: Booking[] = [];
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<App["db"]["bookings"]["listCurrent"]>> =
      await db.bookings.listCurrent({ coachUserUlid, cursor, limit: pageSize });
    bookings.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return bookings;
}
