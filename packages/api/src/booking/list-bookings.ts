import { addDays, formatInstant, localDay, parseInstant, startOfDay } from "@reslot/cal/time";
import type { BookingFilter, ListedBooking } from "@reslot/db";
import type { Actor } from "../app/actor.ts";
import type { Needs } from "../app/app.ts";
import type { Role } from "../core/model.ts";
import { roleIn } from "../core/participant.ts";
import { canKeepHost, counterpartView, reschedulabilityOf } from "./describe-booking.ts";
import type { ListBookingsInput } from "./schemas.ts";
import type { BookingList, BookingListItem } from "./types.ts";

const defaultLimit = 20;

/**
 * The person's own meetings, as coach or as mentee: upcoming ones from the next one on, past ones
 * from the latest one back, and how many there are beside the page. One query.
 */
export async function listBookings(
  deps: Needs<"clock" | "settings">,
  { user, reads }: Actor,
  input: ListBookingsInput,
): Promise<BookingList> {
  const now = deps.clock.now();
  const { items, starts, counts, ...rest } = await reads.bookings.list({
    userUlid: user.ulid,
    when: input.when,
    now,
    filter: filterOf(input),
    cursor: input.cursor ?? null,
    limit: input.limit ?? defaultLimit,
  });
  const state = { canKeepHost: canKeepHost(deps), now };
  const timeZone = input.timeZone ?? user.timeZone;
  return {
    items: items.map((booking) => toItem(booking, { ...state, role: roleIn(booking, user.ulid) })),
    nextCursor: rest.nextCursor,
    prevCursor: rest.prevCursor,
    total: rest.total,
    counts: { ...counts, offered: 0 },
    days: timeZone === null ? null : daysOf(starts, timeZone),
    people: rest.people,
  };
}

/** Nothing has offered times yet, so that filter has no meetings. */
const offeredNever: BookingFilter = { from: "infinity" };

function filterOf({ search, filter, withPersonUlid, on, timeZone }: ListBookingsInput) {
  const words = (search ?? "").split(/\s+/u).filter(Boolean);
  return {
    words,
    ...((filter === "needsMe" || filter === "changed") && { which: filter }),
    ...(withPersonUlid !== undefined && { personUlid: withPersonUlid }),
    ...(on !== undefined &&
      timeZone !== undefined && {
        from: formatInstant(startOfDay(on, timeZone)),
        to: formatInstant(startOfDay(addDays(on, 1), timeZone)),
      }),
    ...(filter === "offered" && offeredNever),
  };
}

function daysOf(starts: readonly string[], timeZone: string): BookingList["days"] {
  const counts = new Map<string, number>();
  for (const start of starts) {
    const date = localDay(parseInstant(start), timeZone);
    counts.set(date, (counts.get(date) ?? 0) + 1);
  }
  return [...counts].map(([date, count]) => ({ date, count }));
}

function toItem(
  booking: ListedBooking,
  { role, ...state }: { role: Role; canKeepHost: boolean; now: number },
): BookingListItem {
  const { lastMove, inFlight, coachConnection, menteeConnection } = booking;
  return {
    ulid: booking.ulid,
    title: booking.title,
    startTime: booking.startTime,
    endTime: booking.endTime,
    status: booking.status,
    version: booking.version,
    role,
    counterpart: {
      ...counterpartView({ booking, role }),
      state: role === "coach" ? menteeConnection : coachConnection,
    },
    joinUrl: booking.joinUrl,
    requiresConfirmation: booking.eventType?.requiresConfirmation ?? null,
    needsMe: booking.needs,
    isOccurrence: booking.isOccurrence,
    offer: null,
    lastMove: lastMove && {
      at: lastMove.at,
      by: lastMove.actorRole ?? "cal",
      fromStartTime: lastMove.fromStartTime,
      fromEndTime: lastMove.fromEndTime,
    },
    inFlight: inFlight && {
      kind: inFlight.kind,
      by: inFlight.actorRole,
      newStartTime: inFlight.toStartTime,
      newEndTime: inFlight.toEndTime,
    },
    reschedule: reschedulabilityOf({ booking, role }, { ...state, ...booking }),
    upstreamChanged: booking.upstreamChanged,
  };
}
