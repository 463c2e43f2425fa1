import { describe, expect, it } from "vitest";
import { createMemoryRateLimiter } from "./memory-rate-limiter.ts";

const rule = { count: 10, windowMs: 60_000 };

function at(start: number) {
  let now = start;
  return { clock: { now: () => now }, pass: (ms: number) => void (now += ms) };
}

async function takeMany(take: () => Promise<number>, times: number): Promise<number[]> {
  const waits: number[] = [];
  for (let index = 0; index < times; index += 1) waits.push(await take());
  return waits;
}

describe("createMemoryRateLimiter", () => {
  it("allows the limit and then gives a retry time", async () => {
    const { clock, pass } = at(600_000);
    const limiter = createMemoryRateLimiter(clock);
    const take = () => limiter.take("a", rule);

    expect(await takeMany(take, 10)).toEqual(Array(10).fill(0));
    const wait = await take();
    expect(wait).toBeGreaterThan(0);
    pass(wait);
    expect(await take()).toBe(0);
  });

  it("counts each key separately", async () => {
    const limiter = createMemoryRateLimiter(at(600_000).clock);
    await takeMany(() => limiter.take("a", rule), 10);

    expect(await limiter.take("a", rule)).toBeGreaterThan(0);
    expect(await limiter.take("b", rule)).toBe(0);
  });

  it("does not allow twice the limit around a window boundary", async () => {
    const { clock, pass } = at(659_000);
    const limiter = createMemoryRateLimiter(clock);
    await takeMany(() => limiter.take("a", rule), 10);
    pass(2_000);

    const waits = await takeMany(() => limiter.take("a", rule), 10);
    expect(waits.filter((wait) => wait === 0)).toHaveLength(0);
  });

  it("counts several calls at once, all or none", async () => {
    const limiter = createMemoryRateLimiter(at(600_000).clock);

    expect(await limiter.take("a", rule, 8)).toBe(0);
    expect(await limiter.take("a", rule, 3)).toBeGreaterThan(0);
    expect(await limiter.take("a", rule, 2)).toBe(0);
  });

  it("always gives a sufficient retry time, at any point of a window", async () => {
    for (let offset = 0; offset < 60_000; offset += 1_777) {
      const { clock, pass } = at(600_000 + offset);
      const limiter = createMemoryRateLimiter(clock);
      const take = () => limiter.take("a", rule);
      for (let round = 0; round < 40; round += 1) {
        const wait = await take();
        if (wait === 0) continue;
        expect(wait).toBeLessThanOrEqual(2 * rule.windowMs);
        pass(wait);
        expect(await take()).toBe(0);
      }
    }
  });

  it("keeps a bounded number of keys", async () => {
    const limiter = createMemoryRateLimiter(at(600_000).clock);
    await takeMany(() => limiter.take("first", rule), 10);
    for (let index = 0; index < 20_001; index += 1) await limiter.take(`key ${index}`, rule);

    expect(await limiter.take("first", rule)).toBe(0);
  });
});
