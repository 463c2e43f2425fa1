/** The only source of "now"; everything that needs the time receives one. */
export interface Clock {
  /** The current instant in epoch milliseconds (UTC). */
  now(): number;
}

/** The machine's own clock. */
export const systemClock: Clock = { now: () => Date.now() };

/**
 * A clock that stays at `iso` until it is set; for tests and demonstrations.
 *
 * @throws {RangeError} when `iso` is no date at all.
 */
export function fixedClock(iso: string): Clock & { advance(ms: number): void } {
  let now = Date.parse(iso);
  if (Number.isNaN(now)) throw new RangeError(`not an instant: ${iso}`);
  return {
    now: () => now,
    advance: (ms) => {
      now += ms;
    },
  };
}
