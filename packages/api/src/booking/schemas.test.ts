import { describe, expect, it } from "vitest";
import { rescheduleInputSchema } from "./schemas.ts";

const input = {
  bookingUlid: "01KC3M8QZ4ABCDEFGHJKMNPQRT",
  newStartTime: "2026-12-15T20:00:00Z",
  newEndTime: "2026-12-15T20:45:00Z",
  attemptUlid: "01KC3M8QZ4ABCDEFGHJKMNPQRV",
  expectedVersion: 1,
};

const reasonOf = (reason: string) => rescheduleInputSchema.parse({ ...input, reason }).reason;

describe("the reason of a move", () => {
  it("is kept as one line of plain text", () => {
    expect(reasonOf(" I’m\r\nill\u202e \u200b👩🏽‍🚀\u{e0041} ")).toBe("I’m ill 👩🏽‍🚀");
  });

  it("is none when nothing of it can be seen", () => {
    expect(reasonOf("\u202e\u200b \u3164")).toBe("");
  });

  it("counts what can be seen against its length", () => {
    expect(reasonOf(`${"a".repeat(500)}${"\u200b".repeat(10)}`)).toHaveLength(500);
    expect(rescheduleInputSchema.safeParse({ ...input, reason: "a".repeat(501) }).success).toBe(
      false,
    );
  });

  it("is refused with a character that cannot be stored", () => {
    expect(rescheduleInputSchema.safeParse({ ...input, reason: "a\0b" }).success).toBe(false);
  });
});
