import { describe, expect, it } from "vitest";
import { requireTimeZoneData } from "./time-zone-data.ts";

describe("requireTimeZoneData", () => {
  it.each([["2026b"], ["2026c"], ["2027a"]])("accepts %s", (version) => {
    expect(requireTimeZoneData(version)).toBe(version);
  });

  it.each([["2026a"], ["2025z"], ["1999a"], [""], ["2026"], ["latest"]])(
    "refuses %j",
    (version) => {
      expect(() => requireTimeZoneData(version)).toThrow(/2026b is needed/);
    },
  );

  it("reads the version of this process", () => {
    expect(requireTimeZoneData()).toBe(process.versions["tz"]);
  });
});
