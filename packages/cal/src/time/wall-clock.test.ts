import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dateOfDay, parseDate } from "./civil-date.ts";
import { dayNumberOf } from "./day-number.ts";
import { formatWallClock, localDay, localMinutes, startOfDay, wallClockAt } from "./wall-clock.ts";

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
