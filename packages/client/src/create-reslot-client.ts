import type { Availability, AvailabilityInput } from "./availability.ts";
import type {
  Booking,
  BookingHistory,
  BookingList,
  ListBookingsInput,
  MoveResult,
} from "./bookings.ts";
import { createCalls } from "./calls.ts";
import { moveBooking, type MoveInput } from "./move-booking.ts";
import type { CallOptions, ReslotClientOptions } from "./options.ts";
import { repeat } from "./repeat.ts";
import { type BookingChange, watchBooking, type WatchOptions } from "./watch-booking.ts";

/** Reslot as one person. Requests that change nothing are repeated when that can help; failures are `ReslotError`s. */
export interface ReslotClient {
  getBooking(bookingUlid: string, options?: CallOptions): Promise<Booking>;
  listBookings(input: ListBookingsInput, options?: CallOptions): Promise<BookingList>;
  getHistory(bookingUlid: string, options?: CallOptions): Promise<BookingHistory>;
  /** When both can meet: the coach's offered starts with a verdict each. */
  getAvailability(input: AvailabilityInput, options?: CallOptions): Promise<Availability>;
  /** Moves a meeting once, and follows the move until its outcome is known. */
  moveBooking(input: MoveInput): Promise<MoveResult>;
  /** What to read again, as it happens; ends with the signal, or when the loop over it is left. */
  watchBooking(
    bookingUlid: string,
    options?: WatchOptions,
  ): AsyncGenerator<BookingChange, void, void>;
}

/** Nothing is contacted yet. */
export function createReslotClient(options: ReslotClientOptions): ReslotClient {
  const calls = createCalls(options);
  return {
    getBooking: (bookingUlid, o) => repeat(() => calls.get(bookingUlid, o), o?.signal),
    listBookings: (input, o) => repeat(() => calls.list(input, o), o?.signal),
    getHistory: (bookingUlid, o) => repeat(() => calls.history(bookingUlid, o), o?.signal),
    getAvailability: (input, o) => repeat(() => calls.availability(input, o), o?.signal),
    moveBooking: (input) => moveBooking(calls, input),
    watchBooking: (bookingUlid, o) => watchBooking(options, bookingUlid, o),
  };
}
