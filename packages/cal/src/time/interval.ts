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
