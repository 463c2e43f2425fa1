import { fixedClock } from "@reslot/cal/time";
import { describe, expect, it, vi } from "vitest";
import { createTtlCache } from "./ttl-cache.ts";

describe("createTtlCache", () => {
  it("loads once for all who ask, and again after ten minutes", async () => {
    const clock = fixedClock("2026-11-25T12:00:00Z");
    const cache = createTtlCache<number>(clock);
    const load = vi.fn(async () => load.mock.calls.length);

    expect(await Promise.all([cache.get("a", load), cache.get("a", load)])).toEqual([1, 1]);
    clock.advance(599_999);
    expect(await cache.get("a", load)).toBe(1);
    clock.advance(1);
    expect(await cache.get("a", load)).toBe(2);
    cache.delete("a");
    expect(await cache.get("a", load)).toBe(3);
  });

  it("does not remember a failure", async () => {
    const cache = createTtlCache<string>(fixedClock("2026-11-25T12:00:00Z"));

    await expect(cache.get("a", () => Promise.reject(new Error("down")))).rejects.toThrow("down");
    expect(await cache.get("a", async () => "up")).toBe("up");
  });
});
