import type { CalBooking } from "@reslot/cal";
import type { Booking, LeftAlone, User } from "@reslot/db";
import type { Needs } from "../app/app.ts";
import type { BookingReader } from "../cal-credentials/booking-reader.ts";
import type { OpenConnection } from "../core/connection.ts";
import { AppError } from "../core/errors/app-error.ts";
import { hashAddress } from "../core/address/hash-address.ts";
import { type AccountReading, isAhead } from "./read-account.ts";
import type { SyncCounts } from "./sync-counts.ts";
import { noteEventType } from "../booking/note-event-type.ts";
import {
  eventTypeIdOf,
  importBooking,
  type Imported,
  menteeOf,
  notImportedReason,
} from "./import-booking.ts";
import { observePeople } from "./observe-people.ts";
import { noteObserved } from "./note-observed.ts";
import { summarizeLeftAlone } from "./left-alone.ts";

type ImportDeps = Needs<"caches" | "clock" | "db" | "log" | "newUlid">;

interface Importing {
  account: AccountReading;
  reader: BookingReader;
  /** Whether each of ours was followed to its end; else one listed may be the end of one of them. */
  isComplete: boolean;
  /** Counted up. */
  counts: SyncCounts;
}

/**
 * Imports what is not here yet. Only new bookings become queries, and each recurring series with a new
 * occurrence one read; the time zones of all of them are one query. Nothing more is read at Cal.com for
 * a booking that is left alone. What fails for one booking stops no other.
 *
 * @returns what was left alone, and hashes of the addresses without an account
 */
export async function importAll(
  deps: ImportDeps,
  { account, reader, isComplete, counts }: Importing,
): Promise<{ leftAlone: LeftAlone[]; addressHashes: string[] }> {
  const { opened, ours } = account;
  const listed = account.listed.filter((booking) => isAhead(booking, deps.clock.now()));
  const fresh = listed.filter((booking) => isNews(booking, ours.get(booking.uid)));
  const users = await findUsers(deps, fresh);
  const ofUsers = new Set(
    fresh.filter(
      (booking) =>
        notImportedReason(booking) === null &&
        menteeOf({ booking, coach: opened.connection, users }),
    ),
  );
  const series = await readSeries(deps, { opened, reader, fresh: [...ofUsers] });
  const left: { booking: CalBooking; outcome: Imported }[] = [];
  counts.known += listed.length - fresh.length;
  for (const booking of fresh) {
    const seen = { booking, coach: opened.connection, users };
    const whole = series.get(booking.recurringBookingUid ?? "") ?? [];
    try {
      const isToRead = !isComplete && ofUsers.has(booking);
      const before = isToRead ? await readBack(reader, booking) : account.listed;
      const outcome = await importBooking(deps, { ...seen, series: whole, before });
      counts[outcome] += 1;
      if (outcome === "created") await observePeople(deps, booking);
      left.push({ booking, outcome });
    } catch (error) {
      counts.failed += 1;
      deps.log.error("IMPORT_BOOKING_ERROR", error, { coachUserUlid: opened.connection.userUlid });
    }
  }
  const imported = new Set(left.filter(isHere).map(({ booking }) => booking));
  const here = listed.filter((booking) => ours.has(booking.uid) || imported.has(booking));
  await noteObserved(deps, here);
  await noteEventTypes(deps, opened, here);
  const strangers = left.filter(({ outcome }) => outcome === "strangers");
  return {
    leftAlone: summarizeLeftAlone(left, opened.connection),
    addressHashes: [...new Set(strangers.flatMap(({ booking }) => hashesOf(booking)))],
  };
}

function isHere({ outcome }: { outcome: Imported }): boolean {
  return outcome === "created" || outcome === "known";
}

function hashesOf({ attendees }: CalBooking): string[] {
  return attendees.flatMap(({ email }) => (email ? [hashAddress(email)] : []));
}

/** How far a new booking is followed back to one of ours. */
const maxHopsBack = 20;

/**
 * The bookings that this one was moved from: one of them may be ours although its moves could not be
 * followed to this one.
 *
 * @throws {CalError} when they cannot be read
 * @throws {AppError} UNSUPPORTED_BOOKING when there are more than are followed
 */
async function readBack(reader: BookingReader, booking: CalBooking): Promise<CalBooking[]> {
  const before: CalBooking[] = [];
  let from = booking.rescheduledFromUid;
  while (from && before.every(({ uid }) => uid !== from)) {
    if (before.length === maxHopsBack) throw new AppError("UNSUPPORTED_BOOKING");
    const earlier = await reader.readBooking(from);
    before.push(earlier);
    from = earlier.rescheduledFromUid;
  }
  return before;
}

/** What the event types of these bookings say about moves: one read each, cached for up to 10 minutes. */
async function noteEventTypes(
  deps: ImportDeps,
  { client, connection }: OpenConnection,
  bookings: readonly CalBooking[],
): Promise<void> {
  const { userUlid: coachUserUlid } = connection;
  const ids = new Set(bookings.flatMap((booking) => eventTypeIdOf(booking) ?? []));
  await Promise.all(
    [...ids].map(async (eventTypeId) => {
      const key = `${coachUserUlid} ${eventTypeId}`;
      const read = () => client.eventTypes.get(eventTypeId);
      const eventType = await deps.caches.eventTypes.get(key, read).catch(() => null);
      const booking = { coachUserUlid, eventTypeId, eventType: null };
      if (eventType) await noteEventType(deps, { booking, eventType });
    }),
  );
}

/** An occurrence that was read while its series was being made does not know the rhythm. */
function isNews({ recurringBookingUid }: CalBooking, ours: Booking | undefined): boolean {
  if (!ours) return true;
  return Boolean(recurringBookingUid) && ours.seriesRhythm === null;
}

async function findUsers(
  { db }: Needs<"db">,
  fresh: readonly CalBooking[],
): Promise<ReadonlyMap<string, User>> {
  const candidates = fresh.filter((booking) => notImportedReason(booking) === null);
  const emails = candidates.flatMap(({ attendees }) =>
    attendees.flatMap(({ email }) => email ?? []),
  );
  const found = await db.users.findByEmails([...new Set(emails)]);
  return new Map(found.map(({ address, user }) => [address, user]));
}

/** Without its series an occurrence is imported all the same: only its place is not known. */
async function readSeries(
  { log }: Needs<"log">,
  {
    opened,
    reader,
    fresh,
  }: { opened: OpenConnection; reader: BookingReader; fresh: readonly CalBooking[] },
): Promise<ReadonlyMap<string, readonly CalBooking[]>> {
  const uids = new Set(fresh.flatMap(({ recurringBookingUid }) => recurringBookingUid ?? []));
  const read = [...uids].map(async (uid): Promise<[string, readonly CalBooking[]]> => {
    try {
      return [uid, (await reader.readSeries(uid)).bookings];
    } catch (error) {
      const { userUlid: coachUserUlid } = opened.connection;
      log.error("IMPORT_BOOKING_ERROR", error, { coachUserUlid });
      return [uid, []];
    }
  });
  return new Map(await Promise.all(read));
}
