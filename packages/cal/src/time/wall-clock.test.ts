import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { localTime } from "../../test/wall-clock-model.ts";
import { dateOfDay, dayNumberOf, parseDate, weekdayOf } from "./civil-date.ts";
import { formatWallClock, wallClockAt } from "./wall-clock.ts";
import { offsetAt } from "./zone-offsets.ts";

const at = (iso: string): number => Date.parse(iso);

describe("formatWallClock", () => {
  it.each([
    ["America/Denver", "2026-12-15T20:00:00Z", "2026-12-15T13:00"],
    ["Asia/Kathmandu", "2026-12-15T20:00:59.999Z", "2026-12-16T01:45"],
    ["America/St_Johns", "2026-07-01T02:00:00Z", "2026-06-30T23:30"],
    ["Pacific/Kiritimati", "2026-12-31T10:00:00Z", "2027-01-01T00:00"],
    ["Europe/Berlin", "2026-10-25T00:30:00Z", "2026-10-25T02:30"],
    ["Europe/Berlin", "2026-10-25T01:30:00Z", "2026-10-25T02:30"],
    ["UTC", "2024-02-29T00:00:00Z", "2024-02-29T00:00"],
  ])("reads the clock in %s at %s", (timeZone, instant, text) => {
    expect(formatWallClock(at(instant), timeZone)).toBe(text);
  });
});

describe("wallClockAt", () => {
  it("knows weekday and minute", () => {
    expect(wallClockAt(at("2026-12-05T23:30:00Z"), "Asia/Tokyo")).toEqual({
      dayNumber: dayNumberOf(2026, 12, 6),
      weekday: 0,
      minuteOfDay: 8 * 60 + 30,
    });
  });

  it("refuses an unknown zone", () => {
    expect(() => wallClockAt(0, "Mars/Olympus")).toThrow(RangeError);
  });
});

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

    expect(offsetAt(change - 1, "Europe/Berlin")).toBe(3_600_000);
    expect(offsetAt(change, "Europe/Berlin")).toBe(7_200_000);
  });
});

describe("civil dates", () => {
  it("agree with the runtime for any day of thousands of years", () => {
    fc.assert(
      fc.property(fc.integer({ min: -700_000, max: 2_900_000 }), (day) => {
        const date = new Date(day * 86_400_000);
        const [year, month, dayOfMonth] = [
          date.getUTCFullYear(),
          date.getUTCMonth() + 1,
          date.getUTCDate(),
        ];

        expect(dayNumberOf(year, month, dayOfMonth)).toBe(day);
        expect(weekdayOf(day)).toBe(date.getUTCDay());
        expect(parseDate(dateOfDay(day))).toBe(day);
        expect(dateOfDay(day)).toBe(date.toISOString().slice(0, 10));
      }),
    );
  });

  it.each([
    ["2026-02-29"],
    ["2026-13-01"],
    ["2026-1-1"],
    ["2026-01-01T00:00"],
    [""],
    ["2026-00-01"],
  ])("refuse %j", (text) => {
    expect(() => parseDate(text)).toThrow(RangeError);
  });
});
