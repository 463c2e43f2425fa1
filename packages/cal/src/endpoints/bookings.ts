import { type Transport } from "../http/transport.ts";
import { answerBooking } from "./answer-booking.ts";
import { type BookingListVersion, type BookingVersion, bookingVersionCan } from "./api-versions.ts";
import { bookingAnswerSchema, bookingSeriesSchema, type CalBooking } from "./booking-schema.ts";
import { type CallOptions } from "./envelope.ts";
import { type CalBookingList, listBookings, type ListBookingsQuery } from "./list-bookings.ts";
import { listChanges } from "./list-changes.ts";

interface RescheduleInput {
  /** The new start, ISO 8601 with "Z" or an offset; the length comes from the event type. */
  readonly start: string;
  /**
   * Email address of the person who moves it. Cal.com believes it: on event types that need
   * confirmation, the host's address confirms at once. So it must never come from a client.
   */
  readonly rescheduledBy: string;
  readonly reschedulingReason?: string | undefined;
  /** Leaves a round-robin booking with its host. See `knowsMoveOptions`. */
  readonly sameHost?: boolean | undefined;
  /** Moves although the time conflicts; Cal.com ignores it unless the token is a host's. */
  readonly allowConflicts?: boolean | undefined;
}

/**
 * Whether a version of the bookings API has `sameHost` and `allowConflicts`; older ones refuse a move
 * that names them. Source: documentation, not observed.
 */
export function knowsMoveOptions(version: BookingVersion | undefined): boolean {
  return version !== undefined && bookingVersionCan(version, "moveOptions");
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
   * `recurringBookingUid`. Needs no token, but refuses an invalid one. While an occurrence is
   * unreadable, it may be the successor of any other.
   *
   * @throws {CalError} NOT_FOUND; UNEXPECTED_RESPONSE for the uid of a single booking.
   */
  getSeries(recurringUid: string, options?: CallOptions): Promise<CalBookingList>;
  /**
   * All bookings of the token's account that match, from every page (at most 1,000), and beside
   * them what could be read of the rows that are no bookings: no row is lost.
   *
   * @throws {CalError} UNEXPECTED_RESPONSE when a page is no list at all.
   */
  list(query?: ListBookingsQuery, options?: CallOptions): Promise<CalBookingList>;
  /**
   * The bookings of the token's account that have changed since an instant (epoch ms on Cal.com's
   * clock, inclusive): new, moved-away, cancelled and confirmed ones alike. One call where 250 rows are
   * enough, four at most; `isComplete` is false when there was more.
   *
   * @returns null when Cal.com did not limit its answer to changes: it does not know this filter
   * @throws {CalError} UNEXPECTED_RESPONSE also for a page of more than 2 MB
   */
  listChanges(since: number, options?: CallOptions): Promise<CalBookingList | null>;
  /**
   * Moves a booking: the answer is a *new* booking with a new uid, `pending` where the event type
   * needs confirmation and an attendee moved it. Cal.com checks neither who calls nor whether
   * rescheduling is disabled. Sent once, never retried, 25 s at most.
   *
   * @throws {CalError} when `outcomeUnknown`, only reading the old uid can tell what happened.
   */
  reschedule(uid: string, input: RescheduleInput, options?: CallOptions): Promise<CalBooking>;
  /**
   * Accepts a pending booking with a host's token; of an occurrence every pending one of its series. Cal.com
   * also accepts what was cancelled, rejected or moved away, and double-books: read before and after. Sent once.
   *
   * @throws {CalError} INVALID_REQUEST when it is accepted already, FORBIDDEN for anyone but a host; when
   *   `outcomeUnknown`, only reading can tell what happened. Source: recorded answers of a 2026-01 server.
   */
  confirm(uid: string, options?: CallOptions): Promise<CalBooking>;
  /** Rejects a pending booking, as `confirm` accepts it; a second time too. */
  decline(uid: string, input: { reason?: string }, options?: CallOptions): Promise<CalBooking>;
}

export interface BookingVersions {
  readonly bookings: BookingVersion;
  readonly bookingList: BookingListVersion;
}

export function createBookingEndpoints(
  transport: Transport,
  versions: BookingVersions,
): BookingEndpoints {
  const version = versions.bookingList;
  return {
    list: (query, { signal } = {}) =>
      listBookings(transport, { operation: "bookings.list", query, version, signal }),
    listChanges: (since, { signal } = {}) =>
      listChanges(transport, { operation: "bookings.listChanges", since, version, signal }),
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
        skippedIn: (answer) => answer.data.unreadable,
        signal,
      });
      return { bookings: data.rows, unreadable: data.unreadable, isComplete: true };
    },
    async reschedule(uid, input, { signal } = {}) {
      const { data } = await transport.request({
        operation: "bookings.reschedule",
        method: "POST",
        path: `/v2/bookings/${encodeURIComponent(uid)}/reschedule`,
        // Cal.com refuses unknown keys with 400.
        body: {
          start: input.start,
          rescheduledBy: input.rescheduledBy,
          reschedulingReason: input.reschedulingReason,
          ...(input.sameHost === true && { rescheduleWithSameHost: true }),
          ...(input.allowConflicts === true && { allowConflicts: true }),
        },
        version: versions.bookings,
        schema: bookingAnswerSchema,
        signal,
      });
      return data;
    },
    confirm: (uid, { signal } = {}) =>
      answerBooking(transport, { uid, verb: "confirm", body: {}, versions, signal }),
    decline: (uid, body, { signal } = {}) =>
      answerBooking(transport, { uid, verb: "decline", body, versions, signal }),
  };
}
