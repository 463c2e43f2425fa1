import { refuseBare } from "../http/problem.ts";
import { findUser, scheduleOf } from "../state/find.ts";
import type { EventType } from "../state/state.ts";
import { weekdayOf } from "../time/instant.ts";
import { addDays, localDate, wallOf } from "../time/zone.ts";
import type { World } from "../world.ts";

interface LimitCheck {
  readonly eventType: EventType;
  readonly start: number;
  /** The booking being moved; it does not count. */
  readonly exceptUid: string | null;
}

type Period = "day" | "week" | "month" | "year";

/** What all dates of a period share, and no other one; weeks start on Sunday. */
const periodsOf: Readonly<Record<Period, (date: string) => string>> = {
  day: (date) => date,
  week: (date) => addDays(date, -weekdayOf(wallOf(date))),
  month: (date) => date.slice(0, 7),
  year: (date) => date.slice(0, 4),
};

/**
 * Refuses a start in a period that has as many accepted bookings of the event type as it may.
 *
 * @throws {Problem} a bare 401, which has nothing to do with a token (observed)
 */
export function refuseBeyondLimits(world: World, check: LimitCheck): void {
  if (isBeyondLimits(world, check)) throw refuseBare(401, "booking_limit_reached");
}

/** Periods are those of the host's zone. */
export function isBeyondLimits(world: World, { eventType, start, exceptUid }: LimitCheck): boolean {
  const limits = eventType.bookingLimitsCount;
  if (limits === null) return false;
  const owner = findUser(world, eventType.ownerId);
  const zone = scheduleOf(world, eventType)?.timeZone ?? owner?.timeZone ?? "UTC";
  const counted = world.store.state.bookings.filter(
    ({ eventTypeId, status, uid }) =>
      eventTypeId === eventType.id && status === "accepted" && uid !== exceptUid,
  );
  const isFull = (period: Period, limit: number | undefined): boolean => {
    if (limit === undefined) return false;
    const periodOf = (at: number): string => periodsOf[period](localDate(zone, at));
    const same = counted.filter((booking) => periodOf(booking.start) === periodOf(start));
    return same.length >= limit;
  };
  return (
    isFull("day", limits.day) ||
    isFull("week", limits.week) ||
    isFull("month", limits.month) ||
    isFull("year", limits.year)
  );
}
