import type { AppRouter } from "@reslot/api";
import { createTRPCClient, httpLink, type HTTPLinkOptions, TRPCClientError } from "@trpc/client";
import type { Availability, AvailabilityInput } from "./availability.ts";
import type {
  Booking,
  BookingHistory,
  BookingList,
  ListBookingsInput,
  MoveResult,
} from "./bookings.ts";
import { type CallOptions, headersOf, type ReslotClientOptions } from "./options.ts";
import { errorFrom } from "./read-error.ts";
import { isReslotError } from "./reslot-error.ts";

/** A move as it is sent. */
interface MoveRequest {
  bookingUlid: string;
  newStartTime: string;
  newEndTime: string;
  attemptUlid: string;
  expectedVersion: number;
  reason?: string | undefined;
  overrideConflict?: boolean | undefined;
  seen?: { timeZone: string; wallClock: string; offset?: string | undefined } | undefined;
}

export type MoveStatus =
  | MoveResult
  | { outcome: "failed"; attemptUlid: string; booking: Booking; error: unknown };

/** Each procedure, once; every failure is a `ReslotError`. */
export interface Calls {
  get(bookingUlid: string, options?: CallOptions): Promise<Booking>;
  list(input: ListBookingsInput, options?: CallOptions): Promise<BookingList>;
  history(bookingUlid: string, options?: CallOptions): Promise<BookingHistory>;
  availability(input: AvailabilityInput, options?: CallOptions): Promise<Availability>;
  reschedule(input: MoveRequest, options?: CallOptions): Promise<MoveResult>;
  status(attemptUlid: string, options?: CallOptions): Promise<MoveStatus>;
}

export function createCalls(options: ReslotClientOptions): Calls {
  const { booking } = createTRPCClient<AppRouter>({
    links: [
      httpLink({
        url: options.url,
        headers: () => headersOf(options),
        fetch: (address, init) => fetchAnswer(options, String(address), init),
      }),
    ],
  });
  return {
    get: (bookingUlid, o) => readable(booking.get.query({ bookingUlid }, signalOf(o)), o),
    list: (input, o) => readable(booking.list.query(input, signalOf(o)), o),
    history: (bookingUlid, o) => readable(booking.history.query({ bookingUlid }, signalOf(o)), o),
    availability: (input, o) => readable(booking.availability.query(input, signalOf(o)), o),
    reschedule: (input, o) => readable(booking.reschedule.mutate(input, signalOf(o)), o),
    status: (attemptUlid, o) =>
      readable(booking.rescheduleStatus.query({ attemptUlid }, signalOf(o)), o),
  };
}

const signalOf = ({ signal }: CallOptions = {}) => (signal ? { signal } : {});

type Init = Parameters<
  NonNullable<HTTPLinkOptions<AppRouter["_def"]["_config"]["$types"]>["fetch"]>
>[1];

/** @throws {ReslotError} when the answer is not one of Reslot's, but of what is in front of it */
async function fetchAnswer(
  { fetch: send = globalThis.fetch }: ReslotClientOptions,
  address: string,
  { method, headers, body, signal }: NonNullable<Init> = {},
): Promise<Response> {
  const response = await send(address, {
    ...(method !== undefined && { method }),
    ...(headers !== undefined && { headers }),
    ...(body && { body }),
    ...(signal && { signal }),
  });
  const isOurs = response.headers.get("content-type")?.startsWith("application/json") === true;
  if (!isOurs) throw errorFrom(null, { response });
  return response;
}

/** @throws {ReslotError} or the reason of the signal that ended the call */
async function readable<Result>(
  answer: Promise<Result>,
  { signal }: CallOptions = {},
): Promise<Result> {
  try {
    return await answer;
  } catch (error) {
    signal?.throwIfAborted();
    if (!(error instanceof TRPCClientError)) throw errorFrom(null, { cause: error });
    if (isReslotError(error.cause)) throw error.cause;
    const response = error.meta?.["response"];
    throw errorFrom(error.data, {
      response: response instanceof Response ? response : undefined,
      cause: error,
    });
  }
}
