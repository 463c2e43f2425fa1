import { dayMs, formatInstant } from "@reslot/cal/time";
import { z } from "zod";
import type { DbClient } from "./clients.ts";
import { decodePlace, encodePlace, type Place } from "./cursor.ts";
import {
  attemptKindSchema,
  bookingWithPeopleSchema,
  instantSchema,
  roleSchema,
  ulidSchema,
} from "./row-schemas.ts";
import { unwrap } from "./unwrap.ts";

const table = "Bookings";
const operation = "list";
/** Older past bookings are neither counted nor filtered: no query grows with the history. */
const countedMs = 366 * dayMs;
/** A change is one of these days'. */
const changedMs = 7 * dayMs;

const connectionSchema = z.enum(["connected", "needsReconnect", "notConnected"]);
const needSchema = z.enum(["confirm", "consent"]);

/** Without what Cal.com has of it but the link to join. */
const listedBookingSchema = bookingWithPeopleSchema.extend({
  joinUrl: z.string().nullable(),
  /** The latest change of its times; without a role it was made in Cal.com itself. */
  lastMove: z
    .object({
      at: instantSchema,
      actorRole: roleSchema.nullable(),
      fromStartTime: instantSchema,
      fromEndTime: instantSchema,
    })
    .nullable(),
  inFlight: z
    .object({
      kind: attemptKindSchema,
      actorRole: roleSchema,
      toStartTime: instantSchema,
      toEndTime: instantSchema,
    })
    .nullable(),
  /** Of a recurring series. */
  isOccurrence: z.boolean(),
  coachConnection: connectionSchema,
  /** As far as the reader may know it. */
  menteeConnection: z.enum([...connectionSchema.options, "notShared"]),
});

/** A booking as one of its people reads it in a list. */
export interface ListedBooking extends z.infer<typeof listedBookingSchema> {
  /** What waits for the reader: a move to confirm, or whether the coach may see when they are busy. */
  needs: z.infer<typeof needSchema> | null;
}

const countSchema = z.int().min(0);
const listSchema = z.object({
  rows: z.array(listedBookingSchema),
  needs: z.record(ulidSchema, needSchema),
  total: countSchema,
  starts: z.array(instantSchema),
  counts: z.object({ all: countSchema, needsMe: countSchema, changed: countSchema }),
  people: z.array(z.object({ personUlid: z.string(), name: z.string(), count: countSchema })),
});

/** Which of a person's bookings a list has; without any of them it has all. */
export interface BookingFilter {
  /** Each of them is part of the other person's name or of the title, whatever its case and accents. */
  words?: readonly string[];
  which?: "needsMe" | "changed";
  /** The other person. */
  personUlid?: string;
  /** They start in `[from, to)`, ISO instants. */
  from?: string;
  to?: string;
}

export interface ListBookings {
  userUlid: string;
  when: "upcoming" | "past";
  /** Epoch milliseconds. */
  now: number;
  filter?: BookingFilter;
  cursor: string | null;
  limit: number;
}

export interface BookingsList {
  items: ListedBooking[];
  nextCursor: string | null;
  /** null on the first page. */
  prevCursor: string | null;
  /** How many match the filter; of past ones, those of the last 366 days. */
  total: number;
  /** When those that match start. */
  starts: string[];
  /** Whatever the filter. */
  counts: { all: number; needsMe: number; changed: number };
  /** Whom the bookings are with, by name, whatever the filter. */
  people: { personUlid: string; name: string; count: number }[];
}

/** One page of a list, and what is counted beside it. One query. */
export async function listBookings(
  client: DbClient,
  { userUlid, when, now, filter = {}, cursor, limit }: ListBookings,
): Promise<BookingsList> {
  const place = cursor === null ? null : decodePlace(cursor, table);
  const query = client.rpc("bookings_list", {
    p_user_ulid: userUlid,
    p_is_upcoming: when === "upcoming",
    p_now: formatInstant(now),
    p_since: formatInstant(now - countedMs),
    p_changed_since: formatInstant(now - changedMs),
    p_filter: toJson(filter),
    p_is_before: place?.isBefore ?? false,
    p_start: place?.instant ?? null,
    p_ulid: place?.ulid ?? null,
    p_limit: limit + 1,
  });
  const { rows, needs, ...counted } = listSchema.parse(await unwrap({ table, operation }, query));
  const items = rows.map((row) => ({ ...row, needs: needs[row.ulid] ?? null }));
  return { ...counted, ...pageOf(items, { place, limit }) };
}

function toJson({ words, which, personUlid, from, to }: BookingFilter) {
  return {
    ...(words && words.length > 0 && { words: [...words] }),
    ...(which && { which }),
    ...(personUlid && { personUlid }),
    ...(from && { from }),
    ...(to && { to }),
  };
}

/** A page that was queried with one row more than it has, from its place outwards. */
function pageOf(
  rows: readonly ListedBooking[],
  { place, limit }: { place: Place | null; limit: number },
): Pick<BookingsList, "items" | "nextCursor" | "prevCursor"> {
  const hasMore = rows.length > limit;
  const near = rows.slice(0, limit);
  const isBefore = place?.isBefore ?? false;
  const items = isBefore ? near.toReversed() : near;
  return {
    items,
    nextCursor: isBefore || hasMore ? placeOf(items.at(-1), false) : null,
    prevCursor: (isBefore ? hasMore : place !== null) ? placeOf(items.at(0), true) : null,
  };
}

function placeOf(row: ListedBooking | undefined, isBefore: boolean): string | null {
  return row ? encodePlace({ instant: row.startTime, ulid: row.ulid, isBefore }) : null;
}
