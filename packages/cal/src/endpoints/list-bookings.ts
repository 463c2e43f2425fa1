import { type UnreadableRow, unreadableRow } from "../http/rows.ts";
import type { Transport } from "../http/transport.ts";
import { CalError } from "../errors/cal-error.ts";
import { type BookingListVersion, bookingVersionCan } from "./api-versions.ts";
import { type BookingPage, bookingPageSchema, type CalBooking } from "./booking-schema.ts";
import type { CallOptions } from "./envelope.ts";

type BookingListStatus = "upcoming" | "recurring" | "past" | "cancelled" | "unconfirmed";

/** Filters of the booking list; instants are ISO 8601. */
export interface ListBookingsQuery {
  /** `upcoming` also returns pending ones; `cancelled` also rejected and moved-away ones. */
  readonly status?: readonly BookingListStatus[];
  readonly afterStart?: string;
  readonly beforeEnd?: string;
  readonly attendeeEmail?: string;
  readonly eventTypeId?: number;
}

/** Every row of a list is in one of the two. */
export interface CalBookingList {
  readonly bookings: CalBooking[];
  /** What could be read of the rows that are no bookings: each may be a meeting that takes place. */
  readonly unreadable: UnreadableRow[];
  /** False when there are more rows than were read. */
  readonly isComplete: boolean;
}

interface Listing extends ListCall {
  readonly query: ListBookingsQuery | undefined;
}

export interface ListCall extends CallOptions {
  /** What errors and metrics call it. */
  readonly operation: string;
  readonly version: BookingListVersion;
}

const pageSize = 100;
const maxBookings = 1000;
/** Rows of more than 2 MB each; more of them mean that something else is wrong. */
const maxOversized = 3;

/** Reads every page, in smaller ones where Cal.com's answer would be too large to be read. */
export async function listBookings(
  transport: Transport,
  { query = {}, ...call }: Listing,
): Promise<CalBookingList> {
  if (!bookingVersionCan(call.version, "pageByCursor"))
    return listBySkip(transport, { query, ...call });
  const { status, ...rest } = query;
  // These versions take one status at a time.
  const lists = await Promise.all(
    (status ?? [undefined]).map((each) =>
      listByCursor(transport, {
        query: each === undefined ? rest : { ...rest, status: [each] },
        ...call,
      }),
    ),
  );
  return merge(lists);
}

type Call = ListCall & { readonly query: ListBookingsQuery & ChangesQuery };

/** Filters that only `listChanges` uses. */
interface ChangesQuery {
  readonly afterUpdatedAt?: string;
  readonly sortUpdatedAt?: "asc";
}

async function listBySkip(transport: Transport, call: Call): Promise<CalBookingList> {
  const list = emptyList();
  let [skip, take, oversized] = [0, pageSize, 0];
  while (skip < maxBookings) {
    const page = await readPage(transport, call, { take, skip: skip === 0 ? undefined : skip });
    if (page === "tooLarge" && take > 1) {
      take = Math.ceil(take / 2);
      continue;
    }
    if (page === "tooLarge") {
      oversized += 1;
      if (oversized > maxOversized) {
        if (list.bookings.length === 0) throw tooLarge(call);
        return { ...list, isComplete: false };
      }
      list.unreadable.push(unreadableRow(null, "bodyTooLarge"));
      skip += 1;
      continue;
    }
    const size = addPage(list, page);
    skip += size;
    // Where Cal.com does not say, a full page may not be the last one.
    const hasMore = page.pagination?.hasNextPage ?? size >= take;
    if (!hasMore || size === 0) return { ...list, isComplete: !hasMore };
  }
  return { ...list, isComplete: false };
}

async function listByCursor(transport: Transport, call: Call): Promise<CalBookingList> {
  const list = emptyList();
  let cursor: string | undefined;
  for (let seen = 0; seen < maxBookings;) {
    const page = await readPage(transport, call, { cursor });
    if (page === "tooLarge") throw tooLarge(call);
    const size = addPage(list, page);
    seen += size;
    cursor = page.pagination?.nextCursor ?? undefined;
    if (cursor === undefined) return { ...list, isComplete: page.pagination?.hasMore !== true };
    if (size === 0) return { ...list, isComplete: false };
  }
  return { ...list, isComplete: false };
}

type Part = Readonly<Record<"take" | "skip" | "cursor", string | number | undefined>>;

/** One page, or word that it is too large to be read. */
export async function readPage(
  transport: Transport,
  { operation, query: { status, ...rest }, version, signal }: Call,
  part: Partial<Part>,
): Promise<BookingPage | "tooLarge"> {
  try {
    return await transport.request({
      operation,
      method: "GET",
      path: "/v2/bookings",
      query: { ...rest, status: status?.join(","), ...part },
      version,
      schema: bookingPageSchema,
      skippedIn: ({ data }) => data.unreadable,
      signal,
    });
  } catch (error) {
    if (error instanceof CalError && error.details?.reason === "bodyTooLarge") return "tooLarge";
    throw error;
  }
}

export function emptyList(): CalBookingList {
  return { bookings: [], unreadable: [], isComplete: true };
}

/** @returns how many rows the page has */
export function addPage(list: CalBookingList, { data: { rows, unreadable } }: BookingPage): number {
  list.bookings.push(...rows);
  list.unreadable.push(...unreadable);
  return rows.length + unreadable.length;
}

/** A booking can be in the lists of two statuses. */
function merge(lists: readonly CalBookingList[]): CalBookingList {
  const bookings = new Map(
    lists.flatMap((list) => list.bookings).map((booking) => [booking.uid, booking]),
  );
  return {
    bookings: [...bookings.values()],
    unreadable: lists.flatMap(({ unreadable }) => unreadable),
    isComplete: lists.every(({ isComplete }) => isComplete),
  };
}

export function tooLarge({ operation }: Pick<ListCall, "operation">): CalError {
  return new CalError("UNEXPECTED_RESPONSE", { operation, details: { reason: "bodyTooLarge" } });
}
