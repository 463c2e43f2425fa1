import { z } from "zod";
import { type BookingsList, type ListBookings, listBookings } from "./bookings-list.ts";
import type { DbClient } from "./clients.ts";
import { afterPosition, decodeCursor, toPage } from "./cursor.ts";
import { DATABASE_NOW, DATABASE_YESTERDAY } from "./database-now.ts";
import { DbError } from "./db-error.ts";
import { importBooking, type ImportBooking, type ImportedBooking } from "./import-booking.ts";
import {
  type Booking,
  bookingSchema,
  type BookingWithPeople,
  type BookingWithUsers,
  type CalDetails,
  bookingWithPeopleSchema,
  bookingWithUsersSchema,
  type EventTypeRules,
  type ParticipantBooking,
  participantBookingSchema,
  instantSchema,
  ulidSchema,
  userColumns,
} from "./row-schemas.ts";
import { unwrap } from "./unwrap.ts";

const table = "Bookings";
/** What its people may read of it. */
const shown =
  "ulid,coachUserUlid,menteeUserUlid,title,eventTypeId,durationMinutes,startTime,endTime,status,askedAt,version,upstreamChanged,seriesPosition,seriesRhythm,eventType,replacedPerson,gone,calDetails,acknowledgedVersion,acknowledgedAt,createdAt,updatedAt";
const uids = "calBookingId,calSeriesUid";
const booking = `${shown},${uids}` as const;
const withPeople =
  `${shown},coach:User!Bookings_coachUserUlid_fkey(ulid,name,timeZone),mentee:User!Bookings_menteeUserUlid_fkey(ulid,name,timeZone)` as const;
export const withUsers =
  `${booking},coach:User!Bookings_coachUserUlid_fkey(${userColumns}),mentee:User!Bookings_menteeUserUlid_fkey(${userColumns})` as const;

const foundSchema = z.array(z.object({ calUid: z.string(), booking: bookingSchema }));
const serverPartSchema = z
  .object({
    version: z.number(),
    calBookingId: z.string(),
    calSeriesUid: z.string().nullable(),
    counterpartEmail: z.string().nullable(),
  })
  .nullable();
const oneOfTheirs = { table, operation: "getForParticipant" };
const pageSchema = z.array(bookingWithPeopleSchema);
/** Uids that belong to another version of the booking than the row are read again, this often. */
const readingsAtMost = 3;

/** What a booking at Cal.com says beside its times; the zones are IANA names. */
interface ObservedBooking {
  calBookingUid: string;
  coach: string | null;
  mentee: string | null;
  calDetails: CalDetails | null;
}

export interface Bookings {
  /** The booking, if this user is its coach or its mentee. */
  getForParticipant(options: {
    bookingUlid: string;
    userUlid: string;
  }): Promise<ParticipantBooking | null>;
  /** Those of the given bookings whose coach or mentee this user is, unordered; one request. */
  getManyForParticipant(options: {
    bookingUlids: readonly string[];
    userUlid: string;
  }): Promise<BookingWithPeople[]>;
  /**
   * A user's bookings. `upcoming` are those that have not ended at `now` (epoch ms), the next one
   * first; `past` are the others, the latest first.
   *
   * @throws {DbError} INVALID for a cursor that this method did not return
   */
  list(options: ListBookings): Promise<BookingsList>;
  /** Needs the server's client: includes both email addresses and checks no participant. */
  getByUlid(ulid: string): Promise<BookingWithUsers | null>;
  /** Ours among the uids of Cal.com, by each uid that one of them has or once had. Needs the server's client. */
  findByCalUids(calUids: readonly string[]): Promise<ReadonlyMap<string, Booking>>;
  /**
   * Inserts the booking unless it is known under any uid it ever had. A known one does not change: moves
   * go through `attempts.apply`, ends through `observations.status`. Needs the server's client.
   */
  importObserved(booking: ImportBooking): Promise<ImportedBooking>;
  /**
   * Takes over what bookings at Cal.com say beside their times: their details, and the time zones of coach
   * and mentee where none is known from another booking or a stronger source. null notes nothing. Needs
   * the server's client.
   *
   * @returns the Clerk ids of those whose row has changed
   */
  noteObserved(seen: readonly ObservedBooking[]): Promise<string[]>;
  /**
   * The mentee says that this version works for them; again is fine. Needs the server's client.
   *
   * @returns when they first said it; null when the booking has another version, or takes place no more
   */
  acknowledge(options: {
    bookingUlid: string;
    userUlid: string;
    version: number;
  }): Promise<string | null>;
  /** Notes an event type's rules on all upcoming bookings of it; its title becomes theirs. Needs the server's client. */
  noteEventType(options: {
    coachUserUlid: string;
    eventTypeId: number;
    rules: EventTypeRules;
  }): Promise<void>;
  /**
   * Accepted and pending bookings that have not ended, the next one first, with Cal.com's current uid;
   * of one coach, of one recurring series, or of all. Needs the server's client.
   *
   * @throws {DbError} INVALID for a cursor that this method did not return
   */
  listCurrent(options: {
    coachUserUlid?: string;
    calSeriesUid?: string;
    cursor: string | null;
    limit: number;
  }): Promise<{ items: Booking[]; nextCursor: string | null }>;
}

