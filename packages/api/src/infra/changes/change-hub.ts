import type { Change, ChangeFeed, ChangeSignals } from "@reslot/db";
import { type ChangeListener, createChangeListeners, type Entry } from "./change-listeners.ts";
import { createRecentChanges, type RecentChanges, repeatedMs } from "./recent-changes.ts";

interface FollowOptions {
  /** The last change the subscriber received before it was disconnected; null: from now on. */
  afterId: number | null;
  /**
   * The bookings and people whose changes are looked at: ULIDs. `wants` may add to it, for the changes after the one
   * that it is called with.
   */
  about: Set<string>;
  /** Which of these changes the subscriber gets. */
  wants: (change: Change) => boolean;
  /** Ends the subscription. */
  signal: AbortSignal;
}

/** Changes before this id cannot be told: the subscriber reads everything again. */
export interface Gap {
  id: number;
  kind: "gap";
}

/** Where a subscriber starts, and what ends its subscription. */
export interface Subscription {
  lastEventId: string | undefined;
  signal: AbortSignal;
}

/**
 * The changes of the whole installation for the subscribers of this process: one query a second, or one for each
 * signal of a change, however many there are. A change costs as much as the subscribers that it is about, whatever
 * the number of others.
 */
export interface ChangeHub {
  /**
   * The changes a subscriber wants, as they happen. The last seconds before it started are replayed,
   * so that nothing is lost between reading a page and subscribing; subscribers tolerate repeats.
   */
  follow(options: FollowOptions): AsyncGenerator<Change, void, void>;
  /**
   * The same for a subscriber that can read everything again: it is told of a gap where its changes are not kept
   * any more, or are too many to replay.
   */
  followOrTellGap(options: FollowOptions): AsyncGenerator<Change | Gap, void, void>;
}

interface HubOptions {
  feed: ChangeFeed;
  /** Called once for every change, before any subscriber. */
  onChange?: (change: Change) => void;
  onError: (error: unknown) => void;
  everyMs?: number;
  /** Tells of new changes, where the database can; opened while there are subscribers. */
  openSignals?: ((onSignal: () => void) => ChangeSignals) | null;
}

/** Where new changes are signalled, every signal may have been lost. */
const signalledEveryMs = 10_000;
/** Signals in a burst share a query. */
const restMs = 50;

const overlapMs = 5_000;
/** The last day's changes are kept, so a subscriber that names an early id has a bounded number of pages. */
const pageSize = 1_000;
/** Reading a few pages again costs a browser less than these cost the database. */
const maxReplayed = 5 * pageSize;

/** Does not poll while there are no subscribers. */
export function createChangeHub({
  feed,
  onChange,
  onError,
  everyMs = 1_000,
  openSignals = null,
}: HubOptions): ChangeHub {
  const listeners = createChangeListeners();
  const recent = createRecentChanges();
  let isPolling = false;

  async function poll(): Promise<void> {
    const rest = createRest();
    const signals = openSignals?.(rest.wake);
    let lastId: number | null = null;
    let seen = new Set<number>();
    while (listeners.areAny()) {
      try {
        lastId ??= await beginAfter(feed, recent);
        const page = await feed.readAfter({ afterId: lastId, overlapMs, limit: pageSize });
        for (const change of page.filter(({ id }) => !seen.has(id))) {
          onChange?.(change);
          recent.add(change);
          listeners.tell(change);
        }
        seen = new Set(page.map(({ id }) => id));
        const hasMore = isFull(page, lastId);
        lastId = newestOf(page, lastId);
        if (hasMore) continue;
      } catch (error) {
        onError(error);
      }
      await rest.take(signals?.isLive() ? signalledEveryMs : everyMs);
    }
    signals?.close();
    recent.end();
    isPolling = false;
  }

  function listen(listener: ChangeListener): Entry {
    const entry = listeners.add(listener);
    if (!isPolling) {
      isPolling = true;
      void poll();
    }
    return entry;
  }

  const source = { feed, recent, listen };
  return {
    follow: (options) => follow(source, options),
    followOrTellGap: (options) => followOrTellGap(source, options),
  };
}

