import { type Clock, minuteMs } from "@reslot/cal/time";
import { LRUCache } from "lru-cache";
import { atMost } from "./at-most.ts";

/** Answers that are kept only to save a round trip: never trusted, always read again beside their use. */
export interface HintCache<T> {
  /**
   * Uses the kept value while reading it again. When both are the same, so is the result; otherwise, or
   * when nothing is kept, the value just read is used: one more round.
   *
   * @throws whatever `read` throws, and what the use of the right value throws
   */
  useWhileReading<Result>(key: string, steps: HintSteps<T, Result>): Promise<Result>;
}

interface HintSteps<T, Result> {
  /** What was kept elsewhere, for where nothing is kept here. */
  hint?: T | null;
  read: () => Promise<T>;
  use: (value: T) => Promise<Result>;
  isSame: (kept: T, now: T) => boolean;
}

const maxEntries = 5_000;

export function createHintCache<T>(clock: Clock): HintCache<T> {
  const kept = new LRUCache<string, { value: T }>({
    ...atMost(maxEntries),
    ttl: 10 * minuteMs,
    ttlResolution: 0,
    perf: clock,
  });
  return {
    async useWhileReading(key, { hint: elsewhere = null, read, use, isSame }) {
      const hint = kept.get(key) ?? (elsewhere && { value: elsewhere });
      const early = hint && use(hint.value);
      early?.catch(() => undefined); // it may be about what is no longer so
      const value = await read();
      kept.set(key, { value });
      return early && isSame(hint.value, value) ? early : use(value);
    },
  };
}
