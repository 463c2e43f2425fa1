import { describe, expect, it } from "vitest";
import { createMemoryRateLimiter } from "./memory-rate-limiter.ts";
import { createSharedRateLimiter } from "./shared-rate-limiter.ts";

const rule = { count: 3, windowMs: 60_000, isShared: true };

/** What several servers share, and what it was asked. */
function sharedStore() {
  const asked: string[] = [];
  const counts = new Map<string, number>();
  const take = async ({ key, limit }: { key: string; limit: number }) => {
    asked.push(key);
    const count = counts.get(key) ?? 0;
    if (count >= limit) return { allowed: false as const, retryAfterMs: 1_500 };
    counts.set(key, count + 1);
    return { allowed: true as const };
  };
  return { take, asked };
}

const server = (store: ReturnType<typeof sharedStore>) =>
  createSharedRateLimiter(createMemoryRateLimiter({ now: () => 600_000 }), store);

describe("createSharedRateLimiter", () => {
  it("counts a shared rule for all servers together and passes on the retry time", async () => {
    const store = sharedStore();
    const [one, two] = [server(store), server(store)];

    expect(await one.take("a", rule)).toBe(0);
    expect(await two.take("a", rule)).toBe(0);
    expect(await one.take("a", rule)).toBe(0);
    expect(await two.take("a", rule)).toBe(1_500);
    expect(await two.take("b", rule)).toBe(0);
  });

  it("does not query the store for local rules, nor for what this server refuses itself", async () => {
    const store = sharedStore();
    const one = server(store);
    await one.take("a", { ...rule, isShared: false });
    expect(store.asked).toEqual([]);

    for (let call = 0; call < 9; call += 1) await one.take("b", rule);
    expect(store.asked).toHaveLength(3);
  });

  it("stores keys only as hashes", async () => {
    const store = sharedStore();
    await server(store).take("write user_2abc", rule);

    expect(store.asked).toEqual([expect.stringMatching(/^[\w-]{43}$/)]);
  });

  it("fails when the store does, so that the caller can decide", async () => {
    const away = { take: () => Promise.reject(new Error("The store is away.")) };
    const one = createSharedRateLimiter(createMemoryRateLimiter({ now: () => 600_000 }), away);

    await expect(one.take("a", rule)).rejects.toThrow("away");
    expect(await one.take("a", { ...rule, isShared: false })).toBe(0);
  });
});