async function beginAfter(feed: ChangeFeed, recent: RecentChanges): Promise<number> {
  const latestId = await feed.latestId();
  recent.begin(latestId);
  return latestId;
}

interface Source {
  feed: ChangeFeed;
  recent: RecentChanges;
  listen: (listener: ChangeListener) => Entry;
}

async function* follow(
  { feed, recent, listen }: Source,
  { afterId, about, wants, signal }: FollowOptions,
): AsyncGenerator<Change, void, void> {
  const waiting = createQueue(signal);
  /** What was told while catching up, by the feed itself or by the hub, either of which may repeat the other. */
  const told = new Set<number>();
  let isCatchingUp = true;
  const tell = (change: Change) => {
    const before = about.size;
    const isWanted = wants(change);
    if (about.size > before) entry.update();
    if (!isWanted || told.has(change.id)) return;
    if (isCatchingUp) told.add(change.id);
    waiting.add(change);
  };
  const entry = listen({ about, tell });
  try {
    const known = recent.since(afterId);
    if (known) known.forEach(tell);
    else await replayMissed(feed, { afterId, tell, signal });
    isCatchingUp = false;
    yield* waiting.items();
  } finally {
    entry.leave();
  }
}

async function* followOrTellGap(
  source: Source,
  options: FollowOptions,
): AsyncGenerator<Change | Gap, void, void> {
  const { afterId } = options;
  const isKept = afterId === null || source.recent.since(afterId) !== null;
  const gap = isKept ? null : await findGap(source.feed, afterId);
  if (gap) yield gap;
  // From the gap's own id, what happens while the subscriber reads is told too.
  yield* follow(source, gap ? { ...options, afterId: gap.id } : options);
}

/** Whether changes after this id are lost, or too many to replay. Two queries at once. */
async function findGap(feed: ChangeFeed, afterId: number): Promise<Gap | null> {
  const [oldest, latest] = await Promise.all([feed.oldestId(), feed.latestId()]);
  const isPruned = oldest === null ? afterId > 0 : afterId < oldest - 1;
  // An id that is not there yet belongs to another database, or to the time before a restore.
  const isUnknown = afterId > latest;
  return isPruned || isUnknown || latest - afterId > maxReplayed
    ? { id: latest, kind: "gap" }
    : null;
}

interface Replay extends Pick<FollowOptions, "afterId" | "signal"> {
  tell: (change: Change) => void;
}

/** Page by page to the end: however many other bookings have changed, none of the subscriber's is left out. */
async function replayMissed(feed: ChangeFeed, { afterId, tell, signal }: Replay): Promise<void> {
  let from = afterId ?? (await feed.latestId());
  let repeatMs = repeatedMs;
  let hasMore = true;
  while (hasMore && !signal.aborted) {
    const page = await feed.readAfter({ afterId: from, overlapMs: repeatMs, limit: pageSize });
    for (const change of page) tell(change);
    hasMore = isFull(page, from);
    from = newestOf(page, from);
    repeatMs = 0;
  }
}

/** Whether there may be more changes than this page has. */
function isFull(page: readonly Change[], afterId: number): boolean {
  return page.filter(({ id }) => id > afterId).length >= pageSize;
}

function newestOf(page: readonly Change[], afterId: number): number {
  return Math.max(afterId, page.at(-1)?.id ?? 0);
}

interface Queue {
  add(change: Change): void;
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

interface Rest {
  /** Ends the rest that is being taken, or the next one. */
  wake: () => void;
  take(ms: number): Promise<void>;
}

function createRest(): Rest {
  let isAwake = false;
  let wake = () => {};
  return {
    wake() {
      isAwake = true;
      wake();
    },
    async take(ms) {
      await pause(Math.min(restMs, ms));
      if (!isAwake) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, Math.max(0, ms - restMs)).unref();
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
      isAwake = false;
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
