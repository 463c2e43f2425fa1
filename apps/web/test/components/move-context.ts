import type { BookingDetails } from "@reslot/api";
import { parseInterval } from "@reslot/cal/time";
import { peopleOf } from "@reslot/react";
import type { MoveContext } from "@/features/reschedule/model/move.ts";
import { bookingDetails } from "../booking-details.ts";

/** What the steps of a move are given: the meeting of `bookingDetails`, read by its mentee in their own zone. */
export function moveContext(changes: Partial<BookingDetails> = {}): MoveContext {
  const booking = { ...bookingDetails, ...changes };
  const people = peopleOf(booking);
  return {
    booking,
    people,
    display: { locale: "en-GB", timeZone: people.me.timeZone ?? "UTC" },
    current: parseInterval(booking),
  };
}
