"use client";

import type { BookingDetails, ErrorPayload, RescheduleResult } from "@reslot/api";
import { api } from "@/trpc/react.tsx";
import type { MoveInput } from "./move-input.ts";

/**
 * Moves a booking. Its page shows the new time at once, marked as in progress, and the old one again
 * when the server refuses; a list keeps it under its day and marks it. Without an answer it is unknown whether the meeting moved:
 * `onUnanswered`.
 */
export function useRescheduleBooking(handlers: {
  onAnswered: (result: RescheduleResult) => void;
  onRefused: (error: ErrorPayload, input: MoveInput) => void;
  onUnanswered: (input: MoveInput) => void;
}) {
  const utils = api.useUtils();

  return api.booking.reschedule.useMutation({
    async onMutate(input) {
      const key = { bookingUlid: input.bookingUlid };
      await Promise.all([utils.booking.get.cancel(key), utils.booking.list.cancel()]);
      const booking = utils.booking.get.getData(key);
      utils.booking.get.setData(key, (known) => known && asMoving(known, input));
      return { booking };
    },
    onSuccess({ attemptUlid, outcome, booking }) {
      utils.booking.get.setData({ bookingUlid: booking.ulid }, booking);
      utils.booking.rescheduleStatus.setData({ attemptUlid }, { attemptUlid, outcome, booking });
      handlers.onAnswered({ attemptUlid, outcome, booking });
    },
    onError(error, input, before) {
      utils.booking.get.setData({ bookingUlid: input.bookingUlid }, before?.booking);
      const refusal = error.data?.app;
      // An unexpected failure says nothing about the meeting either.
      if (refusal && refusal.code !== "INTERNAL") handlers.onRefused(refusal, input);
      else handlers.onUnanswered(input);
    },
    async onSettled() {
      await Promise.all([utils.booking.invalidate(), utils.notification.invalidate()]);
    },
  });
}

function asMoving(booking: BookingDetails, input: MoveInput): BookingDetails {
  const { attemptUlid, newStartTime, newEndTime } = input;
  return {
    ...booking,
    ...timesOf(input),
    reschedule: { allowed: false, reason: "inProgress" },
    inFlight: { kind: "move", attemptUlid, by: booking.role, newStartTime, newEndTime },
  };
}

function timesOf({ newStartTime, newEndTime }: MoveInput): { startTime: string; endTime: string } {
  return { startTime: newStartTime, endTime: newEndTime };
}
