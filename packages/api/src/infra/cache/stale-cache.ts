import type { Clock } from "@reslot/cal/time";
import { LRUCache } from "lru-cache";
import { atMost } from "./at-most.ts";
import { isHeldBack } from "../../core/errors/is-held-back.ts";

/** A cached answer and when reading it started, in epoch ms. */
export interface CachedValue<T> {
  value: T;
  readAt: number;
}

type Read<T> = (known: { isCached: boolean }) => Promise<T>;

/** Answers of one kind that are good for seconds, in this process: stale while revalidating. */
export interface StaleCache<T> {
  /**
   * The answer under `key`. A fresh one comes from the cache; a stale one does too, while a new one
   * is being read; an older one is read again, once for everyone who asks at the same time. `isCached` tells
   * `read` that there is an answer to serve while Cal.com may not be asked.
   *
   * @throws whatever `read` throws, when there is nothing to serve instead
   */
  get(key: string, read: Read<T>): Promise<CachedValue<T>>;
  /** Deletes every answer whose key starts like this; one that is being read now is not cached. */
  deleteByPrefix(prefix: string): void;
  /** The same, but for `heldBackMs`: what was known is served then, and only then. */
  expireByPrefix(prefix: string): void;
}

interface Entry<T> {
  known: CachedValue<T> | null;
  reading: Promise<CachedValue<T>> | null;
  /** It has changed since it was read. */
  isExpired: boolean;
}

interface Lifetimes {
  freshMs: number;
  /** From when it was read; an answer older than this is not served. */
  staleMs: number;
  /** An older one is, up to this age, while Cal.com may not be asked. By default none. */
  heldBackMs?: number;
  /** Keeps serving a stale answer when reading a new one failed. Default true. */
  servesStaleOnError?: boolean;
}

/** The least recently used of more answers than this is dropped. */
const maxEntries = 2_000;

export function createStaleCache<T>(clock: Clock, lifetimes: Lifetimes): StaleCache<T> {
  const mostMs = Math.max(lifetimes.staleMs, lifetimes.heldBackMs ?? 0);
  const entries = new LRUCache<string, Entry<T>>(atMost(maxEntries));

  const readAgain = (key: string, read: Read<T>): Promise<CachedValue<T>> => {
    const entry: Entry<T> = entries.get(key) ?? { known: null, reading: null, isExpired: false };
    if (entry.reading) return entry.reading;
    const readAt = clock.now();
    const { known, isExpired } = entry;
    const isCached = known !== null && !isExpired && readAt - known.readAt < mostMs;
    entry.reading = read({ isCached })
      .then((value) => {
        entry.isExpired = false;
        return (entry.known = { value, readAt });
      })
      .catch((error: unknown) => {
        const isOurs = entries.get(key) === entry;
        if (isOurs && (!entry.known || lifetimes.servesStaleOnError === false)) entries.delete(key);
        throw error;
      })
      .finally(() => (entry.reading = null));
    entries.set(key, entry);
    return entry.reading;
  };

  return {
    async get(key, read) {
      const { known = null, isExpired = false } = entries.get(key) ?? {};
      if (!known) return readAgain(key, read);
      const ageMs = clock.now() - known.readAt;
      if (isExpired || ageMs >= lifetimes.staleMs) {
        return readAgain(key, read).catch((error: unknown) => {
          if (isHeldBack(error) && ageMs < (lifetimes.heldBackMs ?? 0)) return known;
          throw error;
        });
      }
      if (ageMs >= lifetimes.freshMs) void readAgain(key, read).catch(() => undefined);
      return known;
    },
    deleteByPrefix(prefix) {
      for (const key of entries.keys()) if (key.startsWith(prefix)) entries.delete(key);
    },
    expireByPrefix(prefix) {
      const expired = [...entries].filter(([key]) => key.startsWith(prefix));
      for (const [key, { known }] of expired) {
        entries.set(key, { known, reading: null, isExpired: true });
      }
    },
  };
}
