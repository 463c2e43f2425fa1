import { describe, expect, it } from "vitest";
import { safeReturnTo } from "./safe-return-to.ts";

const origin = "https://reslot.example.com";
const week =
  "/meetings/01J0000000000000000000000A/reschedule?d=2026-12-15&slot=2026-12-15T20%3A00Z";

describe("safeReturnTo", () => {
  it("keeps a path of this site with its query", () => {
    expect(safeReturnTo(week, origin)).toBe(week);
    expect(safeReturnTo("/settings/calendar", origin)).toBe("/settings/calendar");
    expect(safeReturnTo("/meetings#top", origin)).toBe("/meetings");
  });

  it.each([
    null,
    "",
    "meetings",
    "https://evil.example",
    "//evil.example",
    "/\\evil.example",
    "/\t/evil.example",
    "\\\\evil.example",
    "/..//evil.example",
    "javascript:alert(1)",
    "/meetings\r\nSet-Cookie: a=b",
    `/${"a".repeat(2_000)}`,
    "/api/cal/connect",
    "/api",
    "/sign-in?redirect_url=https://evil.example",
  ])("refuses %j", (value) => {
    expect(safeReturnTo(value, origin)).toBeNull();
  });
});
