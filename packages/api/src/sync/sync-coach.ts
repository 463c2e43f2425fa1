import { type CalBooking, type CalBookingList, CalError } from "@reslot/cal";
import type { Booking } from "@reslot/db";
import type { App, Needs } from "../app/app.ts";
import type { OpenConnection } from "../core/connection.ts";
import { importBooking, type Imported, isHostedBy, notImportedReason } from "./import-booking.ts";
import { isBeingMoved } from "./is-being-moved.ts";
import { reconcileBooking, type ReconcileDeps } from "./reconcile-booking.ts";

export type SyncDeps = ReconcileDeps & Needs<"calAccounts" | "log">;

/**
 * How many bookings had each outcome; `reconciled` are ours that Cal.com no longer lists as they were,
 * `failed` ones are tried again by the next sync, `unreadable` rows are no bookings that we can read.
 */
export type SyncCounts = Record<Imported | "reconciled" | "failed" | "unreadable", number>;

export interface SyncRequest {
  coachUserUlid: string;
  /** Only meetings with this person; moved and cancelled ones are not looked for then. */
  attendeeEmail?: string;
}

/**
 * Reads a coach's upcoming bookings from Cal.com with the coach's own token, page by page, and makes
 * those ours where both people are users. Seated, recurring and larger ones are left alone and
 * counted. Ours that are missing from the list were moved, cancelled or rejected: they are reconciled.
 * What fails for one booking is logged and stops no other.
 *
 * @returns null when the coach is not connected, or Cal.com refuses the token (which is noted)
 * @throws {CalError} when Cal.com does not answer; what was imported until then stays
 */
export async function syncCoach(
  deps: SyncDeps,
  { coachUserUlid, attendeeEmail }: SyncRequest,
): Promise<SyncCounts | null> {
  const opened = await deps.calAccounts.open(coachUserUlid);
  if (opened.status !== "connected") return null;
  const list = await listUpcoming(opened, attendeeEmail);
  if (!list) return null;

  const listed = list.bookings.filter((booking) => isHostedBy(booking, opened.connection));
  reportForks(deps, { coachUserUlid, listed });
  const counts = { ...emptyCounts(), unreadable: list.unreadable.length };
  const current = attendeeEmail === undefined ? await readCurrent(deps, coachUserUlid) : [];
  await reconcileMissing(deps, { list, listed, current, counts });
  await importAll(deps, { opened, listed, counts, current });
  deps.log.info("syncCoach", { coachUserUlid, ...counts });
  return counts;
}

/** Ours that Cal.com lists are as they were, also where their row could not be read. */
async function reconcileMissing(
  deps: SyncDeps,
  { list, listed, current, counts }: Omit<Listing, "opened"> & { list: CalBookingList },
): Promise<void> {
  const listedUids = new Set(listed.map(({ uid }) => uid));
  const unreadableUids = new Set(list.unreadable.map(({ uid }) => uid));
  for (const booking of current) {
    const { calBookingId: calUid, ulid: bookingUlid } = booking;
    if (listedUids.has(calUid) || unreadableUids.has(calUid)) continue;
    try {
      if (await isBeingMoved(deps, booking)) continue;
      await reconcileBooking(deps, { calUid, cause: "reconcile" });
      counts.reconciled += 1;
    } catch (error) {
      counts.failed += 1;
      deps.log.error("RECONCILE_BOOKING_ERROR", error, { bookingUlid });
    }
  }
}

async function listUpcoming(
  opened: OpenConnection,
  attendeeEmail: string | undefined,
): Promise<CalBookingList | null> {
  try {
    return await opened.client.bookings.list({
      status: ["upcoming", "recurring", "unconfirmed"],
      ...(attendeeEmail !== undefined && { attendeeEmail }),
    });
  } catch (error) {
    const isRefused = error instanceof CalError && error.code === "TOKEN_INVALID";
    if (!isRefused) throw error;
    return null;
  }
}

/**
 * Two simultaneous moves can leave two live bookings where there was one; Cal.com allows it. Which of
 * them takes place is for a person to decide.
 */
function reportForks(
  deps: SyncDeps,
  { coachUserUlid, listed }: { coachUserUlid: string; listed: readonly CalBooking[] },
): void {
  const origins = listed.flatMap(({ rescheduledFromUid }) => rescheduledFromUid ?? []);
  const forks = origins.length - new Set(origins).size;
  if (forks === 0) return;
  const error = new Error("Bookings at Cal.com were moved from the same one and all take place.");
  deps.log.error("CAL_FORK_ERROR", error, { coachUserUlid, forks });
}

interface Listing {
  opened: OpenConnection;
  listed: readonly CalBooking[];
  current: readonly Booking[];
  counts: SyncCounts;
}

/** Known bookings cost nothing: only new ones become queries. */
async function importAll(
  deps: SyncDeps,
  { opened, listed, current, counts }: Listing,
): Promise<void> {
  const known = new Set(current.map(({ calBookingId }) => calBookingId));
  const fresh = listed.filter(({ uid }) => !known.has(uid));
  const candidates = fresh.filter((booking) => notImportedReason(booking) === null);
  const emails = candidates.flatMap(({ attendees }) =>
    attendees.flatMap(({ email }) => email ?? []),
  );
  const found = await deps.db.users.findByEmails([...new Set(emails)]);
  const users = new Map(found.map(({ address, user }) => [address, user]));
  counts.known += listed.length - fresh.length;
  for (const booking of fresh) {
    try {
      counts[await importBooking(deps, { booking, coach: opened.connection, users })] += 1;
    } catch (error) {
      counts.failed += 1;
      deps.log.error("IMPORT_BOOKING_ERROR", error, { coachUserUlid: opened.connection.userUlid });
    }
  }
}

const pageSize = 100;

async function readCurrent(deps: SyncDeps, coachUserUlid: string): Promise<Booking[]> {
  const bookings: Booking[] = [];
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<App["db"]["bookings"]["listCurrent"]>> =
      await deps.db.bookings.listCurrent({ coachUserUlid, cursor, limit: pageSize });
    bookings.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return bookings;
}

function emptyCounts(): SyncCounts {
  return {
    created: 0,
    known: 0,
    reconciled: 0,
    seated: 0,
    recurring: 0,
    severalPeople: 0,
    strangers: 0,
    unsupported: 0,
    failed: 0,
    unreadable: 0,
  };
}
