/** The service's time, which a reset can change; caches and rate limits use the unchanged `real` time. */
export interface Clock {
  now(): number;
  real(): number;
  /** Sets the service's time, which then runs on; null returns to the machine's time. */
  set(ms: number | null): void;
  /** Offset from the machine's clock, in milliseconds. */
  offset(): number;
}

/** A clock that follows the machine's until it is set. */
export function createClock(startOffset = 0): Clock {
  let shift = startOffset;
  return {
    now: () => Date.now() + shift,
    real: () => Date.now(),
    set: (ms) => {
      shift = ms === null ? 0 : ms - Date.now();
    },
    offset: () => shift,
  };
}
