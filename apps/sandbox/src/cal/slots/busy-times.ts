import { workingCalendarsOf } from "../resources/calendar-connections.ts";
import { findEventType, findUser } from "../state/find.ts";
import type { Booking, EventType, User } from "../state/state.ts";
import type { World } from "../world.ts";
import type { Interval } from "./interval.ts";
import { minuteMs } from "../../time/durations.ts";

interface BusyQuery {
  readonly eventType: EventType;
  readonly hostId: number;
  /** Only bookings that overlap this range count; a buffer that reaches into it does not. */
  readonly range: Interval;
  /** The booking being moved; an unknown uid is ignored. */
  readonly exceptUid: string | null;
}

/**
 * The times at which a host cannot be booked: bookings as host or attendee, each with its own
 * buffers and those of the requested event type, and the busy times of the host's selected
 * calendars.
 */
export function busyTimes(world: World, query: BusyQuery): Interval[] {
  const { eventType, hostId, range } = query;
  const host = findUser(world, hostId);
  const before = eventType.beforeEventBuffer * minuteMs;
  const after = eventType.afterEventBuffer * minuteMs;
  const bookings = world.store.state.bookings
    .filter((booking) => booking.start <= range.end && booking.end >= range.start)
    .filter((booking) => booking.uid !== query.exceptUid && blocks(booking, eventType))
    .filter((booking) => host !== undefined && takesPart(booking, host))
    .map((booking) => {
      const own = findEventType(world, booking.eventTypeId);
      return {
        start: booking.start - (own?.beforeEventBuffer ?? 0) * minuteMs - after,
        end: booking.end + (own?.afterEventBuffer ?? 0) * minuteMs + before,
      };
    });
  const external = workingCalendarsOf(world, hostId)
    .filter((calendar) => calendar.selected)
    .flatMap((calendar) => calendar.busy)
    .map((busy) => ({ start: busy.start - after, end: busy.end + before }));
  return [...bookings, ...external];
}

function takesPart(booking: Booking, host: User): boolean {
  const email = host.email.toLowerCase();
  return (
    booking.hostId === host.id ||
    booking.coHostIds.includes(host.id) ||
    booking.attendees.some((attendee) => attendee.email.toLowerCase() === email)
  );
}

function blocks(booking: Booking, eventType: EventType): boolean {
  if (booking.status === "accepted") return true;
  return (
    booking.status === "pending" &&
    booking.eventTypeId === eventType.id &&
    eventType.confirmation?.blockUnconfirmedBookingsInBooker === true
  );
}
