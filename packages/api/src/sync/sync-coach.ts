import { type CalBooking, type CalBookingList, CalError } from "@reslot/cal";
import type { Booking, LeftAlone } from "@reslot/db";
import type { App, Needs } from "../app/app.ts";
import { readerWith } from "../cal-credentials/booking-reader.ts";
import type { OpenConnection } from "../core/connection.ts";
import { isHostedBy } from "../core/is-hosted-by.ts";
import { importAll, type ImportCounts } from "./import-listed.ts";
import { isBeingMoved } from "./is-being-moved.ts";
import { reconcileBooking, type ReconcileDeps, reportForks } from "./reconcile-booking.ts";

export type SyncDeps = ReconcileDeps & Needs<"cal" | "calAccounts" | "log">;

/**
 * How many bookings had each outcome; `reconciled` are ours that Cal.com no longer lists as they were,
 * `failed` ones are tried again by the next sync, `unreadable` rows are no bookings that we can read.
 */
export type SyncCounts = ImportCounts & Record<"reconciled" | "unreadable", number>;

export interface SyncRequest {
  coachUserUlid: string;
  /** Only meetings with this person; moved and cancelled ones are not looked for then. */
  attendeeEmail?: string;
}

/**
 * Reads a coach's upcoming bookings from Cal.com with the coach's own token, page by page, and makes
 * those ours where both people are users. What is left alone is noted for the coach to see. Ours that
 * are missing from the list were moved, cancelled or rejected: they are reconciled. What fails for one
 * booking is logged, counted and stops no other.
 *
 * @returns null when the coach is not connected, or Cal.com refuses the token (which is noted)
 * @throws {CalError} when Cal.com does not answer; what was imported until then stays
 */
export async function syncCoach(
  deps: SyncDeps,
  { coachUserUlid, attendeeEmail }: SyncRequest,
): Promise<SyncCounts | null> {
  const opened = await deps.calAccounts.open(coachUserUlid, { purpose: "sync" });
  if (opened.status !== "connected") return null;
  const list = await listUpcoming(opened, attendeeEmail);
  if (!list) return null;

  const listed = list.bookings.filter((booking) => isHostedBy(booking, opened.connection));
  const forks = forksIn(listed);
  if (forks > 0) reportForks(deps, { coachUserUlid, forks });
  const counts = { ...emptyCounts(), unreadable: list.unreadable.length };
  const current = attendeeEmail === undefined ? await readCurrent(deps, coachUserUlid) : [];
  await reconcileMissing(deps, { opened, list, listed, current, counts });
  const leftAlone = await importAll(deps, { opened, listed, counts, current });
  if (attendeeEmail === undefined) await noteSync(deps, { opened, leftAlone, counts });
  deps.log.info("syncCoach", { coachUserUlid, ...counts });
  return counts;
}

async function noteSync(
  { db }: SyncDeps,
  {
    opened,
    leftAlone,
    counts,
  }: { opened: OpenConnection; leftAlone: LeftAlone[]; counts: SyncCounts },
): Promise<void> {
  const { userUlid, generation } = opened.connection;
  const skippedRows = counts.unreadable + counts.failed;
  await Promise.all([
    db.calConnections.noteLeftAlone({ userUlid, generation, leftAlone }),
    db.calConnections.noteSync({ userUlid, generation, skippedRows }),
  ]);
}

/** Ours that Cal.com lists are as they were, also where their row could not be read. */
async function reconcileMissing(
  deps: SyncDeps,
  { opened, list, listed, current, counts }: Listing & { list: CalBookingList },
): Promise<void> {
  const listedUids = new Set(listed.map(({ uid }) => uid));
  const unreadableUids = new Set(list.unreadable.map(({ uid }) => uid));
  const reader = readerWith(deps, { coach: opened, purpose: "sync" });
  for (const booking of current) {
    const { calBookingId: calUid, ulid: bookingUlid } = booking;
    if (listedUids.has(calUid) || unreadableUids.has(calUid)) continue;
    try {
      if (await isBeingMoved(deps, booking)) continue;
      await reconcileBooking(deps, { reader, calUid, cause: "reconcile" });
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

/** How many bookings of the list were moved from the same one as another. */
function forksIn(listed: readonly CalBooking[]): number {
  const origins = listed.flatMap(({ rescheduledFromUid }) => rescheduledFromUid ?? []);
  return origins.length - new Set(origins).size;
}

interface Listing {
  opened: OpenConnection;
  listed: readonly CalBooking[];
  current: readonly Booking[];
  counts: SyncCounts;
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
    severalPeople: 0,
    strangers: 0,
    unsupported: 0,
    failed: 0,
    unreadable: 0,
  };
}
