import type { Clock } from "../time/clock.ts";

/** Answers of GET /v2/slots, kept for a moment per identical query. */
export interface SlotCache {
  /** The kept answer, or a new one that is then kept. */
  through(key: string, make: () => Promise<object>): Promise<object>;
  clear(): void;
}

/** 2,000 ms: the real service serves slots that stale after a move (recording 16-slots-staleness). */
export function createSlotCache(clock: Clock, ttlMs = 2000): SlotCache {
  const kept = new Map<string, { readonly until: number; readonly answer: object }>();
  return {
    through: async (key, make) => {
      const hit = kept.get(key);
      if (hit !== undefined && hit.until > clock.real()) return hit.answer;
      const answer = await make();
      if (kept.size > 5000) kept.clear();
      kept.set(key, { until: clock.real() + ttlMs, answer });
      return answer;
    },
    clear: () => {
      kept.clear();
    },
  };
}
