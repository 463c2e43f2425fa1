import { hostIdsOf, isRoundRobin, scheduleOf } from "../state/find.ts";
import { refuse, refuseBare } from "../http/problem.ts";
import type { EventType } from "../state/state.ts";
import type { World } from "../world.ts";
import { fixedWindow } from "./booking-window.ts";
import { freeTimesOfHosts } from "./free-times.ts";
import type { Interval } from "./interval.ts";
import { minuteMs, weekMs } from "../../time/durations.ts";

const outOfBounds =
  'The event type can\'t be booked at the "start" time provided. This could be because it\'s too soon (violating the minimum booking notice) or too far in the future (outside the event\'s scheduling window). Try fetching available slots first using the GET /v2/slots endpoint and then make a booking with "start" time equal to one of the available slots: https://cal.com/docs/api-reference/v2/slots';

interface SlotCheck {
  readonly eventType: EventType;
  readonly target: Interval;
  readonly attendeeZone: string;
  /** The booking being moved; its own time counts as free. */
  readonly exceptUid: string | null;
  /** The only one who may host it; by default every host of the event type may. */
  readonly hostId?: number | null;
}

/**
 * Checks a new booking's time in the order of the real service: past, then notice and booking
 * window, then the host's free time. There is no slot grid, the host's token makes no difference,
 * and "taken" and "outside hours" get the same message. All hosts must be free; if only some are,
 * the real service fails with a 500 (contract 2.3). Of a round robin one is enough.
 *
 * @returns the ids of the hosts who are free
 * @throws {Problem} 400 in the recorded words, or a bare 500
 */
export function checkSlot(world: World, check: SlotCheck): number[] {
  const { eventType, target } = check;
  const now = world.clock.now();
  if (target.start < now) throw refuse(400, "Attempting to book a meeting in the past.");
  const schedule = scheduleOf(world, eventType);
  const window = fixedWindow({
    window: eventType.bookingWindow,
    scheduleZone: schedule?.timeZone ?? "UTC",
    todayZone: check.attendeeZone,
    now,
  });
  const isTooSoon = target.start < now + eventType.minimumBookingNotice * minuteMs;
  if (isTooSoon || target.start < window.start || target.start >= window.end)
    throw refuse(400, outOfBounds);
  const bookings = { start: target.start - weekMs, end: target.end + weekMs };
  const { exceptUid } = check;
  const hostIds = check.hostId == null ? hostIdsOf(eventType) : [check.hostId];
  const free = freeTimesOfHosts(world, { eventType, hours: target, bookings, exceptUid, hostIds });
  const freeHosts = hostIds.filter((_, index) =>
    free[index]?.some((time) => contains(time, target)),
  );
  if (freeHosts.length === 0)
    throw refuse(400, "User either already has booking at this time or is not available");
  if (freeHosts.length < free.length && !isRoundRobin(eventType))
    throw refuseBare(500, "Internal server error");
  return freeHosts;
}

function contains(outer: Interval, inner: Interval): boolean {
  return outer.start <= inner.start && outer.end >= inner.end;
}
