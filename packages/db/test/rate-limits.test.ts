import { hourMs } from "@reslot/cal/time";
import { ulid } from "ulid";
import { describe, expect, it } from "vitest";
import { db, sql } from "./fixtures.ts";

const take = (key: string, limit = 5, windowMs = hourMs) =>
  db.rateLimits.take({ key, limit, windowMs });

/** Moves a counter some whole windows into the past. */
const age = (key: string, windows: number) =>
  sql(
    `update public."RateLimits" set "windowStart" = "windowStart" - ${windows} * interval '1 hour' where "key" = '${key}'`,
  );

/** How much of the current hour has passed, 0 to 1. */
const hourOver = () => (Date.now() % hourMs) / hourMs;

describe("a rate limit", () => {
  it("allows exactly its number of concurrent requests, per key", async () => {
    const key = ulid();
    const answers = await Promise.all(Array.from({ length: 8 }, () => take(key)));

    expect(answers.filter((answer) => answer.allowed)).toHaveLength(5);
    const refused = answers.find((answer) => !answer.allowed);
    expect(refused?.allowed === false && refused.retryAfterMs).toBeGreaterThan(0);
    expect(refused?.allowed === false && refused.retryAfterMs).toBeLessThanOrEqual(2 * hourMs);
    expect(await take(ulid())).toEqual({ allowed: true });
  });

  it("counts the previous window in proportion to its overlap", async () => {
    const key = ulid();
    for (let count = 0; count < 30; count += 1) await take(key, 30);
    await age(key, 1);

    let allowed = 0;
    while ((await take(key, 30)).allowed) allowed += 1;
    expect(allowed).toBeGreaterThanOrEqual(Math.floor(30 * hourOver()) - 2);
    expect(allowed).toBeLessThanOrEqual(Math.ceil(30 * hourOver()) + 2);
  });

  it("ignores requests of two windows ago", async () => {
    const key = ulid();
    for (let count = 0; count < 5; count += 1) await take(key);
    await age(key, 2);

    for (let count = 0; count < 5; count += 1) expect(await take(key)).toEqual({ allowed: true });
    expect(await take(key)).toMatchObject({ allowed: false });
  });

  it("returns the time until the next request is allowed", async () => {
    const key = ulid();
    let refused = await take(key, 1, 500);
    while (refused.allowed) refused = await take(key, 1, 500);

    await new Promise((resolve) => setTimeout(resolve, refused.retryAfterMs + 5));
    expect(await take(key, 1, 500)).toEqual({ allowed: true });
  });

  it("can be zero, and is deleted after a while", async () => {
    const key = ulid();
    expect(await take(key, 1)).toEqual({ allowed: true });
    expect(await take(ulid(), 0)).toMatchObject({ allowed: false });

    expect(await db.rateLimits.prune({ keepMs: hourMs })).toBe(0);
    expect(await db.rateLimits.prune({ keepMs: 0 })).toBeGreaterThan(0);
    expect(await take(key, 1)).toEqual({ allowed: true });
  });
});
