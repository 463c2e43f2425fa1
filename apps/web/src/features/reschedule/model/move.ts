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

/** The time a start stands for, with the length the meeting will have. */
export function spanAt(start: number, durationMinutes: number): Span {
  return { start, end: start + durationMinutes * minuteMs };
}

/** One person's reading of a span: day, times and zone, which never stand apart. */
export interface Reading {
  day: string;
  range: string;
  zone: string;
}

/** How somebody in `timeZone` reads a span. */
export function readingOf({ start, end }: Span, display: Display): Reading {
  return {
    day: formatDay(start, display),
    range: formatRange(start, end, display),
    zone: zoneLabel(start, display.timeZone),
  };
}

/** The other person's way to read times: their zone, the reader's locale. */
export function theirDisplay({ other }: People, display: Display): Display {
  return { locale: display.locale, timeZone: other.timeZone };
}

/** What stays the same while a move is chosen, reviewed and sent. */
export interface MoveContext {
  booking: BookingDetails;
  people: People;
  display: Display;
  /** Where the meeting is. */
  current: Span;
}
