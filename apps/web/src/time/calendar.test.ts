import { describe, expect, it } from "vitest";
import { addMonths, isDay, lastOfMonth, weeksOfMonth } from "./days.ts";

describe("addMonths", () => {
  it("keeps the day where the month has it, and takes the last one where not", () => {
    expect(addMonths("2026-12-15", 1)).toBe("2027-01-15");
    expect(addMonths("2027-01-31", 1)).toBe("2027-02-28");
    expect(addMonths("2027-01-31", -12)).toBe("2026-01-31");
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
  it("takes no year from which one could not go on", () => {
    expect(isDay("9999-12-31")).toBe(false);
    expect(isDay("0001-01-01")).toBe(false);
    expect(isDay("2031-05-06")).toBe(true);
  });
});
