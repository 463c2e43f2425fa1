/** The service's idea of now, which a reset may move; `real` never moves and times caches and limits. */
export interface Clock {
  now(): number;
  real(): number;
  /** Sets the service's now and lets it run on from there; null returns to the machine's time. */
  set(ms: number | null): void;
  /** Shift against the machine's clock, in milliseconds. */
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
