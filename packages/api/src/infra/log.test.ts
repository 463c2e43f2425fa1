import { describe, expect, it } from "vitest";
import { redact } from "./log.ts";

describe("redact", () => {
  it.each([
    "cal_live_0123456789abcdef",
    "ak_0123456789abcdef",
    "sk_test_local_0123456789",
    "sb_secret_0123456789",
    "re_0123456789abcdef",
    "eyJhbGciOi.eyJzdWIiOi.c2lnbmF0dXJl",
    "Bearer opaque-token",
  ])("takes %s out", (secret) => {
    expect(redact(`failed with ${secret} today`)).toBe("failed with [redacted] today");
  });

  it("leaves ordinary text unchanged", () => {
    const text = "cal_read failed: bookings.reschedule on Cal.com, key re_1";

    expect(redact(text)).toBe(text);
  });
});
