import { minuteMs } from "../../time/durations.ts";

const isoPattern =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(Z|[+-]\d{2}:?\d{2})?)?$/;

/** A calendar date and time of day without a zone; `month` counts from 1. */
export interface CivilTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

/** True for everything the real service accepts as an ISO 8601 date, 30 February included. */
export function looksLikeIso(text: string): boolean {
  const match = isoPattern.exec(text);
  if (match === null) return false;
  const [month, day, hour, minute, second] = [match[2], match[3], match[4], match[5], match[6]].map(
    (part) => Number(part ?? 0),
  );
  return (
    between(month, 1, 12) &&
    between(day, 1, 31) &&
    between(hour, 0, 24) &&
    between(minute, 0, 59) &&
    between(second, 0, 59)
  );
}

function between(value: number | undefined, low: number, high: number): boolean {
  return value !== undefined && value >= low && value <= high;
}

/** Epoch milliseconds of an ISO 8601 string; UTC without an offset. Null for a day that does not exist. */
export function readInstant(text: string): number | null {
  const match = isoPattern.exec(text);
  if (match === null) return null;
  const part = (index: number): number => Number(match[index] ?? 0);
  const midnight = Date.UTC(part(1), part(2) - 1, part(3));
  if (new Date(midnight).getUTCDate() !== part(3)) return null;
  const millis = Math.trunc(Number(`0.${match[7] ?? "0"}`) * 1000);
  const time = ((part(4) * 60 + part(5)) * 60 + part(6)) * 1000 + millis;
  return midnight + time - readOffset(match[8]);
}

function readOffset(zone: string | undefined): number {
  if (zone === undefined || zone === "Z") return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2));
  return (zone.startsWith("-") ? -minutes : minutes) * minuteMs;
}

/** Epoch milliseconds as `2026-12-15T20:00:00.000Z`. */
export function formatInstant(ms: number): string {
  return new Date(ms).toISOString();
}

/** The UTC date and time at `ms`. */
export function civilFromUtc(ms: number): CivilTime {
  const date = new Date(ms);
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
  };
}

/** The instant of UTC midnight on this date; days and months may overflow. */
export function utcFromCivil(year: number, month: number, day: number): number {
  return Date.UTC(year, month - 1, day);
}

/** 0 = Sunday. */
export function weekdayOf(ms: number): number {
  return new Date(ms).getUTCDay();
}

/** As HTTP headers write dates: "Sun, 06 Nov 1994 08:49:37 GMT". */
export function formatHttpDate(ms: number): string {
  return new Date(ms).toUTCString();
}
