import { z } from "zod";
import { findBooking, findSeries } from "../state/find.ts";
import { readInstant } from "../time/instant.ts";
import { refuse } from "../http/problem.ts";
import { callerOf, queryObject, success, type Answer, type Call } from "../http/route.ts";
import type { Booking } from "../state/state.ts";
import { isoField, numberField, parseStrict, stringField } from "../http/validate.ts";
import { viewBooking, viewBookingLegacy } from "./booking-view.ts";
import { furtherRows, listOddly, viewOddly } from "./odd-rows.ts";

/** GET /v2/bookings/:uid: the uid alone gives access to everything; a series' uid to all of it. */
export function getBooking({ world, params }: Call): Answer {
  const uid = params["uid"] ?? "";
  const series = findSeries(world, uid);
  if (series.length > 0) {
    return success(
      series.map((each) => viewOddly(world, { uid: each.uid, view: viewBooking(world, each) })),
    );
  }
  const booking = findBooking(world, uid);
  if (booking === undefined)
    throw refuse(404, `Booking with uid=${uid} was not found in the database`);
  return success(viewOddly(world, { uid, view: viewBooking(world, booking) }));
}

/** The same in version 2024-04-15. */
export function getBookingLegacy({ world, params }: Call): Answer {
  const uid = params["uid"] ?? "";
  const booking = findBooking(world, uid);
  if (booking === undefined) throw refuse(404, `Booking with UID=${uid} does not exist.`);
  return success(viewBookingLegacy(world, booking));
}

const statuses = ["upcoming", "recurring", "past", "cancelled", "unconfirmed"] as const;
type ListStatus = (typeof statuses)[number];
const order = z.enum(["asc", "desc"], { error: 'must be either "asc" or "desc".' });

const querySchema = z.strictObject({
  status: z
    .string()
    .transform((text) => text.split(","))
    .pipe(
      z.array(z.enum(statuses, { error: `Invalid status. Allowed are ${statuses.join(", ")}` })),
    )
    .optional(),
  attendeeEmail: stringField("attendeeEmail").optional(),
  attendeeName: stringField("attendeeName").optional(),
  bookingUid: stringField("bookingUid").optional(),
  eventTypeId: numberField("eventTypeId").optional(),
  eventTypeIds: stringField("eventTypeIds").optional(),
  teamId: numberField("teamId").optional(),
  teamsIds: stringField("teamsIds").optional(),
  afterStart: isoField("afterStart").optional(),
  beforeEnd: isoField("beforeEnd").optional(),
  afterCreatedAt: isoField("afterCreatedAt").optional(),
  beforeCreatedAt: isoField("beforeCreatedAt").optional(),
  afterUpdatedAt: isoField("afterUpdatedAt").optional(),
  beforeUpdatedAt: isoField("beforeUpdatedAt").optional(),
  sortStart: order.optional(),
  sortEnd: order.optional(),
  sortCreated: order.optional(),
  sortUpdatedAt: order.optional(),
  take: pageNumber("take", 1).max(250, { error: "take must not be greater than 250" }).default(100),
  skip: pageNumber("skip", 0).default(0),
});
type Filters = Omit<z.infer<typeof querySchema>, "take" | "skip">;

function pageNumber(name: string, least: number): z.ZodCoercedNumber {
  return z.coerce
    .number({ error: `${name} must be a number` })
    .min(least, { error: `${name} must not be less than ${least}` });
}

/** GET /v2/bookings: the caller's bookings as host or attendee, with `pagination`. */
export function listBookings(call: Call): Answer {
  const query = parseStrict(querySchema, queryObject(call.query));
  const found = findListed(call, query);
  const page = found.slice(query.skip, query.skip + query.take);
  const data = viewPage(call, page, query.skip === 0);
  const pagination = paginate({
    total: found.length,
    returned: page.length,
    take: query.take,
    skip: query.skip,
  });
  return { status: 200, body: { status: "success", data, pagination } };
}

const cursorQuerySchema = querySchema
  .omit({
    take: true,
    skip: true,
    sortStart: true,
    sortEnd: true,
    sortCreated: true,
    sortUpdatedAt: true,
  })
  .extend({
    status: z
      .enum(statuses, { error: `Invalid status. Allowed is one of ${statuses.join(", ")}` })
      .optional(),
    cursor: z.coerce.number({ error: "cursor is invalid" }).int().min(0).default(0),
  });
const cursorPageSize = 100;

/** The same in version 2026-05-01, by its documentation: pages by cursor, one status at a time. */
export function listBookingsByCursor(call: Call): Answer {
  const { cursor, status, ...rest } = parseStrict(cursorQuerySchema, queryObject(call.query));
  const found = findListed(call, { ...rest, status: status && [status] });
  const end = cursor + cursorPageSize;
  const hasMore = end < found.length;
  const data = viewPage(call, found.slice(cursor, end), cursor === 0);
  const pagination = { nextCursor: hasMore ? String(end) : null, hasMore };
  return { status: 200, body: { status: "success", data, pagination } };
}

