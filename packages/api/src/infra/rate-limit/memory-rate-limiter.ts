import type { Clock } from "@reslot/cal/time";

/** A number of calls in a sliding window. */
export interface RateRule {
  count: number;
  windowMs: number;
  /** Counted for all servers together, which costs a query; otherwise each server counts its own. */
  isShared?: boolean;
}

/** Counts calls. */
export interface RateLimiter {
  /**
   * Counts `calls` under `key` and lets them through, or counts nothing and says how long to wait.
   *
   * @returns 0, or the milliseconds until that many calls are allowed again
   * @throws when the store does not answer; the caller decides what that means
   */
  take(key: string, rule: RateRule, calls?: number): Promise<number>;
}

interface Counts {
  /** Which window `current` counts. */
  window: number;
  current: number;
  previous: number;
}

const maxKeys = 20_000;

/**
 * Counts in this process: two numbers for a key, the window before weighted by how much of it is still in view.
 * When there are too many keys, the least recently used are dropped.
 */
export function createMemoryRateLimiter(clock: Clock): RateLimiter {
  const known = new Map<string, Counts>();
  return {
    async take(key, rule, calls = 1) {
      const now = clock.now();
      const counts = inWindow(known.get(key), Math.floor(now / rule.windowMs));
      const passed = (now % rule.windowMs) / rule.windowMs;
      const waitMs = waitFor(counts, { ...rule, calls, passed });
      if (waitMs === 0) counts.current += calls;
      known.delete(key);
      known.set(key, counts);
      if (known.size > maxKeys) dropOldest(known);
      return waitMs;
    },
  };
}

function inWindow(counts: Counts | undefined, window: number): Counts {
  if (counts?.window === window) return counts;
  const previous = counts?.window === window - 1 ? counts.current : 0;
  return { window, current: 0, previous };
}

/** When the weighted sum leaves room for `calls` again if no one else calls. */
function waitFor(
  { current, previous }: Counts,
  { count, windowMs, calls, passed }: RateRule & { calls: number; passed: number },
): number {
  const room = count - calls;
  if (previous * (1 - passed) + current <= room) return 0;
  const untilNext = (1 - passed) * windowMs;
  if (room < 0) return Math.ceil(untilNext + windowMs);
  // Within this window only the previous one's weight shrinks; in the next one it is this one's.
  const wanted = current <= room ? 1 - (room - current) / previous - passed : null;
  const ms = wanted === null ? untilNext + (1 - room / current) * windowMs : wanted * windowMs;
  return Math.max(1, Math.ceil(ms));
}

function dropOldest(known: Map<string, Counts>): void {
  const [oldest] = known.keys();
  if (oldest !== undefined) known.delete(oldest);
}
