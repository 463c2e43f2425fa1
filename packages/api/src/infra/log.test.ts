import { describe, expect, it, vi } from "vitest";
import { createLogger, redact } from "./log.ts";

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

describe("a log line", () => {
  it("has no character that a terminal acts on, or that turns text, and is the same JSON", () => {
    const written = vi.spyOn(console, "log").mockReturnValue();
    const text = "a\u001b[31m\u009b31m\u202eb\u2028c\u{e0041}\nd";

    createLogger({ now: () => 0 }).info("test", { text });

    const [[line = ""] = []] = written.mock.calls;
    written.mockRestore();
    expect(String(line)).toMatch(/^[\x20-\x7e]*$/);
    expect(JSON.parse(String(line))).toMatchObject({ text });
  });
});
