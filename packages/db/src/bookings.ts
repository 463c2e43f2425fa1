import { z } from "zod";
import type { DbClient } from "./clients.ts";
import { afterPosition, decodeCursor, toPage } from "./cursor.ts";
import { formatInstant } from "./instant.ts";
import {
  type BookingWithPeople,
  type BookingWithUsers,
  bookingWithPeopleSchema,
  bookingWithUsersSchema,
  ulidSchema,
} from "./row-schemas.ts";
import { unwrap } from "./unwrap.ts";

const table = "Bookings";
const booking =
  "ulid,calBookingId,coachUserUlid,menteeUserUlid,title,eventTypeId,durationMinutes,startTime,endTime,status,version,upstreamChanged,createdAt,updatedAt";
const withPeople =
  `${booking},coach:User!Bookings_coachUserUlid_fkey(ulid,name,timeZone),mentee:User!Bookings_menteeUserUlid_fkey(ulid,name,timeZone)` as const;
export const withUsers =
  `${booking},coach:User!Bookings_coachUserUlid_fkey(ulid,name,timeZone,clerkUserId,email),mentee:User!Bookings_menteeUserUlid_fkey(ulid,name,timeZone,clerkUserId,email)` as const;

const pageSchema = z.array(bookingWithPeopleSchema);

export interface Bookings {
  /** The booking, if this person is its coach or its mentee. */
  getForParticipant(options: {
    bookingUlid: string;
    userUlid: string;
  }): Promise<BookingWithPeople | null>;
  /**
   * A person's bookings. `upcoming` are those that have not ended at `now` (epoch ms), the next one
   * first; `past` are the others, the latest first.
   *
   * @throws {DbError} INVALID for a cursor that this list did not give
   */
  list(options: {
    userUlid: string;
    when: "upcoming" | "past";
    now: number;
    cursor: string | null;
    limit: number;
  }): Promise<{ items: BookingWithPeople[]; nextCursor: string | null }>;
  /** For the server's client: with both people's addresses, whoever asks. */
  getByUlid(ulid: string): Promise<BookingWithUsers | null>;
}

/** @throws {DbError} from every method */
export function createBookings(client: DbClient): Bookings {
  return {
    async getForParticipant({ bookingUlid, userUlid }) {
      const query = client
        .from(table)
        .select(withPeople)
        .eq("ulid", bookingUlid)
        .or(isParticipant(userUlid))
        .maybeSingle();
      const row = await unwrap({ table, operation: "getForParticipant" }, query);
      return row && bookingWithPeopleSchema.parse(row);
    },

    async list({ userUlid, when, now, cursor, limit }) {
      const direction = when === "upcoming" ? "ascending" : "descending";
      const position = cursor === null ? null : decodeCursor(cursor, table);
      const rest = position && afterPosition("startTime", position, direction);
      const ordered = client
        .from(table)
        .select(withPeople)
        .or(isParticipant(userUlid, rest))
        .order("startTime", { ascending: when === "upcoming" })
        .order("ulid", { ascending: when === "upcoming" })
        .limit(limit + 1);
      const query =
        when === "upcoming"
          ? ordered.gt("endTime", formatInstant(now))
          : ordered.lte("endTime", formatInstant(now));
      const rows = pageSchema.parse(await unwrap({ table, operation: "list" }, query));
      return toPage(rows, limit, (row) => row.startTime);
    },

    async getByUlid(ulid) {
      const query = client.from(table).select(withUsers).eq("ulid", ulid).maybeSingle();
      const row = await unwrap({ table, operation: "getByUlid" }, query);
      return row && bookingWithUsersSchema.parse(row);
    },
  };
}

/** The PostgREST filter for one person's bookings. The ulid is checked: a filter is not escaped. */
function isParticipant(userUlid: string, also?: string | null): string {
  const ulid = ulidSchema.parse(userUlid);
  const sides = [`coachUserUlid.eq.${ulid}`, `menteeUserUlid.eq.${ulid}`];
  return sides.map((side) => (also ? `and(${side},${also})` : side)).join(",");
}
