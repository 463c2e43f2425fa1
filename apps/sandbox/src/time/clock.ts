/** The machine's time. */
export interface Clock {
  /** Epoch milliseconds. */
  now(): number;
}

export const systemClock: Clock = { now: () => Date.now() };

/** Epoch seconds, as JWTs and cookies count. */
export function toSeconds(ms: number): number {
  return Math.floor(ms / 1000);
}
