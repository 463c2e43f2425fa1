import { minuteMs, parseInstant as at } from "@reslot/cal/time";
import { describe, expect, it } from "vitest";
import {
  firstDayOfWeek,
  formatDay,
  formatDayFull,
  formatDayShort,
  formatDayTime,
  formatRange,
  formatTime,
  formatWeekday,
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

  it("writes German dates with a full stop after the day and a comma after the weekday", () => {
    const ms = at("2026-12-15T19:00:00Z");
    const german = { locale: "de-DE", timeZone: "Europe/Berlin" };
    expect(formatDayTime(ms, german)).toBe("Di, 15. Dez., 20:00");
    expect(formatDayFull(ms, german)).toBe("Dienstag, 15. Dezember 2026");
    expect([formatDayShort(ms, german), formatWeekday(ms, german)]).toEqual(["15. Dez.", "Di"]);
  });

  it("follows the clock that a person chose", () => {
    const ms = at("2026-12-15T19:00:00Z");
    const read = (locale: string) => formatTime(ms, { locale, timeZone: "UTC" }).toLowerCase();
    expect(read("en-GB-u-hc-h12")).toBe("7:00\u00a0pm");
    expect(read("en-US-u-fw-mon-hc-h23")).toBe("19:00");
    expect(read("de-DE-u-hc-h12")).toBe("7:00\u00a0pm");
  });

  it("writes midnight as 00:00 on a 24-hour clock", () => {
    expect(formatTime(at("2026-12-15T00:00:00Z"), british)).toBe("00:00");
  });

  it("names the end's day only when it is another one", () => {
    const start = at("2026-12-15T23:30:00Z");
    expect(formatRange(start, start + 45 * minuteMs, british)).toBe("23:30 – Wed 16 Dec, 00:15");
    expect(formatRange(start, start + 15 * minuteMs, british)).toBe("23:30 – 23:45");
  });

  it("gives the offset of both ends where clocks show one of them twice", () => {
    const read = (start: string, minutes: number, timeZone: string) =>
      formatRange(at(start), at(start) + minutes * minuteMs, {
        locale: "en-GB",
        timeZone,
      }).replaceAll("\u00a0", " ");
    expect(read("2027-11-07T05:30:00Z", 60, "America/New_York")).toBe("01:30 UTC−4 – 01:30 UTC−5");
    expect(read("2027-11-07T06:30:00Z", 60, "America/New_York")).toBe("01:30 UTC−5 – 02:30 UTC−5");
    expect(read("2027-10-31T00:15:00Z", 45, "Europe/London")).toBe("01:15 UTC+1 – 01:00 UTC+0");
    expect(read("2027-04-03T14:45:00Z", 30, "Australia/Lord_Howe")).toBe(
      "01:45 UTC+11 – 01:45 UTC+10:30",
    );
    expect(read("2027-11-07T07:00:00Z", 60, "America/New_York")).toBe("02:00 – 03:00");
    expect(
      formatTime(at("2027-11-07T05:30:00Z"), { locale: "en-GB", timeZone: "America/New_York" }),
    ).toBe("01:30\u00a0UTC−4");
  });

  it("knows each region's first day of the week", () => {
    expect(firstDayOfWeek("en-GB")).toBe(1);
    expect(firstDayOfWeek("en-US")).toBe(7);
    expect(firstDayOfWeek("en-EG")).toBe(6);
    expect(firstDayOfWeek("en-US-u-fw-mon-hc-h23")).toBe(1);
    expect(firstDayOfWeek("de-DE-u-fw-sun")).toBe(7);
  });
});