function findListed(call: Call, query: Filters): Booking[] {
  return ownBookings(call)
    .filter((booking) => hasStatus(booking, query.status, call.world.clock.now()))
    .filter(
      (booking) =>
        hasAttendee(booking, query) && hasFacts(booking, query) && isBetween(booking, query),
    )
    .toSorted(comparing(query));
}

function viewPage(call: Call, page: readonly Booking[], isFirst: boolean): unknown[] {
  const { world } = call;
  const { id } = callerOf(call);
  const rows = page.map((booking) => ({ uid: booking.uid, view: viewBooking(world, booking) }));
  return [...(isFirst ? furtherRows(world, id) : []), ...listOddly(world, id, rows)];
}

/** The same in version 2024-04-15. */
export function listBookingsLegacy(call: Call): Answer {
  const bookings = ownBookings(call).map((booking) => viewBookingLegacy(call.world, booking));
  return success({ bookings, recurringInfo: [], nextCursor: null });
}

function ownBookings(call: Call): Booking[] {
  const caller = callerOf(call);
  const email = caller.email.toLowerCase();
  return call.world.store.state.bookings.filter(
    (booking) =>
      booking.hostId === caller.id ||
      booking.coHostIds.includes(caller.id) ||
      booking.attendees.some((attendee) => attendee.email.toLowerCase() === email),
  );
}

/**
 * "upcoming" includes pending bookings, but not pending occurrences of a series; "cancelled" includes
 * rejected and moved ones (contract 2.2).
 */
function hasStatus(
  booking: Booking,
  wanted: readonly ListStatus[] | undefined,
  now: number,
): boolean {
  if (wanted === undefined) return true;
  const isPending = booking.status === "pending";
  const isLive = isPending || booking.status === "accepted";
  const isAhead = isLive && booking.end >= now;
  const isOccurrence = booking.recurringBookingUid !== null;
  return wanted.some((status) => {
    switch (status) {
      case "upcoming":
        return isAhead && !(isOccurrence && isPending);
      case "past":
        return isLive && booking.end <= now;
      case "cancelled":
        return !isLive;
      case "unconfirmed":
        return isAhead && isPending;
      case "recurring":
        return isAhead && isOccurrence;
    }
  });
}

function hasAttendee(booking: Booking, { attendeeEmail, attendeeName }: Filters): boolean {
  return booking.attendees.some(
    (attendee) =>
      (attendeeEmail === undefined ||
        attendee.email.toLowerCase() === attendeeEmail.toLowerCase()) &&
      (attendeeName === undefined || attendee.name === attendeeName),
  );
}

function hasFacts(booking: Booking, query: Filters): boolean {
  const ids = query.eventTypeIds?.split(",").map(Number);
  const hasType = ids === undefined || ids.includes(booking.eventTypeId ?? 0);
  return (
    hasType &&
    (query.bookingUid === undefined || booking.uid === query.bookingUid) &&
    (query.eventTypeId === undefined || booking.eventTypeId === query.eventTypeId) &&
    query.teamId === undefined &&
    query.teamsIds === undefined
  );
}

function isBetween(booking: Booking, query: Filters): boolean {
  const after = (text: string | undefined, value: number): boolean =>
    text === undefined || value >= (readInstant(text) ?? 0);
  const before = (text: string | undefined, value: number): boolean =>
    text === undefined || value <= (readInstant(text) ?? 0);
  return (
    after(query.afterStart, booking.start) &&
    before(query.beforeEnd, booking.end) &&
    after(query.afterCreatedAt, booking.createdAt) &&
    before(query.beforeCreatedAt, booking.createdAt) &&
    after(query.afterUpdatedAt, booking.updatedAt) &&
    before(query.beforeUpdatedAt, booking.updatedAt)
  );
}

function comparing(query: Filters): (a: Booking, b: Booking) => number {
  const keys = [
    [query.sortStart, "start"],
    [query.sortEnd, "end"],
    [query.sortCreated, "createdAt"],
    [query.sortUpdatedAt, "updatedAt"],
  ] as const;
  const [direction, key] = keys.find(([each]) => each !== undefined) ?? [null, "start"];
  // Without a chosen order, only a list of past or of cancelled bookings alone starts with the latest.
  const [status, another] = query.status ?? [];
  const isOfThePast = another === undefined && (status === "past" || status === "cancelled");
  const isAscending = direction === null ? !isOfThePast : direction === "asc";
  return (a, b) => (isAscending ? 1 : -1) * (a[key] - b[key] || a.id - b.id);
}

function paginate(page: { total: number; returned: number; take: number; skip: number }): object {
  const { total, returned, take, skip } = page;
  return {
    returnedItems: returned,
    totalItems: total,
    itemsPerPage: take,
    remainingItems: Math.max(0, total - skip - returned),
    currentPage: total === 0 ? 0 : Math.floor(skip / take) + 1,
    totalPages: Math.ceil(total / take),
    hasNextPage: skip + returned < total,
    hasPreviousPage: skip > 0,
  };
}
