import { hasBrokenCalendar } from "../resources/calendar-connections.ts";
import { hostIdsOf, scheduleOf } from "../state/find.ts";
import type { EventType } from "../state/state.ts";
import type { World } from "../world.ts";
import { busyTimes } from "./busy-times.ts";
import { intersect, subtractFrom, type Interval } from "./interval.ts";
import { daysAway, hoursWhileTravelling } from "./absences.ts";

interface FreeQuery {
  readonly eventType: EventType;
  /** Range in which working hours count. */
  readonly hours: Interval;
  /** Range in which bookings count; see busyTimes. */
  readonly bookings: Interval;
  readonly exceptUid: string | null;
  /** Null: all of them. */
  readonly hostIds?: readonly number[] | null;
}

/**
 * Each host's free times, starting with the owner's. A host without a schedule has none, and neither
 * has one with a broken calendar connection (observed).
 */
export function freeTimesOfHosts(world: World, query: FreeQuery): Interval[][] {
  const { eventType, exceptUid } = query;
  return (query.hostIds ?? hostIdsOf(eventType)).map((hostId) => {
    const schedule = scheduleOf(world, eventType, hostId);
    if (schedule === undefined) return [];
    if (hasBrokenCalendar(world, hostId)) return [];
    const busy = busyTimes(world, { eventType, hostId, range: query.bookings, exceptUid });
    const away = daysAway(world, { hostId, timeZone: schedule.timeZone });
    const hours = hoursWhileTravelling(world, { hostId, schedule, range: query.hours });
    return hours.flatMap((open) => subtractFrom(open, [...busy, ...away]));
  });
}

/** The times at which any host is free, joined and sorted by start. */
export function anyFreeTimes(free: readonly (readonly Interval[])[]): Interval[] {
  const joined: { start: number; end: number }[] = [];
  for (const { start, end } of free.flat().toSorted((a, b) => a.start - b.start)) {
    const last = joined.at(-1);
    if (last !== undefined && start <= last.end) last.end = Math.max(last.end, end);
    else joined.push({ start, end });
  }
  return joined;
}

/** The times at which all hosts are free (recordings 16-slots-collective-*), sorted by start. */
export function commonFreeTimes(free: readonly (readonly Interval[])[]): Interval[] {
  const [first = [], ...others] = free;
  const common = others.reduce<readonly Interval[]>(intersect, first);
  return common.toSorted((a, b) => a.start - b.start || a.end - b.end);
}
