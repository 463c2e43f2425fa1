import { findBooking, isRoundRobin, scheduleOf } from "../state/find.ts";
import { civilFromUtc, utcFromCivil } from "../time/instant.ts";
import type { EventType } from "../state/state.ts";
import type { World } from "../world.ts";
import { localDate, startOfDate } from "../time/zone.ts";
import { isBeyondLimits } from "./booking-limits.ts";
import { fixedWindow, rollingLastDate } from "./booking-window.ts";
import { anyFreeTimes, commonFreeTimes, freeTimesOfHosts } from "./free-times.ts";
import { slotStarts } from "./grid.ts";
import { heldTimes } from "./held-times.ts";
import type { Interval } from "./interval.ts";
import { dayMs, minuteMs } from "../../time/durations.ts";

export interface SlotsQuery {
  readonly eventType: EventType;
  readonly range: Interval;
  /** Null if not sent, which means UTC and slots beyond the range's dates. */
  readonly timeZone: string | null;
  /** Minutes; null if not sent. */
  readonly duration: number | null;
  readonly bookingUidToReschedule: string | null;
}

/** Starts of the bookable slots, sorted, by the rules of the recorded service. Empty without a schedule. */
export function findSlots(world: World, query: SlotsQuery): number[] {
  const { eventType, range } = query;
  const schedule = scheduleOf(world, eventType);
  if (schedule === undefined || range.end < range.start) return [];
  const zone = query.timeZone ?? "UTC";
  const now = world.clock.now();
  const notBefore = now + eventType.minimumBookingNotice * minuteMs;
  const search = searchRange(eventType, range);
  const free = freeTimesOfHosts(world, {
    eventType,
    hours: { start: Math.max(search.start, notBefore), end: search.end },
    bookings: widen(search, query),
    exceptUid: query.bookingUidToReschedule,
    hostIds: hostIdsFor(world, query),
  });
  const duration = query.duration ?? eventType.lengthInMinutes;
  const step = eventType.slotInterval ?? duration;
  const starts = slotStarts(isRoundRobin(eventType) ? anyFreeTimes(free) : commonFreeTimes(free), {
    step,
    duration,
    zone,
    notBefore,
    offset: eventType.offsetStart,
  });
  const window = fixedWindow({
    window: eventType.bookingWindow,
    scheduleZone: schedule.timeZone,
    todayZone: zone,
    now,
  });
  const last = rollingLastDate(eventType.bookingWindow, { starts, zone, now });
  const dates = query.timeZone === null ? null : datesOf(query.timeZone, range);
  const held = heldTimes(world, eventType);
  const exceptUid = query.bookingUidToReschedule;
  return starts.filter((start) => {
    if (isBeyondLimits(world, { eventType, start, exceptUid })) return false;
    if (held.some((hold) => hold.start < start + duration * minuteMs && hold.end > start))
      return false;
    const date = localDate(zone, start);
    const isInWindow =
      start >= window.start && start < window.end && (last === null || date <= last);
    return isInWindow && (dates === null || dates.has(date));
  });
}

/** A round robin that keeps its host offers that host's times for a move; null: every host's. */
function hostIdsFor(world: World, query: SlotsQuery): readonly number[] | null {
  const { eventType, bookingUidToReschedule } = query;
  if (!isRoundRobin(eventType) || !eventType.keepHost) return null;
  const moved = findBooking(world, bookingUidToReschedule ?? "");
  return moved === undefined ? null : [moved.hostId];
}

/** A rolling window is computed from one month before the requested start. */
function searchRange(eventType: EventType, range: Interval): Interval {
  const window = eventType.bookingWindow;
  if (window === null || window.type === "range" || !window.rolling) return range;
  return { start: monthBefore(range.start), end: range.end };
}

/** The same time on the same day of the previous month, or on its last day. */
function monthBefore(ms: number): number {
  const { year, month, day: date } = civilFromUtc(ms);
  const lastDay = civilFromUtc(utcFromCivil(year, month, 0)).day;
  const timeOfDay = ms - utcFromCivil(year, month, date);
  return utcFromCivil(year, month - 1, Math.min(date, lastDay)) + timeOfDay;
}

/** With an explicit duration, a request for a booking to move reads busy times for that much longer. */
function widen(range: Interval, query: SlotsQuery): Interval {
  if (query.bookingUidToReschedule === null || query.duration === null) return range;
  const by = query.duration * minuteMs;
  return { start: range.start - by, end: range.end + by };
}

/** The range's local dates, in steps of 24 hours: this misses the last date after an autumn clock change. */
function datesOf(zone: string, range: Interval): Set<string> {
  const dates = new Set<string>();
  for (let at = startOfDate(zone, localDate(zone, range.start)); at <= range.end; at += dayMs) {
    dates.add(localDate(zone, at));
  }
  return dates;
}
