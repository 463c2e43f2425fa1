import type { Change, ChangeFeed } from "@reslot/db";
import { LRUCache } from "lru-cache";

interface FollowOptions {
  /** The last change the subscriber received before it was disconnected; null: from now on. */
  afterId: number | null;
  wants: (change: Change) => boolean;
  /** Ends the subscription. */
  signal: AbortSignal;
}

/** Where a subscriber starts, and what ends its subscription. */
export interface Subscription {
  lastEventId: string | undefined;
  signal: AbortSignal;
}

/** The changes of the whole installation for the subscribers of this process: one query a second, however many there are. */
export interface ChangeHub {
  /**
   * The changes a subscriber wants, as they happen. The last seconds before it started are replayed,
   * so that nothing is lost between reading a page and subscribing; subscribers tolerate repeats.
   */
  follow(options: FollowOptions): AsyncGenerator<Change, void, void>;
}

interface HubOptions {
  feed: ChangeFeed;
  /** Called once for every change, before any subscriber. */
  onChange?: (change: Change) => void;
  onError: (error: unknown) => void;
  everyMs?: number;
}

type Listener = (change: Change) => void;

const overlapMs = 5_000;
const replayMs = 10_000;
const pageSize = 500;
const maxRemembered = 2_000;

/** Does not poll while there are no subscribers. */
export function createChangeHub({
  feed,
  onChange,
  onError,
  everyMs = 1_000,
}: HubOptions): ChangeHub {
  const listeners = new Set<Listener>();
  let isPolling = false;

  async function poll(): Promise<void> {
    let lastId: number | null = null;
    let seen = new Set<number>();
    while (listeners.size > 0) {
      try {
        lastId ??= await feed.latestId();
        const page = await feed.readAfter({ afterId: lastId, overlapMs, limit: pageSize });
        for (const change of page.filter(({ id }) => !seen.has(id))) {
          onChange?.(change);
          for (const tell of listeners) tell(change);
        }
        seen = new Set(page.map(({ id }) => id));
        lastId = Math.max(lastId, ...seen);
      } catch (error) {
        onError(error);
      }
      await pause(everyMs);
    }
    isPolling = false;
  }

  return {
    async *follow({ afterId, wants, signal }) {
      const waiting = createQueue(signal);
      const told = new LRUCache<number, true>({ max: maxRemembered });
      listeners.add(waiting.add);
      if (!isPolling) {
        isPolling = true;
        void poll();
      }
      try {
        for (const change of await readMissed(feed, afterId)) waiting.add(change);
        for await (const change of waiting.items()) {
          if (told.has(change.id) || !wants(change)) continue;
          told.set(change.id, true);
          yield change;
        }
      } finally {
        listeners.delete(waiting.add);
      }
    },
  };
}

async function readMissed(feed: ChangeFeed, afterId: number | null): Promise<Change[]> {
  const from = afterId ?? (await feed.latestId());
  return feed.readAfter({ afterId: from, overlapMs: replayMs, limit: pageSize });
}

interface Queue {
  add: Listener;
  items(): AsyncGenerator<Change, void, void>;
}

function createQueue(signal: AbortSignal): Queue {
  const items: Change[] = [];
  let wake: () => void = () => undefined;
  signal.addEventListener("abort", () => wake(), { once: true });
  return {
    add(change) {
      items.push(change);
      wake();
    },
    async *items() {
      while (!signal.aborted) {
        const next = items.shift();
        if (next) yield next;
        else
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
      }
    },
  };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms).unref();
  });
}

/** The feed's id of an event that a client names. */
export function parseEventId(lastEventId: string | undefined): number | null {
  return lastEventId === undefined ? null : Number(lastEventId);
}
