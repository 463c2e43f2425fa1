import { hourMs } from "@reslot/cal/time";
import type { Change, ChangeFeed } from "@reslot/db";
import { expect, it } from "vitest";
import { createChangeHub } from "./change-hub.ts";

const change = (id: number): Change => ({
  id,
  kind: "booking",
  bookingUlid: "booking",
  coachUserUlid: "coach",
  menteeUserUlid: "mentee",
  createdAt: "2026-11-30T10:00:00.000Z",
});

const replayMs = 10_000;

/** A feed of missed changes; the second look at what is new finds the next ones. */
function feedOf(missed: number[], next: number[]): ChangeFeed {
  let looks = 0;
  return {
    latestId: async () => 0,
    readAfter: async ({ overlapMs }) => {
      if (overlapMs === replayMs) return missed.map(change);
      looks += 1;
      return looks === 1 ? [] : next.map(change);
    },
    prune: async () => 0,
  };
}

it("a subscriber to 2,001 changes is not sent again one of the latest", async () => {
  const missed = Array.from({ length: 2_001 }, (_, index) => index + 1);
  const feed = feedOf(missed, [1_999, 2_002]);
  const hub = createChangeHub({ feed, everyMs: 20, onError: () => undefined });
  const stop = new AbortController();
  const seen: number[] = [];

  for await (const { id } of hub.follow({ afterId: 0, wants: () => true, signal: stop.signal })) {
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
  const feed: ChangeFeed = {
    latestId: async () => latestId,
    readAfter: async ({ afterId: from, limit }) =>
      all.filter(({ id }) => id > from).slice(0, limit),
    prune: async () => 0,
  };
  const hub = createChangeHub({ feed, everyMs: hourMs, onError: () => undefined });
  const stop = new AbortController();
  const seen: number[] = [];

  const wants = ({ id }: Change) => id === 2_500;
  for await (const { id } of hub.follow({ afterId, wants, signal: stop.signal })) {
    seen.push(id);
    break;
  }
  stop.abort();

  expect(seen).toEqual([2_500]);
});
