import { describe, expect, it } from "vitest";
import { localeFrom } from "./locale.ts";

describe("localeFrom", () => {
  it("keeps our language and takes the reader's region", () => {
    expect(localeFrom("de-DE,de;q=0.9,en;q=0.8")).toBe("en-DE");
    expect(localeFrom("en-US,en;q=0.5")).toBe("en-US");
    expect(localeFrom("ja")).toBe("en-JP");
  });

  it("falls back to British English", () => {
    expect(localeFrom(null)).toBe("en-GB");
    expect(localeFrom("*")).toBe("en-GB");
    expect(localeFrom("<script>")).toBe("en-GB");
  });
});
