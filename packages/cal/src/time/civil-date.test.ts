import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays, addMonths, dateOfDay, daysBetween, isDate, parseDate } from "./civil-date.ts";
import { dayNumberOf, daysInMonth, weekdayOf } from "./day-number.ts";
import { dayMs } from "./durations.ts";

describe("civil dates", () => {
  it("agree with the runtime for any day of thousands of years", () => {
    fc.assert(
      fc.property(fc.integer({ min: -700_000, max: 2_900_000 }), (day) => {
        const date = new Date(day * dayMs);
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
    expect(isDate(text)).toBe(false);
  });

  it("accept a leap day", () => {
    expect(isDate("2028-02-29")).toBe(true);
  });

  it("know the length of every month", () => {
    const lengthsOf = (year: number) =>
      Array.from({ length: 12 }, (_, index) => daysInMonth(year, index + 1));
    const usual = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    expect(lengthsOf(2027)).toEqual(usual);
    expect(lengthsOf(1900)).toEqual(usual);
    expect(lengthsOf(2000)).toEqual(usual.with(1, 29));
    expect(lengthsOf(2028)).toEqual(usual.with(1, 29));
  });
});

describe("addDays and daysBetween", () => {
  it("count across months, years and clock changes", () => {
    expect(addDays("2026-10-31", 1)).toBe("2026-11-01");
    expect(daysBetween("2026-10-24", "2026-10-26")).toBe(2);
    expect(daysBetween("2027-01-01", "2026-12-31")).toBe(-1);
  });

  it("are each other's inverse", () => {
    const day = fc.integer({ min: -100_000, max: 100_000 });
    fc.assert(
      fc.property(day, day, (from, days) => {
        const date = dateOfDay(from);
        expect(daysBetween(date, addDays(date, days))).toBe(days);
      }),
    );
  });
});

describe("addMonths", () => {
  it("keeps the day where the month has it, and takes the last one where not", () => {
    expect(addMonths("2026-12-15", 1)).toBe("2027-01-15");
    expect(addMonths("2027-01-31", 1)).toBe("2027-02-28");
    expect(addMonths("2027-01-31", -12)).toBe("2026-01-31");
  });
});
