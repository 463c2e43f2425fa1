import { describe, expect, it } from "vitest";
import { isDay, lastOfMonth, weekOf } from "./calendar.ts";

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

describe("lastOfMonth", () => {
  it("knows leap years", () => {
    expect(lastOfMonth("2028-02-03")).toBe("2028-02-29");
    expect(lastOfMonth("2027-02-03")).toBe("2027-02-28");
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
