import { describe, expect, it } from "vitest";
import { readRetryAfterMs } from "./retry-after.ts";

const now = Date.UTC(2026, 10, 22);

describe("readRetryAfterMs", () => {
  it.each([
    ["the seconds that are left", { "x-ratelimit-reset-default": "42" }, 42_000],
    ["a Unix time", { "x-ratelimit-reset-default": String(now / 1000 + 7) }, 7000],
    ["Retry-After in seconds", { "retry-after": "3" }, 3000],
    ["Retry-After as a date", { "retry-after": "Sun, 22 Nov 2026 00:00:05 GMT" }, 5000],
    ["an old date of RFC 850", { "retry-after": "Sunday, 22-Nov-26 00:00:06 GMT" }, 6000],
    ["an old date of asctime", { "retry-after": "Sun Nov 22 00:00:07 2026" }, 7000],
    ["an asctime date before the tenth", { "retry-after": "Sun Nov  1 00:00:07 2026" }, 1000],
    [
      "a minute for a day that does not exist",
      { "retry-after": "Sun, 31 Nov 2026 00:00:05 GMT" },
      60_000,
    ],
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
