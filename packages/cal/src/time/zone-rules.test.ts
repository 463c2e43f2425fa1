import { afterAll, describe, expect, it } from "vitest";
import { hourMs, minuteMs } from "./durations.ts";
import { platformOffsets } from "./platform-offset.ts";
import { readZoneRules } from "./read-zone-rules.ts";
import { formatWallClock, startOfDay } from "./wall-clock.ts";
import { zoneLabel } from "./zone-label.ts";
import { offsetAt, registerZoneRules } from "./zone-offsets.ts";
import { zonedFormat } from "./zoned-format.ts";

const at = (iso: string): number => Date.parse(iso);
const span = { start: at("2025-01-01T00:00:00Z"), end: at("2028-01-01T00:00:00Z") };

describe("readZoneRules", () => {
  it.each([["Europe/London"], ["Australia/Lord_Howe"], ["Africa/Casablanca"], ["UTC"]])(
    "knows every clock change of %s, and what was registered gives the same offsets",
    (timeZone) => {
      const rules = readZoneRules(timeZone, span);
      const byPlatform = platformOffsets(timeZone);
      registerZoneRules([rules]);

      for (let ms = span.start; ms < span.end; ms += 5.5 * hourMs) {
        expect(offsetAt(ms, timeZone)).toBe(byPlatform(ms));
      }
      expect(readZoneRules(timeZone, span)).toEqual(rules);
    },
  );

  it("is plain data: where each offset begins, the first one at the start", () => {
    expect(
      readZoneRules("Europe/Paris", { start: span.start, end: at("2026-01-01T00:00Z") }),
    ).toEqual({
      timeZone: "Europe/Paris",
      start: span.start,
      end: at("2026-01-01T00:00Z"),
      offsets: [
        { from: span.start, offset: hourMs },
        { from: at("2025-03-30T01:00:00Z"), offset: 2 * hourMs },
        { from: at("2025-10-26T01:00:00Z"), offset: hourMs },
      ],
    });
  });
});

describe("registerZoneRules", () => {
  const timeZone = "Pacific/Pitcairn";
  const noon = at("2026-12-15T12:00:00Z");

  // Other files of tests share this module.
  afterAll(() => registerZoneRules([{ timeZone, start: 0, end: 0, offsets: [] }]));

  it("wins over a machine whose data are old, inside of its interval", () => {
    expect(formatWallClock(noon, timeZone)).toBe("2026-12-15T04:00");

    registerZoneRules([
      { timeZone, ...span, offsets: [{ from: span.start, offset: 90 * minuteMs }] },
    ]);

    const time = zonedFormat({ hour: "2-digit", minute: "2-digit" });
    const parts = time(noon, { locale: "en-GB", timeZone }).map(({ value }) => value);
    expect(formatWallClock(noon, timeZone)).toBe("2026-12-15T13:30");
    expect(parts.join("")).toBe("13:30");
    expect(zoneLabel(noon, timeZone)).toBe("Pitcairn, UTC+1:30");
    expect(startOfDay("2026-12-15", timeZone)).toBe(at("2026-12-14T22:30:00Z"));
    expect(zoneLabel(span.end, timeZone)).toBe("Pitcairn, UTC−8");
    expect(zoneLabel(span.start - 1, timeZone)).toBe("Pitcairn, UTC−8");
  });

  it("is replaced by later rules of the zone", () => {
    registerZoneRules([{ timeZone, ...span, offsets: [{ from: span.start, offset: 2 * hourMs }] }]);

    expect(formatWallClock(noon, timeZone)).toBe("2026-12-15T14:00");
  });
});
