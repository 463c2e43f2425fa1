import { fixedClock } from "@reslot/cal/time";
import { describe, expect, it, vi } from "vitest";
import { createTtlCache } from "./ttl-cache.ts";

describe("createTtlCache", () => {
  it("loads once for concurrent callers, and again after ten minutes", async () => {
    const clock = fixedClock("2026-11-25T12:00:00Z");
    const cache = createTtlCache<number>(clock);
    const load = vi.fn(async () => load.mock.calls.length);

    expect(await Promise.all([cache.get("a", load), cache.get("a", load)])).toEqual([1, 1]);
    clock.advance(600_000);
    expect(await cache.get("a", load)).toBe(1);
    clock.advance(1);
    expect(await cache.get("a", load)).toBe(2);
    cache.delete("a");
    expect(await cache.get("a", load)).toBe(3);
  });

  it("answers a load whose key was deleted, and does not cache it", async () => {
    const cache = createTtlCache<string>(fixedClock("2026-11-25T12:00:00Z"));
    let finish = (_value: string) => {};
    const loading = cache.get("a", () => new Promise((resolve) => (finish = resolve)));

    cache.delete("a");
    finish("old");

    expect(await loading).toBe("old");
    expect(cache.getIfCached("a")).toBeNull();
    expect(await cache.get("a", async () => "new")).toBe("new");
  });

  it("drops the least recently used when it is full, and keeps the others", async () => {
    const cache = createTtlCache<number>(fixedClock("2026-11-25T12:00:00Z"));
    for (let index = 0; index < 5_000; index += 1) await cache.get(`${index}`, async () => index);
    await cache.get("0", async () => -1);
    await cache.get("one more", async () => 0);

    expect(cache.getIfCached("0")).toBe(0);
    expect(cache.getIfCached("1")).toBeNull();
    expect(cache.getIfCached("2")).toBe(2);
  });

  it("does not cache a failure", async () => {
    const cache = createTtlCache<string>(fixedClock("2026-11-25T12:00:00Z"));

    await expect(cache.get("a", () => Promise.reject(new Error("down")))).rejects.toThrow("down");
    expect(await cache.get("a", async () => "up")).toBe("up");
  });
});
