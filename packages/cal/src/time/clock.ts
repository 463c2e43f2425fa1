import { parseInstant } from "./instant.ts";

/** The only source of "now"; everything that needs the time receives one. */
export interface Clock {
  /** The current instant in epoch milliseconds (UTC). */
  now(): number;
}

/** A clock that measures, too. */
export interface SteadyClock extends Clock {
  /**
   * Whole milliseconds since a moment of no meaning: only differences count. It never jumps, while `now` does when the
   * machine's clock is set.
   */
  elapsed(): number;
}

/** The machine's own clock. */
export const systemClock: SteadyClock = {
  now: () => Date.now(),
  elapsed: () => Math.floor(performance.now()),
};

/**
 * A clock that shows `iso` until it is advanced; for tests and demonstrations.
 *
 * @throws {RangeError} when `iso` is not an instant.
 */
export function fixedClock(iso: string): SteadyClock & { advance(ms: number): void } {
  let now = parseInstant(iso);
  return {
    now: () => now,
    elapsed: () => now,
    advance: (ms) => {
      now += ms;
    },
  };
}
