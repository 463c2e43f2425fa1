import { parseInstant } from "./instant.ts";

/** The only source of "now"; everything that needs the time receives one. */
export interface Clock {
  /** The current instant in epoch milliseconds (UTC). */
  now(): number;
}

/** The machine's own clock. */
export const systemClock: Clock = { now: () => Date.now() };

/**
 * A clock that shows `iso` until it is advanced; for tests and demonstrations.
 *
 * @throws {RangeError} when `iso` is not an instant.
 */
export function fixedClock(iso: string): Clock & { advance(ms: number): void } {
  let now = parseInstant(iso);
  return {
    now: () => now,
    advance: (ms) => {
      now += ms;
    },
  };
}
