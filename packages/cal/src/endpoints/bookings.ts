import { type Transport } from "../http/transport.ts";
import {
  bookingAnswerSchema,
  bookingPageSchema,
  bookingSeriesSchema,
  type CalBooking,
} from "./booking-schema.ts";
import { type CallOptions } from "./envelope.ts";

type BookingListStatus = "upcoming" | "recurring" | "past" | "cancelled" | "unconfirmed";

/** Filters of the booking list; instants are ISO 8601. */
interface ListBookingsQuery {
  /** `upcoming` also returns pending ones; `cancelled` also rejected and moved-away ones. */
  readonly status?: readonly BookingListStatus[];
  readonly afterStart?: string;
  readonly beforeEnd?: string;
  readonly attendeeEmail?: string;
  readonly eventTypeId?: number;
}

interface RescheduleInput {
  /** The new start, ISO 8601 with "Z" or an offset; the length comes from the event type. */
  readonly start: string;
  /**
   * Email address of the person who moves it. Cal.com believes it: on event types that need
   * confirmation, the host's address confirms at once. So it must never come from a client.
   */
  readonly rescheduledBy: string;
  readonly reschedulingReason?: string | undefined;
}

export interface BookingEndpoints {
  /**
   * One booking by its uid. Needs no token, but refuses an invalid one.
   *
   * @throws {CalError} NOT_FOUND; UNEXPECTED_RESPONSE for the uid of a recurring series (see `getSeries`).
   */
  get(uid: string, options?: CallOptions): Promise<CalBooking>;
  /**
   * Every occurrence of a recurring series by its start, moved-away and cancelled ones included, by
   * `recurringBookingUid`. Needs no token, but refuses an invalid one.
   *
   * @throws {CalError} NOT_FOUND; UNEXPECTED_RESPONSE for the uid of a single booking.
   */
  getSeries(recurringUid: string, options?: CallOptions): Promise<CalBooking[]>;
  /** All bookings of the token's account that match, from every page (at most 1,000). */
  list(query?: ListBookingsQuery, options?: CallOptions): Promise<CalBooking[]>;
  /** The same as a stream; the next page is read only when it is needed. */
  each(query?: ListBookingsQuery, options?: CallOptions): AsyncIterable<CalBooking>;
  /**
   * Moves a booking: the answer is a *new* booking with a new uid, `pending` where the event type
   * needs confirmation and an attendee moved it. Cal.com checks neither who calls nor whether
   * rescheduling is disabled. Sent once, never retried, 25 s at most.
   *
   * @throws {CalError} when `outcomeUnknown`, only reading the old uid can tell what happened.
   */
  reschedule(uid: string, input: RescheduleInput, options?: CallOptions): Promise<CalBooking>;
}

const pageSize = 100;
const maxBookings = 1000;
const firstCursorVersion = "2026-05-01";

export interface BookingVersions {
  readonly bookings: string;
  readonly bookingList: string;
}

export function createBookingEndpoints(
  transport: Transport,
  versions: BookingVersions,
): BookingEndpoints {
  const version = versions.bookingList;
  return {
    each: (query, options) => eachBooking(transport, { ...options, query, version }),
    list: (query, options) => collect(eachBooking(transport, { ...options, query, version })),
    async get(uid, { signal } = {}) {
      const { data } = await transport.request({
        operation: "bookings.get",
        method: "GET",
        path: `/v2/bookings/${encodeURIComponent(uid)}`,
        version: versions.bookings,
        schema: bookingAnswerSchema,
        signal,
      });
      return data;
    },
    async getSeries(recurringUid, { signal } = {}) {
      const { data } = await transport.request({
        operation: "bookings.getSeries",
        method: "GET",
        path: `/v2/bookings/${encodeURIComponent(recurringUid)}`,
        version: versions.bookings,
        schema: bookingSeriesSchema,
        signal,
      });
      return data;
    },
    async reschedule(uid, input, { signal } = {}) {
      const { data } = await transport.request({
        operation: "bookings.reschedule",
        method: "POST",
        path: `/v2/bookings/${encodeURIComponent(uid)}/reschedule`,
        // Cal.com refuses unknown keys with 400, so only these three are sent.
        body: {
          start: input.start,
          rescheduledBy: input.rescheduledBy,
          reschedulingReason: input.reschedulingReason,
        },
        version: versions.bookings,
        schema: bookingAnswerSchema,
        signal,
      });
      return data;
    },
  };
}

interface Listing extends CallOptions {
  readonly query: ListBookingsQuery | undefined;
  readonly version: string;
}

async function* eachBooking(
  transport: Transport,
  { query = {}, version, signal }: Listing,
): AsyncGenerator<CalBooking> {
  const usesCursor = version >= firstCursorVersion;
  let cursor: string | undefined;
  for (let seen = 0; seen < maxBookings;) {
    const page = await transport.request({
      operation: "bookings.list",
      method: "GET",
      path: "/v2/bookings",
      query: {
        ...toListQuery(query),
        ...(usesCursor ? { cursor } : { take: pageSize, skip: seen === 0 ? undefined : seen }),
      },
      version,
      schema: bookingPageSchema,
      signal,
    });
    yield* page.data;
    seen += page.data.length;
    cursor = page.pagination?.nextCursor ?? undefined;
    const hasMore = usesCursor ? cursor !== undefined : page.pagination?.hasNextPage === true;
    if (!hasMore || page.data.length === 0) return;
  }
}

async function collect(bookings: AsyncIterable<CalBooking>): Promise<CalBooking[]> {
  const all: CalBooking[] = [];
  for await (const booking of bookings) all.push(booking);
  return all;
}

function toListQuery({ status, ...rest }: ListBookingsQuery) {
  return { ...rest, status: status?.join(",") };
}
