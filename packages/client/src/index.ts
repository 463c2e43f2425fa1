export type {
  Availability,
  AvailabilityInput,
  SuggestionReason,
  TimeSpan,
  Verdict,
} from "./availability.ts";
export type {
  Booking,
  BookingHistory,
  BookingList,
  ConnectionState,
  InFlight,
  Lengths,
  ListBookingsInput,
  ListedBooking,
  MoveResult,
  NotMovableReason,
  Person,
  Reschedulability,
  Role,
} from "./bookings.ts";
export { createReslotClient, type ReslotClient } from "./create-reslot-client.ts";
export type { MoveInput } from "./move-booking.ts";
export type { CallOptions, ReslotClientOptions } from "./options.ts";
export {
  isReslotError,
  ReslotError,
  type ReslotErrorCode,
  type ReslotErrorDetails,
  type ReslotErrorOf,
} from "./reslot-error.ts";
export type { BookingChange, WatchOptions } from "./watch-booking.ts";
