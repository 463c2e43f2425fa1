import { hourMs } from "@reslot/cal/time";
import type { Change, ChangeFeed } from "@reslot/db";
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from "vitest";
import { createChangeHub } from "./change-hub.ts";

const change = (id: number): Extract<Change, { coachUserUlid: string }> => ({
  id,
  kind: "booking",
  bookingUlid: "booking",
  coachUserUlid: "coach",
  menteeUserUlid: "mentee",
  createdAt: "2026-11-30T10:00:00.000Z",
});

const replayMs = 10_000;
const aboutCoach = () => new Set(["coach"]);

const emptyFeed: ChangeFeed = {
  latestId: async () => 0,
  oldestId: async () => null,
  coachesOf: async () => ({ met: [], disowned: [] }),
  readAfter: async () => [],
  prune: async () => 0,
};

/** A feed that keeps these changes and no others. */
function feedWith(kept: Change[]): ChangeFeed {
  return {
    ...emptyFeed,
    latestId: async () => kept.at(-1)?.id ?? 0,
    oldestId: async () => kept[0]?.id ?? null,
    readAfter: async ({ afterId: from, limit }) =>
      kept.filter(({ id }) => id > from).slice(0, limit),
  };
}

/** A feed of missed changes; the second look at what is new finds the next ones. */
function feedOf(missed: number[], next: number[]): ChangeFeed {
  let looks = 0;
  return {
    ...emptyFeed,
    readAfter: async ({ overlapMs }) => {
      if (overlapMs === replayMs) return missed.map(change);
      looks += 1;
      return looks === 1 ? [] : next.map(change);
    },
  };
}

it("a subscriber to 2,001 changes is not sent again one of the latest", async () => {
  const missed = Array.from({ length: 2_001 }, (_, index) => index + 1);
  const feed = feedOf(missed, [1_999, 2_002]);
  const hub = createChangeHub({ feed, everyMs: 20, onError: () => undefined });
  const stop = new AbortController();
  const seen: number[] = [];

  const options = { afterId: 0, about: aboutCoach(), wants: () => true, signal: stop.signal };
  for await (const { id } of hub.follow(options)) {
    seen.push(id);
    if (id === 2_002) break;
  }
  stop.abort();

  expect(seen.toSorted((a, b) => a - b)).toEqual([...missed, 2_002]);
});

it.each([
  ["that was away for 2,500 changes", { afterId: 0, latestId: 2_500 }],
  ["during a burst of 2,500 changes", { afterId: 2_500, latestId: 0 }],
])("a subscriber %s gets the last one at once", async (_when, { afterId, latestId }) => {
  const all = Array.from({ length: 2_500 }, (_, index) => change(index + 1));
  const feed = { ...feedWith(all), latestId: async () => latestId };
  const hub = createChangeHub({ feed, everyMs: hourMs, onError: () => undefined });
  const stop = new AbortController();
  const seen: number[] = [];

  const wants = ({ id }: Change) => id === 2_500;
  const options = { afterId, about: aboutCoach(), wants, signal: stop.signal };
  for await (const { id } of hub.follow(options)) {
    seen.push(id);
    break;
  }
  stop.abort();

  expect(seen).toEqual([2_500]);
});

const kept = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => change(from + index));

it.each([
  ["all of which are kept", { afterId: 4, feed: kept(5, 6), first: [5, "booking"] }],
  ["some of which were pruned", { afterId: 3, feed: kept(5, 6), first: [6, "gap"] }],
  ["all of which were pruned", { afterId: 3, feed: [], first: [0, "gap"] }],
  ["in a database without its id", { afterId: 900, feed: kept(5, 6), first: [6, "gap"] }],
  [
    "of 5,000, the most that are replayed",
    { afterId: 0, feed: kept(1, 5_000), first: [1, "booking"] },
  ],
  ["of 5,001", { afterId: 0, feed: kept(1, 5_001), first: [5_001, "gap"] }],
] as const)(
  "a subscriber that missed changes, %s, is told of a gap or of the first",
  async (_what, each) => {
    const hub = createChangeHub({ feed: feedWith([...each.feed]), onError: () => undefined });
    const stop = new AbortController();
    const wants = () => true;
    const options = { afterId: each.afterId, about: aboutCoach(), wants, signal: stop.signal };
    let first: unknown;
    for await (const { id, kind } of hub.followOrTellGap(options)) {
      first = [id, kind];
      break;
    }
    stop.abort();

    expect(first).toEqual(each.first);
  },
);

