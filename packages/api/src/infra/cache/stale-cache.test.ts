import { CalError } from "@reslot/cal";
import { fixedClock } from "@reslot/cal/time";
import { describe, expect, it, vi } from "vitest";
import { AppError } from "../../core/errors/app-error.ts";
import { createStaleCache } from "./stale-cache.ts";

const lifetimes = { freshMs: 15_000, staleMs: 60_000 };
const settled = () => new Promise((resolve) => setTimeout(resolve, 0));

describe("createStaleCache", () => {
  it("reads once for concurrent callers, serves stale values while revalidating, and reads again after a minute", async () => {
    const clock = fixedClock("2026-11-25T12:00:00Z");
    const start = clock.now();
    const cache = createStaleCache<number>(clock, lifetimes);
    const read = vi.fn(async () => read.mock.calls.length);

    expect(await Promise.all([cache.get("a", read), cache.get("a", read)])).toEqual([
      { value: 1, readAt: start },
      { value: 1, readAt: start },
    ]);
    clock.advance(14_999);
    expect(await cache.get("a", read)).toEqual({ value: 1, readAt: start });
    expect(read).toHaveBeenCalledTimes(1);
    clock.advance(1);
    expect(await cache.get("a", read)).toEqual({ value: 1, readAt: start });
    await settled();
    expect(await cache.get("a", read)).toEqual({ value: 2, readAt: start + 15_000 });
    clock.advance(60_000);
    expect(await cache.get("a", read)).toEqual({ value: 3, readAt: start + 75_000 });
  });

  it("reads once for a hundred callers of what is too old, or was dropped when it was full", async () => {
    const clock = fixedClock("2026-11-25T12:00:00Z");
    const cache = createStaleCache<number>(clock, lifetimes);
    const read = vi.fn(async () => read.mock.calls.length);
    const others = vi.fn(async () => 0);
    const many = async () =>
      new Set(
        (await Promise.all(Array.from({ length: 100 }, () => cache.get("a", read)))).map(
          ({ value }) => value,
        ),
      );
    expect(await many()).toEqual(new Set([1]));

    clock.advance(60_000);
    expect(await many()).toEqual(new Set([2]));

    for (let index = 0; index < 2_000; index += 1) await cache.get(`other ${index}`, others);
    expect(await many()).toEqual(new Set([3]));
    await cache.get("other 1999", others);
    expect(read).toHaveBeenCalledTimes(3);
    expect(others).toHaveBeenCalledTimes(2_000);
  });

  it("tells a read whether something is served should Cal.com not be asked", async () => {
    const clock = fixedClock("2026-11-25T12:00:00Z");
    const cache = createStaleCache<number>(clock, { ...lifetimes, heldBackMs: 600_000 });
    const read = vi.fn(async (_known: { isCached: boolean }) => 1);
    const readsAfter = async (ms: number) => {
      clock.advance(ms);
      await cache.get("a", read);
      await settled();
      return read.mock.lastCall?.[0].isCached;
    };

    expect(await readsAfter(0)).toBe(false);
    expect(await readsAfter(20_000)).toBe(true);
    expect(await readsAfter(599_999)).toBe(true);
    expect(await readsAfter(600_000)).toBe(false);
    cache.expireByPrefix("a");
    expect(await readsAfter(0)).toBe(false);
    expect(read).toHaveBeenCalledTimes(5);
  });

  it("passes a failure on without a value, and keeps a stale one through it", async () => {
    const clock = fixedClock("2026-11-25T12:00:00Z");
    const cache = createStaleCache<string>(clock, lifetimes);
    const fail = () => Promise.reject(new Error("down"));

    await expect(cache.get("a", fail)).rejects.toThrow("down");
    expect(await cache.get("a", async () => "up")).toMatchObject({ value: "up" });
    clock.advance(20_000);
    expect(await cache.get("a", fail)).toMatchObject({ value: "up" });
    await settled();
    expect(await cache.get("a", fail)).toMatchObject({ value: "up" });
    clock.advance(40_000);
    await expect(cache.get("a", fail)).rejects.toThrow("down");
  });

  it("serves a value of up to ten minutes, with its age, while Cal.com may not be asked", async () => {
    const clock = fixedClock("2026-11-25T12:00:00Z");
    const readAt = clock.now();
    const cache = createStaleCache<string>(clock, { ...lifetimes, heldBackMs: 600_000 });
    const heldBack = new CalError("HELD_BACK", { retryAfterMs: 20_000 });
    const words = new AppError("SERVICE_BUSY", { cause: heldBack });
    await cache.get("a", async () => "up");
    clock.advance(300_000);

    for (const error of [heldBack, words, new CalError("RATE_LIMITED")]) {
      const known = cache.get("a", () => Promise.reject(error));
      await expect(known).resolves.toEqual({ value: "up", readAt });
    }
    const unreachable = new CalError("UNREACHABLE");
    await expect(cache.get("a", () => Promise.reject(unreachable))).rejects.toBe(unreachable);
    await expect(cache.get("b", () => Promise.reject(heldBack))).rejects.toBe(heldBack);
    clock.advance(300_000);
    await expect(cache.get("a", () => Promise.reject(heldBack))).rejects.toBe(heldBack);
  });

  it("drops a stale value on a failure when configured so", async () => {
    const clock = fixedClock("2026-11-25T12:00:00Z");
    const cache = createStaleCache<string>(clock, { ...lifetimes, servesStaleOnError: false });
    await cache.get("a", async () => "up");
    clock.advance(20_000);

    await cache.get("a", () => Promise.reject(new Error("gone")));
    await settled();

    await expect(cache.get("a", () => Promise.reject(new Error("gone")))).rejects.toThrow("gone");
  });

  it("serves what has changed since it was read only while Cal.com may not be asked", async () => {
    const clock = fixedClock("2026-11-25T12:00:00Z");
    const cache = createStaleCache<number>(clock, { ...lifetimes, heldBackMs: 600_000 });
    await cache.get("anna 1", async () => 1);
    let finish = (_value: number): void => undefined;
    const slow = new Promise<number>((resolve) => (finish = resolve));
    clock.advance(20_000);
    await cache.get("anna 1", () => slow);

    cache.expireByPrefix("anna ");
    finish(0);
    await settled();

    const heldBack = () => Promise.reject(new CalError("HELD_BACK"));
    expect(await cache.get("anna 1", heldBack)).toMatchObject({ value: 1 });
    const failing = () => Promise.reject(new Error("down"));
    await expect(cache.get("anna 1", failing)).rejects.toThrow("down");
    expect(await cache.get("anna 1", async () => 2)).toMatchObject({ value: 2 });
    expect(await cache.get("anna 1", async () => 3)).toMatchObject({ value: 2 });
  });

  it("deletes keys with a prefix", async () => {
    const cache = createStaleCache<number>(fixedClock("2026-11-25T12:00:00Z"), lifetimes);
    await cache.get("anna 1", async () => 1);
    await cache.get("ben 1", async () => 1);

    cache.deleteByPrefix("anna ");

    expect(await cache.get("anna 1", async () => 2)).toMatchObject({ value: 2 });
    expect(await cache.get("ben 1", async () => 2)).toMatchObject({ value: 1 });
  });
});
