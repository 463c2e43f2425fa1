import type { Clock } from "../time/clock.ts";

/** Responses of GET /v2/slots, cached per identical query. */
export interface SlotCache {
  /** The cached response, or a new one that is then cached. */
  through(key: string, make: () => Promise<object>): Promise<object>;
  clear(): void;
}

/** 2,000 ms: how stale the real service's slots are after a move (recording 16-slots-staleness). */
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
