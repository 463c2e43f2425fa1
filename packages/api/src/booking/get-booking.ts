import { type BookingState, detailsOf } from "./describe-booking.ts";
import type { SurroundedContext } from "../core/participant.ts";
import type { BookingDetails } from "./types.ts";

/** One meeting with both people, and whether it may be moved now. Cal.com is not asked. */
export function getBooking({
  ports,
  booking,
  role,
  around,
}: SurroundedContext<BookingState>): BookingDetails {
  return detailsOf({ booking, role }, { ...around, now: ports.clock.now() });
}
