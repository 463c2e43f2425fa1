import type { CalBooking } from "@reslot/cal";
import type { Booking, LeftAlone, User } from "@reslot/db";
import type { Needs } from "../app/app.ts";
import type { OpenConnection } from "../core/connection.ts";
import { noteEventType } from "../booking/note-event-type.ts";
import {
  eventTypeIdOf,
  importBooking,
  type Imported,
  notImportedReason,
} from "./import-booking.ts";
import { observePeople } from "./observe-people.ts";
import { learnTimeZones } from "./learn-time-zones.ts";
import { summarizeLeftAlone } from "./left-alone.ts";

type ImportDeps = Needs<"caches" | "db" | "log" | "newUlid">;

/** How many bookings had each outcome. */
export type ImportCounts = Record<Imported | "failed", number>;

interface Listing {
  opened: OpenConnection;
  /** The upcoming bookings that the account hosts. */
  listed: readonly CalBooking[];
  /** Ours among them. */
  current: readonly Booking[];
  /** Counted up. */
  counts: ImportCounts;
}

/**
 * Imports what is not here yet. Only new bookings become queries, and each recurring series with a new
 * occurrence one read; the time zones of all of them are one query. What fails for one booking stops
 * no other.
 *
 * @returns what was left alone
 */
export async function importAll(
  deps: ImportDeps,
  { opened, listed, current, counts }: Listing,
): Promise<LeftAlone[]> {
  const known = new Map(current.map((booking) => [booking.calBookingId, booking]));
  const fresh = listed.filter((booking) => isNews(booking, known.get(booking.uid)));
  const users = await findUsers(deps, fresh);
  const series = await readSeries(deps, opened, fresh);
  const left: { booking: CalBooking; outcome: Imported }[] = [];
  counts.known += listed.length - fresh.length;
  for (const booking of fresh) {
    const seen = { booking, coach: opened.connection, users };
    const whole = series.get(booking.recurringBookingUid ?? "") ?? [];
    try {
      const outcome = await importBooking(deps, { ...seen, series: whole });
      counts[outcome] += 1;
      if (outcome === "created") await observePeople(deps, booking);
      left.push({ booking, outcome });
    } catch (error) {
      counts.failed += 1;
      deps.log.error("IMPORT_BOOKING_ERROR", error, { coachUserUlid: opened.connection.userUlid });
    }
  }
  await learnTimeZones(deps, listed);
  await noteEventTypes(deps, opened, listed);
  return summarizeLeftAlone(left, opened.connection);
}

/** What the event types of these bookings say about moves: one read each, cached for up to 10 minutes. */
async function noteEventTypes(
  deps: ImportDeps,
  { client, connection }: OpenConnection,
  listed: readonly CalBooking[],
): Promise<void> {
  const { userUlid: coachUserUlid } = connection;
  const ids = new Set(listed.flatMap((booking) => eventTypeIdOf(booking) ?? []));
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
  { client, connection }: OpenConnection,
  fresh: readonly CalBooking[],
): Promise<ReadonlyMap<string, readonly CalBooking[]>> {
  const uids = new Set(fresh.flatMap(({ recurringBookingUid }) => recurringBookingUid ?? []));
  const read = [...uids].map(async (uid): Promise<[string, readonly CalBooking[]]> => {
    try {
      return [uid, (await client.bookings.getSeries(uid)).bookings];
    } catch (error) {
      log.error("IMPORT_BOOKING_ERROR", error, { coachUserUlid: connection.userUlid });
      return [uid, []];
    }
  });
  return new Map(await Promise.all(read));
}
