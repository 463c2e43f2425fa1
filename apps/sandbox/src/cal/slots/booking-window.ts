import { readInstant, weekdayOf } from "../time/instant.ts";
import type { BookingWindow } from "../state/state.ts";
import { addDays, localDate, startOfDate, wallOf } from "../time/zone.ts";
import type { Interval } from "./interval.ts";

const always: Interval = { start: Number.NEGATIVE_INFINITY, end: Number.POSITIVE_INFINITY };

interface WindowQuery {
  readonly window: BookingWindow | null;
  readonly scheduleZone: string;
  /** Zone of "today": the request's for slots, the attendee's for a booking. */
  readonly todayZone: string;
  readonly now: number;
}

/**
 * The starts that a fixed window allows. Dates of a range are UTC midnights read in the schedule's
 * zone, so they are a day early west of Greenwich; `rolling: false` ends n days (or weekdays) from
 * today. Windows with `rolling: true` are not handled here; the real service does not check them
 * when booking.
 */
export function fixedWindow(query: WindowQuery): Interval {
  const { window, scheduleZone, todayZone, now } = query;
  if (window === null) return always;
  if (window.type === "range") {
    const dates = window.value.map((text) => localDate(scheduleZone, readInstant(text) ?? now));
    const [first, last] = [dates[0] ?? "", dates[1] ?? ""];
    return {
      start: startOfDate(scheduleZone, first),
      end: startOfDate(scheduleZone, addDays(last, 1)),
    };
  }
  if (window.rolling) return always;
  const today = localDate(todayZone, now);
  const last =
    window.type === "calendarDays"
      ? addDays(today, window.value)
      : addWeekdays(today, window.value);
  return { start: always.start, end: startOfDate(todayZone, addDays(last, 1)) };
}

/**
 * The last date of a rolling window: the n-th date with a slot from today, weekends included. Null
 * if there are fewer.
 */
export function rollingLastDate(
  window: BookingWindow | null,
  query: { readonly starts: readonly number[]; readonly zone: string; readonly now: number },
): string | null {
  if (window === null || window.type === "range" || !window.rolling) return null;
  const today = localDate(query.zone, query.now);
  const dates = [...new Set(query.starts.map((start) => localDate(query.zone, start)))]
    .filter((date) => date >= today)
    .toSorted();
  return dates[window.value - 1] ?? null;
}

function addWeekdays(date: string, count: number): string {
  let left = count;
  let at = date;
  while (left > 0) {
    at = addDays(at, 1);
    if (isWeekday(at)) left -= 1;
  }
  return at;
}

function isWeekday(date: string): boolean {
  const weekday = weekdayOf(wallOf(date));
  return weekday !== 0 && weekday !== 6;
}
