import { describe, expect, it } from "vitest";
import { parseReturnTo } from "./return-to.ts";

const page = "/meetings/01KC3M8QZ4ABCDEFGHJKMNPQRS/reschedule";

describe("parseReturnTo", () => {
  it("accepts a reschedule page with its day and chosen time", () => {
    const address = `${page}?d=2026-12-15&slot=2026-12-15T20:00:00Z`;
    expect(parseReturnTo(address)).toBe(address);
    expect(parseReturnTo(page)).toBe(page);
  });

  it("rejects every other address", () => {
    const bad = [
      undefined,
      "https://evil.example",
      "//evil.example",
      `https://evil.example${page}`,
      "/meetings",
      "/\\evil.example",
      `${page}?next=javascript:alert(1)`,
    ];
    expect(bad.map(parseReturnTo)).toEqual(bad.map(() => null));
  });
});
