import {
  type Availability,
  type AvailabilityInput,
  type Booking,
  type BookingChange,
  type BookingHistory,
  type BookingList,
  type CallOptions,
  type ConnectionState,
  createReslotClient,
  type InFlight,
  isReslotError,
  type Lengths,
  type ListBookingsInput,
  type ListedBooking,
  type MoveInput,
  type MoveResult,
  type NotMovableReason,
  type Person,
  type Reschedulability,
  type ReslotClient,
  type ReslotClientOptions,
  ReslotError,
  type ReslotErrorCode,
  type ReslotErrorDetails,
  type ReslotErrorOf,
  type Role,
  type SuggestionReason,
  type TimeSpan,
  type Verdict,
  type WatchOptions,
} from "@reslot/client";

export const reslot = createReslotClient({ url: "", getToken: async () => null });
// @ts-expect-error -- a client is somebody's
export const anonymous = createReslotClient({ url: "" });

export const move = (bookingUlid: string): Promise<MoveResult> =>
  reslot.moveBooking({ bookingUlid, newStartTime: "2026-12-15T20:00:00Z" });
// @ts-expect-error -- a move leads somewhere
export const nowhere = (bookingUlid: string) => reslot.moveBooking({ bookingUlid });

export const title = (booking: Booking): string => booking.title;
// @ts-expect-error -- the version of a booking is a number
export const version = (booking: Booking): string => booking.version;

export function lengthFrom(error: unknown): number | null {
  if (!isReslotError(error, "END_MISMATCH")) return null;
  // @ts-expect-error -- this code has no such fact
  if (error.details.timeZone === "UTC") return null;
  return error.details.durationMinutes;
}

// @ts-expect-error -- no such code
export type Missing = ReslotErrorDetails["NOT_A_CODE"];

export async function watch(bookingUlid: string, signal: AbortSignal): Promise<void> {
  for await (const { kind } of reslot.watchBooking(bookingUlid, { signal })) {
    // @ts-expect-error -- no such kind
    if (kind === "other") return;
  }
}

/** Each has a name outside, so that a program can pass it on. */
export interface Named {
  read: [Booking, BookingHistory, BookingList, ListedBooking, Availability];
  asked: [AvailabilityInput, ListBookingsInput, MoveInput, CallOptions, WatchOptions];
  parts: [ConnectionState, InFlight, Lengths, NotMovableReason, Person, Reschedulability, Role];
  times: [SuggestionReason, TimeSpan, Verdict, BookingChange];
  client: [ReslotClient, ReslotClientOptions];
  failures: [ReslotErrorCode, ReslotErrorOf<"GONE">];
}

export const failure = new ReslotError({ code: "GONE", message: "Gone." });