/** @throws {DbError} from every method */
export function createBookings(client: DbClient, server?: DbClient): Bookings {
  const isParticipant = server ? isOneOfTwo : seesBooking;
  return {
    async getForParticipant({ bookingUlid, userUlid }) {
      const only = isParticipant(userUlid);
      return readForParticipant(
        { client, server: server ?? client },
        { bookingUlid, userUlid, only },
      );
    },

    async getManyForParticipant({ bookingUlids, userUlid }) {
      if (bookingUlids.length === 0) return [];
      const query = client
        .from(table)
        .select(withPeople)
        .in("ulid", z.array(ulidSchema).parse(bookingUlids))
        .or(isParticipant(userUlid));
      const rows = await unwrap({ table, operation: "getManyForParticipant" }, query);
      return pageSchema.parse(rows);
    },

    list: (options) => listBookings(client, options),

    async getByUlid(ulid) {
      const query = client.from(table).select(withUsers).eq("ulid", ulid).maybeSingle();
      const row = await unwrap({ table, operation: "getByUlid" }, query);
      return row && bookingWithUsersSchema.parse(row);
    },

    async findByCalUids(calUids) {
      if (calUids.length === 0) return new Map();
      const query = client.rpc("bookings_by_cal_uids", { p_cal_uids: [...new Set(calUids)] });
      const rows = foundSchema.parse(await unwrap({ table, operation: "findByCalUids" }, query));
      return new Map(rows.map(({ calUid, booking: found }) => [calUid, found]));
    },

    importObserved: (seen) => importBooking(client, seen),

    async noteObserved(seen) {
      const query = client.rpc("bookings_note_observed", {
        p_seen: seen.map((each) => ({ ...each })),
      });
      return unwrap({ table, operation: "noteObserved" }, query);
    },

    async acknowledge({ bookingUlid, userUlid, version }) {
      const query = client.rpc("booking_acknowledge", {
        p_booking_ulid: bookingUlid,
        p_user_ulid: userUlid,
        p_version: version,
      });
      const at = await unwrap({ table, operation: "acknowledge" }, query);
      return z.nullable(instantSchema).parse(at);
    },

    async noteEventType({ coachUserUlid, eventTypeId, rules }) {
      const query = client.rpc("bookings_note_event_type", {
        p_coach_user_ulid: coachUserUlid,
        p_event_type_id: eventTypeId,
        p_event_type: rules,
      });
      await unwrap({ table, operation: "noteEventType" }, query);
    },

    async listCurrent({ coachUserUlid, calSeriesUid, cursor, limit }) {
      const live = client
        .from(table)
        .select(booking)
        .in("status", ["accepted", "pending"])
        .gt("endTime", DATABASE_NOW)
        .gt("startTime", DATABASE_YESTERDAY)
        .order("startTime")
        .order("ulid")
        .limit(limit + 1);
      const ofCoach = coachUserUlid === undefined ? live : live.eq("coachUserUlid", coachUserUlid);
      const theirs =
        calSeriesUid === undefined ? ofCoach : ofCoach.eq("calSeriesUid", calSeriesUid);
      const position = cursor === null ? null : decodeCursor(cursor, table);
      const query = position
        ? theirs
            .gte("startTime", position.instant) // bounds the index scan
            .or(afterPosition("startTime", position, "ascending"))
        : theirs;
      const rows = await unwrap({ table, operation: "listCurrent" }, query);
      return toPage(z.array(bookingSchema).parse(rows), limit, (row) => row.startTime);
    },
  };
}

/**
 * What only the server may read is read beside the row, which decides by itself whether the booking is theirs. Where the
 * booking moved between the two, both are read again.
 */
async function readForParticipant(
  { client, server }: { client: DbClient; server: DbClient },
  { bookingUlid, userUlid, only }: { bookingUlid: string; userUlid: string; only: string },
): Promise<ParticipantBooking | null> {
  for (let reading = 1; reading <= readingsAtMost; reading += 1) {
    const theirs = client.from(table).select(withPeople).eq("ulid", bookingUlid).or(only);
    const known = server.rpc("booking_server_part", {
      p_booking_ulid: bookingUlid,
      p_user_ulid: userUlid,
    });
    const [row, part] = await Promise.all([
      unwrap(oneOfTheirs, theirs.maybeSingle()),
      unwrap(oneOfTheirs, known),
    ]);
    const serverPart = serverPartSchema.parse(part);
    if (!row || !serverPart) return null;
    if (row.version === serverPart.version)
      return participantBookingSchema.parse({ ...row, ...serverPart });
  }
  throw new DbError("CONFLICT", oneOfTheirs);
}

/** The PostgREST filter for one user's bookings. The ulid is validated: a filter is not escaped. */
function isOneOfTwo(userUlid: string): string {
  const ulid = ulidSchema.parse(userUlid);
  return `coachUserUlid.eq.${ulid},menteeUserUlid.eq.${ulid}`;
}

/** The same without those hidden from the user, for a client to which row-level security does not apply. */
function seesBooking(userUlid: string): string {
  const ulid = ulidSchema.parse(userUlid);
  return `coachUserUlid.eq.${ulid},and(menteeUserUlid.eq.${ulid},hiddenFromMentee.is.false)`;
}
