import { tracked } from "@trpc/server";
import { subscribeToBooking } from "../infra/changes.ts";
import {
  participantProcedure,
  router,
  surroundedProcedure,
  userProcedure,
} from "../trpc/procedures.ts";
import { readBookingState } from "../booking/describe-booking.ts";
import { getAvailability } from "../availability/get-availability.ts";
import { getBooking } from "../booking/get-booking.ts";
import { getHistory } from "../booking/get-history.ts";
import { getRescheduleStatus } from "../reschedule/get-reschedule-status.ts";
import { listBookings } from "../booking/list-bookings.ts";
import { readConnections, readSurroundings } from "../availability/load-pair-context.ts";
import { rescheduleBooking } from "../reschedule/reschedule-booking.ts";
import {
  availabilityInputSchema,
  bookingInputSchema,
  listBookingsInputSchema,
  rescheduleInputSchema,
  rescheduleStatusInputSchema,
  subscribeToBookingInputSchema,
} from "../booking/schemas.ts";
import type {
  Availability,
  BookingDetails,
  BookingHistory,
  BookingList,
  RescheduleResult,
  RescheduleStatus,
} from "../booking/types.ts";

/** A caller in the same process may watch without a way to stop but leaving the loop. */
const neverAborted = new AbortController().signal;

export const bookingRouter = router({
  list: userProcedure
    .input(listBookingsInputSchema)
    .query(({ ctx, input }): Promise<BookingList> => listBookings(ctx, input)),
  get: surroundedProcedure(bookingInputSchema, readBookingState).query(({ ctx }): BookingDetails =>
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
  onChange: participantProcedure(subscribeToBookingInputSchema).subscription(async function* ({
    ctx,
    input,
    signal,
  }) {
    const watch = { lastEventId: input.lastEventId, signal: signal ?? neverAborted };
    for await (const { id, kind } of subscribeToBooking(ctx, watch)) yield tracked(id, { kind });
  }),
  history: participantProcedure(bookingInputSchema).query(({ ctx }): Promise<BookingHistory> =>
    getHistory(ctx),
  ),
});
