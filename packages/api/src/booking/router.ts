import { participantProcedure, router, surroundedProcedure, userProcedure } from "../trpc.ts";
import { getAvailability } from "./get-availability.ts";
import { getBooking } from "./get-booking.ts";
import { getHistory } from "./get-history.ts";
import { getRescheduleStatus } from "./get-reschedule-status.ts";
import { listBookings } from "./list-bookings.ts";
import { readConnections, readSurroundings } from "./read-surroundings.ts";
import { rescheduleBooking } from "./reschedule-booking.ts";
import {
  availabilityInputSchema,
  bookingInputSchema,
  listBookingsInputSchema,
  rescheduleInputSchema,
  rescheduleStatusInputSchema,
} from "./schemas.ts";
import type {
  Availability,
  BookingDetails,
  BookingHistory,
  BookingList,
  RescheduleResult,
  RescheduleStatus,
} from "./types.ts";

export const bookingRouter = router({
  list: userProcedure
    .input(listBookingsInputSchema)
    .query(({ ctx, input }): Promise<BookingList> => listBookings(ctx, input)),
  get: participantProcedure(bookingInputSchema).query(({ ctx }): Promise<BookingDetails> =>
    getBooking(ctx),
  ),
  availability: surroundedProcedure(availabilityInputSchema, readSurroundings).query(
    ({ ctx, input }): Promise<Availability> => getAvailability(ctx, input),
  ),
  reschedule: surroundedProcedure(rescheduleInputSchema, readConnections).mutation(
    ({ ctx, input }): Promise<RescheduleResult> => rescheduleBooking(ctx, input),
  ),
  rescheduleStatus: userProcedure
    .input(rescheduleStatusInputSchema)
    .query(({ ctx, input }): Promise<RescheduleStatus> => getRescheduleStatus(ctx, input)),
  history: participantProcedure(bookingInputSchema).query(({ ctx }): Promise<BookingHistory> =>
    getHistory(ctx),
  ),
});
