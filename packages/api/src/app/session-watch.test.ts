import { hourMs } from "@reslot/cal/time";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { createSessionWatch } from "./session-watch.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function arrange(perRound = 5) {
  const watch = createSessionWatch({ clock: { elapsed: () => Date.now() }, perRound });
  return (isStanding = vi.fn(async () => true)) => {
    const end = vi.fn();
    return { ...watch.follow({ isStanding, end }), asked: isStanding, end };
  };
}

it("a stream ends within a minute of its session's end, and its session is not asked about any more", async () => {
  const open = arrange();
  const over = open(vi.fn(async () => false));
  const standing = open();

  await vi.advanceTimersByTimeAsync(61_000);
  expect([over.end, standing.end].map(({ mock }) => mock.calls.length)).toEqual([1, 0]);

  await vi.advanceTimersByTimeAsync(60_000);
  expect(over.asked).toHaveBeenCalledTimes(1);
  expect(standing.asked).toHaveBeenCalledTimes(2);
});

it("of more sessions than one round allows, each gets its turn", async () => {
  const open = arrange(1);
  const streams = Array.from({ length: 100 }, () => open());

  await vi.advanceTimersByTimeAsync(100_000);
  expect(streams.filter(({ asked }) => asked.mock.calls.length === 0).length).toBeGreaterThan(50);

  await vi.advanceTimersByTimeAsync(61_000);
  expect(streams.map(({ asked }) => asked.mock.calls.length >= 1)).not.toContain(false);
});

it("nothing is told to a session that has ended, whose turn has not come", async () => {
  const watch = createSessionWatch({ clock: { elapsed: () => Date.now() }, everyMs: hourMs });
  const end = vi.fn();
  const session = watch.follow({ isStanding: async () => false, end });
  expect(await session.isStanding()).toBe(true);

  await vi.advanceTimersByTimeAsync(60_000);
  expect(await session.isStanding()).toBe(false);
  expect(await session.isStanding()).toBe(false);
  expect(end).toHaveBeenCalledTimes(1);
});

it("nothing is asked once no stream is open", async () => {
  const stream = arrange()();
  stream.leave();

  await vi.advanceTimersByTimeAsync(120_000);
  expect(stream.asked).not.toHaveBeenCalled();
  expect(vi.getTimerCount()).toBe(0);
});
