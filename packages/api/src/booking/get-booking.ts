import type { ParticipantContext } from "./participant.ts";
import { describeBooking } from "./describe-booking.ts";
import type { BookingDetails } from "./types.ts";

/** One meeting with both people, and whether it may be moved now. Cal.com is not asked. */
export async function getBooking(ctx: ParticipantContext): Promise<BookingDetails> {
  return describeBooking(ctx.ports, { booking: ctx.booking, role: ctx.role });
}
