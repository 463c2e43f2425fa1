import { describe, expect, it } from "vitest";
import { timestampAsJson } from "./fidelity.ts";

describe("timestampAsJson", () => {
  it.each([
    ["2026-01-10 08:00:00+00", "2026-01-10T08:00:00+00:00"],
    ["2026-01-10 08:00:00.5+00", "2026-01-10T08:00:00.5+00:00"],
    ["2026-01-10 13:45:00+05:45", "2026-01-10T13:45:00+05:45"],
    ["2026-01-10 04:30:00-03:30", "2026-01-10T04:30:00-03:30"],
  ])("formats %s as %s", (text, json) => {
    expect(timestampAsJson(text)).toBe(json);
  });

  it("leaves other text unchanged", () => {
    expect(timestampAsJson("infinity")).toBe("infinity");
  });
});
