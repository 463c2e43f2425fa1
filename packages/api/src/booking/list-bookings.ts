import type { BookingWithPeople } from "@reslot/db";
import type { Actor } from "../app/actor.ts";
import type { Needs } from "../app/app.ts";
import { counterpartOf, roleIn, viewOf } from "../core/participant.ts";
import type { ListBookingsInput } from "./schemas.ts";
import type { BookingList, BookingListItem } from "./types.ts";

const defaultLimit = 20;

/**
 * The person's own meetings, as coach or as mentee: upcoming ones from the next one on, past ones
 * from the latest one back. One query.
 */
export async function listBookings(
  { clock }: Needs<"clock">,
  { user, reads }: Actor,
  input: ListBookingsInput,
): Promise<BookingList> {
  const page = await reads.bookings.list({
    userUlid: user.ulid,
    when: input.when,
    now: clock.now(),
    cursor: input.cursor ?? null,
    limit: input.limit ?? defaultLimit,
  });
  return {
    items: page.items.map((booking) => toItem(booking, user.ulid)),
    nextCursor: page.nextCursor,
  };
}

function toItem(booking: BookingWithPeople, userUlid: string): BookingListItem {
  const role = roleIn(booking, userUlid);
  return {
    ulid: booking.ulid,
    title: booking.title,
    startTime: booking.startTime,
    endTime: booking.endTime,
    status: booking.status,
    role,
    counterpart: viewOf(counterpartOf(booking, role)),
    upstreamChanged: booking.upstreamChanged,
  };
}
