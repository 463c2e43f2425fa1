import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { localTime } from "../../test/wall-clock-model.ts";
import { hourMs } from "./durations.ts";
import { gapMinutes, offsetAt } from "./zone-offsets.ts";

const at = (iso: string): number => Date.parse(iso);

describe("offsetAt", () => {
  it("agrees with the runtime in every zone at any time", () => {
    const zone = fc.constantFrom(...Intl.supportedValuesOf("timeZone"), "UTC");
    const second = fc.integer({ min: at("1971-01-01") / 1000, max: at("2060-01-01") / 1000 });
    fc.assert(
      fc.property(zone, second, (timeZone, seconds) => {
        const instant = seconds * 1000;

        expect(instant + offsetAt(instant, timeZone)).toBe(localTime(timeZone, instant));
      }),
      { numRuns: 400 },
    );
  });

  it("changes exactly at the transition", () => {
    const change = at("2026-03-29T01:00:00Z");

    expect(offsetAt(change - 1, "Europe/Berlin")).toBe(hourMs);
    expect(offsetAt(change, "Europe/Berlin")).toBe(2 * hourMs);
  });
});

describe("gapMinutes", () => {
  it("changes between the clock changes of two zones", () => {
    const zones = { mine: "America/New_York", theirs: "Europe/London" };

    expect(gapMinutes(at("2026-03-01T12:00:00Z"), zones)).toBe(300);
    expect(gapMinutes(at("2026-03-20T12:00:00Z"), zones)).toBe(240);
  });
});
