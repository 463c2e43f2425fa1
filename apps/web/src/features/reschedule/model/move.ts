import type { BookingDetails } from "@reslot/api";
import { type Display, minuteMs, parseInstant, zoneLabel } from "@reslot/cal/time";
import type { People } from "@/components/display/people.ts";
import { formatDay, formatRange } from "@/time/format.ts";

/** A span in epoch milliseconds. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Where a meeting is. */
export function spanOf({ startTime, endTime }: { startTime: string; endTime: string }): Span {
  return { start: parseInstant(startTime), end: parseInstant(endTime) };
}

/** The span from a start, with the length that the meeting will have. */
export function spanAt(start: number, durationMinutes: number): Span {
  return { start, end: start + durationMinutes * minuteMs };
}

/** A span as one person reads it: day, times and zone, always shown together. */
export interface Reading {
  day: string;
  range: string;
  zone: string;
}

/** A span as text, in the locale and time zone of `display`. */
export function readingOf({ start, end }: Span, display: Display): Reading {
  return {
    day: formatDay(start, display),
    range: formatRange(start, end, display),
    zone: zoneLabel(start, display.timeZone),
  };
}

/** Times for the other person: their time zone, in the reader's locale. */
export function theirDisplay({ other }: People, display: Display): Display {
  return { locale: display.locale, timeZone: other.timeZone };
}

/** A meeting, its people and its reader: what every step of a move needs. */
export interface MoveContext {
  booking: BookingDetails;
  people: People;
  display: Display;
  /** Where the meeting is. */
  current: Span;
}
