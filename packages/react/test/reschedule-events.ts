import type { BookingDetails, NotMovableReason } from "@reslot/api";
import type { MoveInput } from "@/features/reschedule/flow/move-input.ts";
import {
  initialState,
  type RescheduleEvent,
  rescheduleReducer,
  type RescheduleState,
} from "@/features/reschedule/flow/reschedule-machine.ts";
import type { Trouble } from "@/features/reschedule/model/trouble.ts";
import { parseInstant } from "@reslot/cal/time";
import { bookingDetails as booking } from "./booking-details.ts";

export const attemptUlid = "01KC3M8QZ4ABCDEFGHJKMNPQRS";
export const start = parseInstant("2026-12-15T20:00:00Z");
export const inReview = "?slot=2026-12-15T20:00:00Z&step=review";

export const notMovable = (reason: NotMovableReason): BookingDetails => ({
  ...booking,
  reschedule: { allowed: false, reason },
});
export const movedElsewhere: BookingDetails = { ...booking, version: 2 };

export const input: MoveInput = {
  bookingUlid: booking.ulid,
  newStartTime: "2026-12-15T20:00:00.000Z",
  newEndTime: "2026-12-15T20:45:00.000Z",
  attemptUlid,
  expectedVersion: 1,
};
export const refusal = (code: Trouble["code"]): RescheduleEvent => ({
  type: "refused",
  trouble: { code, details: {}, start },
});

export const openAt = (query: string, opened = booking) => initialState({ query, booking: opened });

export function after(state: RescheduleState, ...events: RescheduleEvent[]): RescheduleState {
  return events.reduce(rescheduleReducer, state);
}

export const sent: RescheduleEvent = { type: "sent", attemptUlid };
export const answered: RescheduleEvent = { type: "answered", attemptUlid };
export const unanswered: RescheduleEvent = { type: "unanswered", input };
export const ready = { hasTimes: true };
