import { describe, expect, it } from "vitest";
import { readRetryAfterMs } from "./retry-after.ts";

const now = Date.UTC(2026, 10, 22);

describe("readRetryAfterMs", () => {
  it.each([
    ["the seconds that are left", { "x-ratelimit-reset-default": "42" }, 42_000],
    ["a Unix time", { "x-ratelimit-reset-default": String(now / 1000 + 7) }, 7000],
    ["Retry-After", { "retry-after": "3" }, 3000],
    [
      "the longest of several",
      { "x-ratelimit-reset-short": "5", "x-ratelimit-reset-default": "9" },
      9000,
    ],
    ["at least a second", { "x-ratelimit-reset-default": "0" }, 1000],
    [
      "at least a second for the past",
      { "x-ratelimit-reset-default": String(now / 1000 - 60) },
      1000,
    ],
    ["at most a minute", { "x-ratelimit-reset-default": "86400" }, 60_000],
    ["a minute without a header", { "x-ratelimit-limit-default": "120" }, 60_000],
    ["a minute for an unreadable header", { "x-ratelimit-reset-default": "soon" }, 60_000],
    ["a minute for an empty header", { "retry-after": "" }, 60_000],
  ])("reads %s", (_, headers, ms) => {
    expect(readRetryAfterMs(new Headers(headers), now)).toBe(ms);
  });
});
