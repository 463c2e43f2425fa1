import { tracked } from "@trpc/server";
import { answerRequest } from "../answer/answer-request.ts";
import { getAvailability } from "../availability/get-availability.ts";
import { openSchedulingContext, plansFor } from "../availability/load-scheduling-context.ts";
import { acknowledge } from "../booking/acknowledge.ts";
import { detailsOf, stateAround } from "../booking/describe-booking.ts";
import { withRequestCounted } from "../booking/with-request-counted.ts";
import { getHistory } from "../booking/get-history.ts";
import { listBookings } from "../booking/list-bookings.ts";
import {
  acknowledgeInputSchema,
  answerInputSchema,
  availabilityInputSchema,
  bookingInputSchema,
  listBookingsInputSchema,
  rescheduleInputSchema,
  rescheduleStatusInputSchema,
  subscribeToBookingInputSchema,
} from "../booking/schemas.ts";
import { subscribeToBooking } from "../booking/subscribe-to-booking.ts";
import type {
  AnswerResult,
  Availability,
  BookingDetails,
  BookingHistory,
  BookingList,
  RescheduleResult,
  RescheduleStatus,
} from "../booking/types.ts";
import { getRescheduleStatus, isKnownMove } from "../reschedule/attempt-result.ts";
import { rescheduleBooking } from "../reschedule/reschedule-booking.ts";
import { router, userProcedure } from "../trpc/procedures.ts";
import { openForMove, plansAtTarget } from "../reschedule/move.ts";
import {
  coachProcedureWith,
  menteeProcedure,
  participantProcedure,
  participantProcedureWith,
} from "./participant-procedure.ts";

export const bookingRouter = router({
  list: userProcedure
    .input(listBookingsInputSchema)
    .query(({ ctx, input }): Promise<BookingList> => listBookings(ctx.app, ctx.actor, input)),
  get: participantProcedureWith(bookingInputSchema, { load: stateAround }).query(
    ({ ctx }): Promise<BookingDetails> =>
      withRequestCounted(ctx.app, detailsOf(ctx, { ...ctx.loaded, now: ctx.app.clock.now() })),
  ),
  availability: participantProcedureWith(availabilityInputSchema, {
    purpose: "view",
    plansOf: plansFor,
    load: openSchedulingContext,
  }).query(({ ctx, input }): Promise<Availability> =>
    getAvailability(ctx.app, { booking: ctx.booking, role: ctx.role, context: ctx.loaded }, input),
  ),
  reschedule: participantProcedureWith(rescheduleInputSchema, {
    purpose: "move",
    plansOf: plansAtTarget,
    load: openForMove,
    isKnown: isKnownMove,
  }).mutation(({ ctx, input }): Promise<RescheduleResult> => {
    const { app, actor, booking, role, loaded } = ctx;
    return rescheduleBooking(app, { actor, booking, role, ...loaded, input });
  }),
  acknowledge: menteeProcedure(acknowledgeInputSchema).mutation(
    ({ ctx, input }): Promise<{ acknowledgedAt: string }> => acknowledge(ctx.app, ctx.actor, input),
  ),
  confirm: coachProcedureWith(answerInputSchema, {
    purpose: "move",
    load: openForMove,
  }).mutation(({ ctx: { app, loaded, ...ctx }, input }): Promise<AnswerResult> =>
    answerRequest(app, { ...ctx, kind: "confirm", connections: loaded.connections, input }),
  ),
  decline: coachProcedureWith(answerInputSchema, {
    purpose: "move",
    load: openForMove,
  }).mutation(({ ctx: { app, loaded, ...ctx }, input }): Promise<AnswerResult> =>
    answerRequest(app, { ...ctx, kind: "decline", connections: loaded.connections, input }),
  ),
  rescheduleStatus: userProcedure
    .input(rescheduleStatusInputSchema)
    .query(({ ctx, input }): Promise<RescheduleStatus> =>
      getRescheduleStatus(ctx.app, ctx.actor, input.attemptUlid),
    ),
  onChange: participantProcedure(subscribeToBookingInputSchema).subscription(async function* ({
    ctx,
    input,
  }) {
    const subscription = { lastEventId: input.lastEventId, signal: ctx.ends };
    for await (const { id, kind } of subscribeToBooking(ctx.app, ctx.booking, subscription)) {
      yield tracked(id, { kind });
    }
  }),
  history: participantProcedure(bookingInputSchema).query(({ ctx }): Promise<BookingHistory> =>
    getHistory(ctx.actor, ctx),
  ),
});
