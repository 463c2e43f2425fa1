import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dateOfDay, parseDate } from "./civil-date.ts";
import { dayNumberOf } from "./day-number.ts";
import { minuteMs } from "./durations.ts";
import {
  formatOffset,
  formatWallClock,
  isRepeated,
  localDay,
  localMinutes,
  startOfDay,
  wallClockAt,
} from "./wall-clock.ts";

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

describe("localDay and localMinutes", () => {
  it("belong to the reader's own calendar", () => {
    const instant = at("2026-12-16T03:00:00Z");

    expect(localDay(instant, "America/New_York")).toBe("2026-12-15");
    expect(localDay(instant, "Asia/Tokyo")).toBe("2026-12-16");
    expect(localMinutes(instant, "America/New_York")).toBe(22 * 60);
  });
});

describe("startOfDay", () => {
  it.each([
    { what: "an ordinary midnight", day: ["America/Vancouver", "2026-12-15"], utc: "07:00" },
    {
      what: "a midnight before a clock change",
      day: ["Europe/London", "2026-03-29"],
      utc: "00:00",
    },
    { what: "a midnight that is skipped", day: ["America/Sao_Paulo", "2018-11-04"], utc: "03:00" },
    { what: "a midnight that is repeated", day: ["America/Havana", "2026-11-01"], utc: "04:00" },
    { what: "an hour before repeated", day: ["America/Asuncion", "2024-03-24"], utc: "04:00" },
    { what: "a date that is skipped", day: ["Pacific/Apia", "2011-12-30"], utc: "10:00" },
  ])("finds $what", ({ day: [timeZone = "", date = ""], utc }) => {
    expect(startOfDay(date, timeZone)).toBe(at(`${date}T${utc}Z`));
  });

  it("is the first instant of the local date, in every zone", () => {
    const zone = fc.constantFrom(...Intl.supportedValuesOf("timeZone"), "UTC");
    const day = fc.integer({ min: parseDate("1975-01-01"), max: parseDate("2045-01-01") });
    fc.assert(
      fc.property(zone, day, (timeZone, dayNumber) => {
        const date = dateOfDay(dayNumber);
        const start = startOfDay(date, timeZone);

        expect(localDay(start, timeZone) >= date).toBe(true);
        expect(localDay(start - 1, timeZone) < date).toBe(true);
      }),
      { numRuns: 400 },
    );
  });

  it("refuses what is no date", () => {
    expect(() => startOfDay("2026-02-30", "UTC")).toThrow(RangeError);
  });
});

describe("formatOffset", () => {
  it.each([
    ["America/New_York", "2027-11-07T05:30:00Z", "-04:00"],
    ["America/New_York", "2027-11-07T06:30:00Z", "-05:00"],
    ["Asia/Kathmandu", "2026-12-15T20:00:00Z", "+05:45"],
    ["America/St_Johns", "2026-12-15T20:00:00Z", "-03:30"],
    ["UTC", "2026-12-15T20:00:00Z", "+00:00"],
  ])("is the offset of %s at %s", (timeZone, instant, expected) => {
    expect(formatOffset(at(instant), timeZone)).toBe(expected);
  });

  it("names one instant together with the wall clock", () => {
    const zone = fc.constantFrom(...Intl.supportedValuesOf("timeZone"));
    const minute = fc.integer({
      min: at("2000-01-01") / minuteMs,
      max: at("2037-01-01") / minuteMs,
    });
    fc.assert(
      fc.property(zone, minute, (timeZone, minutes) => {
        const instant = minutes * minuteMs;
        const text = `${formatWallClock(instant, timeZone)}${formatOffset(instant, timeZone)}`;
        expect(at(text)).toBe(instant);
      }),
    );
  });
});

describe("isRepeated", () => {
  it.each([
    ["America/New_York", "2027-11-07T04:59:00Z", false],
    ["America/New_York", "2027-11-07T05:00:00Z", true],
    ["America/New_York", "2027-11-07T06:59:00Z", true],
    ["America/New_York", "2027-11-07T07:00:00Z", false],
    ["America/New_York", "2027-03-14T07:30:00Z", false],
    ["Australia/Lord_Howe", "2027-04-03T14:29:00Z", false],
    ["Australia/Lord_Howe", "2027-04-03T14:30:00Z", true],
    ["Australia/Lord_Howe", "2027-04-03T15:30:00Z", false],
    ["UTC", "2027-11-07T05:30:00Z", false],
  ])("says of %s at %s: %s", (timeZone, instant, expected) => {
    expect(isRepeated(at(instant), timeZone)).toBe(expected);
  });

  it("is true exactly where another instant has the same wall clock", () => {
    const zone = fc.constantFrom(
      "America/New_York",
      "Europe/London",
      "Australia/Lord_Howe",
      "Africa/Casablanca",
      "America/Nuuk",
    );
    const offset = fc.integer({ min: -150, max: 150 });
    const changes = [
      "2026-10-25T01:00Z",
      "2027-11-07T06:00Z",
      "2027-04-03T15:00Z",
      "2027-02-07T02:00Z",
    ];
    fc.assert(
      fc.property(zone, fc.constantFrom(...changes), offset, (timeZone, change, minutes) => {
        const instant = at(change) + minutes * minuteMs;
        const text = formatWallClock(instant, timeZone);
        const others = Array.from({ length: 361 }, (_, i) => instant + (i - 180) * minuteMs);
        const hasTwin = others.some(
          (other) => other !== instant && formatWallClock(other, timeZone) === text,
        );
        expect(isRepeated(instant, timeZone)).toBe(hasTwin);
      }),
    );
  });
});
