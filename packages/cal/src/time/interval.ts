import { parseInstant } from "./instant.ts";

/**
 * A stretch of time, half-open: `start` is inside, `end` is not.
 * Both are instants in epoch milliseconds, so no time zone is involved.
 */
export interface Interval {
  readonly start: number;
  readonly end: number;
}

/** The same on the wire and in rows: ISO 8601 instants. */
export interface IsoInterval {
  startTime: string;
  endTime: string;
}

/**
 * Reads both ends. That the end is not before the start is for the caller to know.
 *
 * @throws {RangeError} when either is no instant.
 */
export function parseInterval({ startTime, endTime }: IsoInterval): Interval {
  return { start: parseInstant(startTime), end: parseInstant(endTime) };
}
