import { minuteMs, parseInstant as at } from "@reslot/cal/time";
import { describe, expect, it } from "vitest";
import {
  firstDayOfWeek,
  formatDay,
  formatDayFull,
  formatDayTime,
  formatRange,
  formatTime,
} from "./format.ts";

const british = { locale: "en-GB", timeZone: "Europe/London" };

describe("formatting", () => {
  it("writes day and time in the order and the clock of the region", () => {
    const ms = at("2026-12-15T19:00:00Z");
    expect(formatDayTime(ms, british)).toBe("Tue 15 Dec, 19:00");
    expect(formatDay(ms, { locale: "en-US", timeZone: "UTC" })).toBe("Tue Dec 15");
    expect(formatTime(ms, { locale: "en-US", timeZone: "UTC" })).toBe("7:00\u00a0PM");
    expect(formatDayFull(ms, british)).toBe("Tuesday 15 December 2026");
  });

  it("writes midnight as 00:00 on a 24-hour clock", () => {
    expect(formatTime(at("2026-12-15T00:00:00Z"), british)).toBe("00:00");
  });

  it("names the end's day only when it is another one", () => {
    const start = at("2026-12-15T23:30:00Z");
    expect(formatRange(start, start + 45 * minuteMs, british)).toBe("23:30 – Wed 16 Dec, 00:15");
    expect(formatRange(start, start + 15 * minuteMs, british)).toBe("23:30 – 23:45");
  });

  it("knows each region's first day of the week", () => {
    expect(firstDayOfWeek("en-GB")).toBe(1);
    expect(firstDayOfWeek("en-US")).toBe(7);
    expect(firstDayOfWeek("en-EG")).toBe(6);
  });
});
