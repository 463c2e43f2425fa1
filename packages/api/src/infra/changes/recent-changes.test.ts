import type { Change } from "@reslot/db";
import { expect, it } from "vitest";
import { createRecentChanges } from "./recent-changes.ts";

const change = (id: number): Change => ({
  id,
  kind: "notification",
  bookingUlid: "booking",
  userUlid: "user",
  createdAt: "2026-11-30T10:00:00.000Z",
});

/** Has heard everything after id 100 for a while. */
function arrange({ forMs = 60_000 } = {}) {
  let now = 0;
  const recent = createRecentChanges({ elapsed: () => now });
  recent.begin(100);
  now += forMs;
  const idsSince = (afterId: number | null) => recent.since(afterId)?.map(({ id }) => id);
  return { recent, idsSince, pass: (ms: number) => void (now += ms) };
}

it("knows what came after an id, and what was heard in the last ten seconds whatever its id", () => {
  const { recent, idsSince, pass } = arrange();
  for (const id of [101, 102]) recent.add(change(id));
  pass(10_001);
  for (const id of [104, 103]) recent.add(change(id)); // the transaction of 103 was committed late

  expect(idsSince(104)).toEqual([104, 103]);
  expect(idsSince(101)).toEqual([102, 104, 103]);
  expect(idsSince(100)).toEqual([101, 102, 104, 103]);
  expect(idsSince(null)).toEqual([104, 103]);
  pass(10_001);
  expect(idsSince(104)).toEqual([]);
});

it.each([
  ["before it began", 99],
  ["that it has not heard of", 101],
])("knows nothing of an id %s", (_what, id) => {
  expect(arrange().idsSince(id)).toBeUndefined();
});

it("knows nothing in its first ten seconds, and after its end", () => {
  const { recent, idsSince, pass } = arrange({ forMs: 9_999 });
  expect(idsSince(null)).toBeUndefined();
  pass(1);
  expect(idsSince(null)).toEqual([]);
  recent.end();
  expect(idsSince(null)).toBeUndefined();
});

it("keeps the last 5,000 at least, and no more than twice as many", () => {
  const { recent, idsSince } = arrange();
  for (let id = 101; id <= 10_100; id += 1) recent.add(change(id));

  expect(idsSince(5_099)).toBeUndefined();
  expect(idsSince(5_100)).toHaveLength(5_000);
});
