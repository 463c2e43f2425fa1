import type { Clock } from "@reslot/cal/time";

/** Remembers slow-moving facts of one kind in this process. */
export interface TtlCache<T> {
  /**
   * The fact under `key`: loaded once for everybody who asks at the same time, and again when it
   * is older than 10 minutes. A failure is passed on and not remembered.
   */
  get(key: string, load: () => Promise<T>): Promise<T>;
  /** The fact, if it is known already. */
  getIfCached(key: string): Promise<T> | null;
  /** Makes the next `get` load again. */
  delete(key: string): void;
}

const keepMs = 600_000;
const maxEntries = 5_000;

export function createTtlCache<T>(clock: Clock): TtlCache<T> {
  const entries = new Map<string, { loadedAt: number; value: Promise<T> }>();
  const getIfCached = (key: string): Promise<T> | null => {
    const known = entries.get(key);
    return known && clock.now() - known.loadedAt < keepMs ? known.value : null;
  };

  return {
    getIfCached,
    get(key, load) {
      const known = getIfCached(key);
      if (known) return known;
      if (entries.size >= maxEntries) entries.clear();
      const entry = { loadedAt: clock.now(), value: load() };
      entries.set(key, entry);
      entry.value.catch(() => {
        if (entries.get(key) === entry) entries.delete(key);
      });
      return entry.value;
    },
    delete: (key) => void entries.delete(key),
  };
}
