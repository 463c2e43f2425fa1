import { type Clock, minuteMs } from "@reslot/cal/time";
import { LRUCache } from "lru-cache";
import { atMost } from "./at-most.ts";

/** Slow-moving facts of one kind, cached in this process for up to 10 minutes. */
export interface TtlCache<T> {
  /**
   * The fact under `key`: loaded once for everyone who asks at the same time, and again when it has
   * expired. A failure is passed on and not cached.
   */
  get(key: string, load: () => Promise<T>): Promise<T>;
  /** The fact, if it is cached. */
  getIfCached(key: string): T | null;
  /** Makes the next `get` load again. One that is loading now is still answered, but not cached. */
  delete(key: string): void;
}

/** The least recently used of more facts than this is dropped. */
const maxEntries = 5_000;

export function createTtlCache<T>(clock: Clock): TtlCache<T> {
  const cache = new LRUCache<string, { value: T }, () => Promise<T>>({
    ...atMost(maxEntries),
    ttl: 10 * minuteMs,
    ttlResolution: 0,
    perf: clock,
    ignoreFetchAbort: true,
    fetchMethod: async (_key, _stale, { context: load }) => ({ value: await load() }),
  });
  return {
    get: async (key, load) => (await cache.forceFetch(key, { context: load })).value,
    getIfCached: (key) => cache.get(key)?.value ?? null,
    delete: (key) => void cache.delete(key),
  };
}
