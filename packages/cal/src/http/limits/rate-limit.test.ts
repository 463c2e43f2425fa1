import { describe, expect, it } from "vitest";
import { readRateLimit } from "./rate-limit.ts";

const now = Date.parse("2026-11-30T08:00:00Z");
const read = (headers: Record<string, string>) => readRateLimit(new Headers(headers), now);

describe("readRateLimit", () => {
  it("reads the three headers of a limit, with the reset in seconds", () => {
    expect(
      read({
        "X-RateLimit-Limit-Default": "120",
        "X-RateLimit-Remaining-Default": "118",
        "X-RateLimit-Reset-Default": "60",
      }),
    ).toEqual({ limit: 120, remaining: 118, resetMs: 60_000 });
  });

  it("takes the limit with the most left, because Cal.com refuses only when all are used up", () => {
    expect(
      read({
        "x-ratelimit-limit-short": "3",
        "x-ratelimit-remaining-short": "0",
        "x-ratelimit-reset-short": "5",
        "x-ratelimit-limit-long": "100",
        "x-ratelimit-remaining-long": "40",
        "x-ratelimit-reset-long": "30",
      }),
    ).toEqual({ limit: 100, remaining: 40, resetMs: 30_000 });
  });

  it("reads a reset beyond 1e9 as a Unix time, which may have passed", () => {
    const at = (seconds: number) =>
      read({
        "x-ratelimit-limit": "120",
        "x-ratelimit-remaining": "1",
        "x-ratelimit-reset": String(now / 1000 + seconds),
      })?.resetMs;

    expect([at(20), at(-5)]).toEqual([20_000, 0]);
  });

  it("is null without a complete set of numbers", () => {
    expect(read({})).toBeNull();
    expect(read({ "x-ratelimit-limit-default": "120" })).toBeNull();
    expect(
      read({
        "x-ratelimit-limit-default": "120",
        "x-ratelimit-remaining-default": "many",
        "x-ratelimit-reset-default": "60",
      }),
    ).toBeNull();
  });
});
