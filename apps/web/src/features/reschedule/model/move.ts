import type { BookingDetails } from "@reslot/api";
import { type Display, type Interval, minuteMs, zoneLabel } from "@reslot/cal/time";
import type { People } from "@reslot/react";
import { formatDay, formatRange } from "@reslot/react/time";

/** From a start, with the length that the meeting will have. */
export function intervalAt(start: number, durationMinutes: number): Interval {
  return { start, end: start + durationMinutes * minuteMs };
}

/** An interval as one person reads it: day, times and zone, always shown together. */
export interface Reading {
  day: string;
  range: string;
  zone: string;
}

/** An interval as text, in the locale and time zone of `display`. */
export function readingOf({ start, end }: Interval, display: Display): Reading {
  return {
    day: formatDay(start, display),
    range: formatRange(start, end, display),
    zone: zoneLabel(start, display.timeZone),
  };
}

/** A meeting, its people and its reader: what every step of a move needs. */
export interface MoveContext {
  booking: BookingDetails;
  people: People;
  display: Display;
  /** Where the meeting is. */
  current: Interval;
}