it("a subscriber that meets a coach while it catches up hears of that coach from then on", async () => {
  const met = new Set(["mentee"]);
  const wants = (each: Change) => {
    if (each.kind === "booking" && each.menteeUserUlid === "mentee") met.add(each.coachUserUlid);
    return true;
  };
  const own = { ...change(1), coachUserUlid: "new coach" };
  const later: Change = { ...change(2), coachUserUlid: "new coach", menteeUserUlid: "another" };
  let looks = 0;
  const readAfter: ChangeFeed["readAfter"] = async ({ overlapMs }) => {
    if (overlapMs === replayMs) return [own];
    looks += 1;
    return looks === 1 ? [] : [later];
  };
  const feed = { ...emptyFeed, readAfter };
  const hub = createChangeHub({ feed, everyMs: 20, onError: () => undefined });
  const stop = new AbortController();
  const seen: number[] = [];

  for await (const { id } of hub.follow({ afterId: 0, about: met, wants, signal: stop.signal })) {
    seen.push(id);
    if (id === 2) break;
  }
  stop.abort();

  expect(seen).toEqual([1, 2]);
});

/** A feed to which `add` appends, and which counts how often it was read. */
function growingFeed() {
  const all: Change[] = [];
  const reads = { count: 0, ids: 0, replays: 0 };
  const feed: ChangeFeed = {
    ...feedWith(all),
    latestId: async () => {
      reads.ids += 1;
      return all.at(-1)?.id ?? 0;
    },
    readAfter: async ({ afterId: from, overlapMs }) => {
      reads[overlapMs === replayMs ? "replays" : "count"] += 1;
      return all.filter(({ id }) => id > from);
    },
  };
  return { feed, reads, add: (id: number) => void all.push(change(id)) };
}

/** What a follower of the hub hears. */
function hear(
  hub: ReturnType<typeof createChangeHub>,
  { afterId = null }: { afterId?: number | null } = {},
) {
  const stop = new AbortController();
  onTestFinished(() => stop.abort());
  const heard: number[] = [];
  const options = { afterId, about: aboutCoach(), wants: () => true, signal: stop.signal };
  void (async () => {
    for await (const { id } of hub.followOrTellGap(options)) heard.push(id);
  })();
  return { heard, stop: () => stop.abort() };
}

describe("a hub whose database signals changes", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  function arrange({ isLive }: { isLive: boolean }) {
    const { feed, reads, add } = growingFeed();
    const close = vi.fn();
    let signal = () => {};
    const openSignals = vi.fn((onSignal: () => void) => {
      signal = onSignal;
      return { isLive: () => isLive, close };
    });
    const hub = createChangeHub({ feed, onError: () => undefined, openSignals });
    return { hub, reads, add, close, openSignals, signal: () => signal() };
  }

  it("reads when it is told to, and else every ten seconds", async () => {
    const { hub, reads, add, signal } = arrange({ isLive: true });
    const { heard } = hear(hub);
    await vi.advanceTimersByTimeAsync(9_000);
    expect(reads.count).toBe(1);

    add(1);
    signal();
    await vi.advanceTimersByTimeAsync(10);
    expect([heard, reads.count]).toEqual([[1], 2]);

    add(2);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(heard).toEqual([1, 2]);
  });

  it("reads once more after a signal that came while it read, and once for many", async () => {
    const { hub, reads, signal } = arrange({ isLive: true });
    hear(hub);
    await vi.advanceTimersByTimeAsync(20); // resting
    for (let count = 0; count < 100; count += 1) signal();
    await vi.advanceTimersByTimeAsync(1_000);

    expect(reads.count).toBe(2);
  });

  it("reads every second while no signal can be heard", async () => {
    const { hub, reads } = arrange({ isLive: false });
    hear(hub);
    await vi.advanceTimersByTimeAsync(9_500);

    expect(reads.count).toBe(10);
  });

  it("asks the feed nothing for a follower who comes later, or back", async () => {
    const { hub, reads, add, signal } = arrange({ isLive: true });
    hear(hub);
    await vi.advanceTimersByTimeAsync(11_000);
    add(1);
    signal();
    await vi.advanceTimersByTimeAsync(100);
    const before = { ...reads };

    const late = hear(hub);
    const back = hear(hub, { afterId: 1 });
    const missed = hear(hub, { afterId: 0 });
    await vi.advanceTimersByTimeAsync(10);

    expect([late.heard, back.heard, missed.heard]).toEqual([[1], [1], [1]]);
    expect(reads).toEqual(before);
  });

  it("listens only while someone follows", async () => {
    const { hub, openSignals, close } = arrange({ isLive: true });
    expect(openSignals).not.toHaveBeenCalled();
    const { stop } = hear(hub);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(openSignals).toHaveBeenCalledTimes(1);
    expect(close).not.toHaveBeenCalled();

    stop();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(close).toHaveBeenCalledTimes(1);
  });
});
