import { parseInstant } from "@reslot/cal/time";
import { describe, expect, it } from "vitest";
import { isDay, lastOfMonth, monthRange, weekOf, weeksOfMonth } from "./calendar.ts";

describe("weekOf", () => {
  it("begins where the region's weeks do", () => {
    expect(weekOf("2026-12-16", 1)).toEqual([
      "2026-12-14",
      "2026-12-15",
      "2026-12-16",
      "2026-12-17",
      "2026-12-18",
      "2026-12-19",
      "2026-12-20",
    ]);
    expect(weekOf("2026-12-20", 7)[0]).toBe("2026-12-20");
    expect(weekOf("2026-12-14", 6)[0]).toBe("2026-12-12");
  });
});

describe("monthRange", () => {
  it("is made of whole local days", () => {
    expect(monthRange("2026-12-15", "Europe/London")).toEqual({
      start: parseInstant("2026-12-01T00:00:00Z"),
      end: parseInstant("2027-01-01T00:00:00Z"),
    });
  });
});

describe("lastOfMonth", () => {
  it("knows leap years", () => {
    expect(lastOfMonth("2028-02-03")).toBe("2028-02-29");
    expect(lastOfMonth("2027-02-03")).toBe("2027-02-28");
  });
});

describe("weeksOfMonth", () => {
  it("holds every day of the month in whole weeks", () => {
    const weeks = weeksOfMonth("2026-12-15", 1);
    expect(weeks).toHaveLength(5);
    expect(weeks[0]?.[0]).toBe("2026-11-30");
    expect(weeks.at(-1)?.at(-1)).toBe("2027-01-03");
  });

  it("begins on the day that is asked for, with four weeks when they are enough", () => {
    expect(weeksOfMonth("2026-02-10", 7)).toHaveLength(4);
    expect(weeksOfMonth("2026-02-10", 7)[0]?.[0]).toBe("2026-02-01");
    expect(weeksOfMonth("2026-08-10", 1)).toHaveLength(6);
  });
});

describe("isDay", () => {
  it("takes dates that exist and nothing else", () => {
    expect(isDay("2028-02-29")).toBe(true);
    expect(isDay("2026-02-29")).toBe(false);
    expect(isDay("15.12.2026")).toBe(false);
  });

  it("takes no year from which one could not go on", () => {
    expect(isDay("9999-12-31")).toBe(false);
    expect(isDay("0001-01-01")).toBe(false);
    expect(isDay("2031-05-06")).toBe(true);
  });
});
