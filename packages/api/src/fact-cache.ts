import type { CalCalendar, CalEventType, Clock } from "@reslot/cal";

/** Remembers slow-moving facts of one kind in this process. */
export interface FactCache<T> {
  /**
   * The fact under `key`: loaded once for everybody who asks at the same time, and again when it
   * is older than 10 minutes. A failure is passed on and not remembered.
   */
  get(key: string, load: () => Promise<T>): Promise<T>;
  /** Makes the next `get` load again. */
  forget(key: string): void;
}

/** What hardly ever changes at Cal.com. A move itself never relies on these. */
export interface Facts {
  eventTypes: FactCache<CalEventType | null>;
  calendars: FactCache<readonly CalCalendar[]>;
}

const keepMs = 600_000;
const maxEntries = 5_000;

export function createFacts(clock: Clock): Facts {
  return { eventTypes: createFactCache(clock), calendars: createFactCache(clock) };
}

export function createFactCache<T>(clock: Clock): FactCache<T> {
  const entries = new Map<string, { loadedAt: number; value: Promise<T> }>();

  return {
    get(key, load) {
      const known = entries.get(key);
      if (known && clock.now() - known.loadedAt < keepMs) return known.value;
      if (entries.size >= maxEntries) entries.clear();
      const entry = { loadedAt: clock.now(), value: load() };
      entries.set(key, entry);
      entry.value.catch(() => {
        if (entries.get(key) === entry) entries.delete(key);
      });
      return entry.value;
    },
    forget: (key) => void entries.delete(key),
  };
}
