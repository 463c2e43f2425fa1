import { describe, expect, it } from "vitest";
import {
  addDays,
  daysBetween,
  isDay,
  localDay,
  monthRange,
  startOfDay,
  wallClock,
  weekOf,
} from "./days.ts";
import { agoText, deltaText, durationText } from "./delta.ts";
import {
  firstDayOfWeek,
  formatDay,
  formatDayFull,
  formatDayTime,
  formatRange,
  formatTime,
} from "./format.ts";
import { isInstant, parseInstant } from "./instant.ts";
import { localeFrom } from "./locale.ts";
import { zoneRules } from "./zone-rules.ts";
import {
  cityOf,
  gapMinutes,
  isTimeZone,
  offsetByPlatform,
  offsetLabel,
  offsetMinutes,
  registerZones,
  zoneLabel,
} from "./zone.ts";

const vancouver = "America/Vancouver";
const at = parseInstant;
const british = { locale: "en-GB", timeZone: "Europe/London" };

describe("instants", () => {
  it("need an offset", () => {
    expect(isInstant("2026-12-15T12:00:00Z")).toBe(true);
    expect(isInstant("2026-12-15T12:00:00+01:00")).toBe(true);
    expect(isInstant("2026-12-15T12:00:00")).toBe(false);
    expect(isInstant("2026-02-30T99:00:00Z")).toBe(false);
    expect(() => parseInstant("tomorrow")).toThrow(RangeError);
  });
});

describe("localeFrom", () => {
  it("keeps our language and takes the reader's region", () => {
    expect(localeFrom("de-DE,de;q=0.9,en;q=0.8")).toBe("en-DE");
    expect(localeFrom("en-US,en;q=0.5")).toBe("en-US");
    expect(localeFrom("ja")).toBe("en-JP");
  });

  it("falls back to British English", () => {
    expect(localeFrom(null)).toBe("en-GB");
    expect(localeFrom("*")).toBe("en-GB");
    expect(localeFrom("<script>")).toBe("en-GB");
  });
});

describe("time zones", () => {
  it("are named by city and offset at that instant", () => {
    expect(zoneLabel(at("2026-07-01T12:00:00Z"), "Europe/London")).toBe("London, UTC+1");
    expect(zoneLabel(at("2026-12-01T12:00:00Z"), "Europe/London")).toBe("London, UTC+0");
    expect(offsetLabel(at("2026-12-01T12:00:00Z"), "Asia/Kolkata")).toBe("UTC+5:30");
    expect(offsetLabel(at("2026-07-01T12:00:00Z"), vancouver)).toBe("UTC−7");
    expect(zoneLabel(0, "UTC")).toBe("UTC");
    expect(cityOf("America/Argentina/Buenos_Aires")).toBe("Buenos Aires");
  });

  it("measure the gap between two people", () => {
    const zones = { mine: "America/New_York", theirs: "Europe/London" };
    expect(gapMinutes(at("2026-03-01T12:00:00Z"), zones)).toBe(300);
    expect(gapMinutes(at("2026-03-20T12:00:00Z"), zones)).toBe(240);
  });

  it("are checked before they are used", () => {
    expect(isTimeZone("Europe/Berlin")).toBe(true);
    expect(isTimeZone("Mars/Olympus")).toBe(false);
  });
});

describe("rules from the server", () => {
  const span = { from: at("2025-01-01T00:00:00Z"), to: at("2028-01-01T00:00:00Z") };

  it("repeat what this machine knows, with the minute of every change", () => {
    for (const timeZone of ["Europe/London", "Australia/Lord_Howe", "Africa/Casablanca", "UTC"]) {
      const rules = zoneRules(timeZone, span);
      registerZones([rules]);
      for (let ms = span.from; ms < span.to; ms += 5.5 * 3_600_000) {
        expect(offsetMinutes(ms, timeZone)).toBe(offsetByPlatform(ms, timeZone));
      }
    }
    const { changes } = zoneRules("Europe/London", span);
    expect(changes.slice(1, 3)).toEqual([
      [at("2025-03-30T01:00:00Z"), 60],
      [at("2025-10-26T01:00:00Z"), 0],
    ]);
  });

  it("win over a machine whose data are old", () => {
    const timeZone = "Pacific/Pitcairn";
    registerZones([{ timeZone, ...span, changes: [[span.from, 90]] }]);

    const ms = at("2026-12-15T12:00:00Z");
    expect(wallClock(ms, timeZone)).toBe("2026-12-15T13:30");
    expect(formatTime(ms, { locale: "en-GB", timeZone })).toBe("13:30");
    expect(offsetLabel(ms, timeZone)).toBe("UTC+1:30");
    expect(startOfDay("2026-12-15", timeZone)).toBe(at("2026-12-14T22:30:00Z"));
    expect(offsetLabel(span.to, timeZone)).toBe("UTC−8");
  });
});

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
    expect(formatRange(start, start + 45 * 60_000, british)).toBe("23:30 – Wed 16 Dec, 00:15");
    expect(formatRange(start, start + 15 * 60_000, british)).toBe("23:30 – 23:45");
  });

  it("knows each region's first day of the week", () => {
    expect(firstDayOfWeek("en-GB")).toBe(1);
    expect(firstDayOfWeek("en-US")).toBe(7);
    expect(firstDayOfWeek("en-EG")).toBe(6);
  });
});

describe("days", () => {
  it("start at the local midnight, or where it would be", () => {
    expect(startOfDay("2026-12-15", vancouver)).toBe(at("2026-12-15T07:00:00Z"));
    expect(startOfDay("2026-03-29", "Europe/London")).toBe(at("2026-03-29T00:00:00Z"));
    expect(startOfDay("2018-11-04", "America/Sao_Paulo")).toBe(at("2018-11-04T03:00:00Z"));
  });

  it("belong to the reader's own calendar", () => {
    const ms = at("2026-12-16T03:00:00Z");
    expect(localDay(ms, "America/New_York")).toBe("2026-12-15");
    expect(localDay(ms, "Asia/Tokyo")).toBe("2026-12-16");
    expect(wallClock(ms, "America/New_York")).toBe("2026-12-15T22:00");
  });

  it("count across months and clock changes", () => {
    expect(addDays("2026-10-31", 1)).toBe("2026-11-01");
    expect(daysBetween("2026-10-24", "2026-10-26")).toBe(2);
    expect(daysBetween("2027-01-01", "2026-12-31")).toBe(-1);
  });

  it("make weeks that begin where the region's do", () => {
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

  it("make months of whole local days", () => {
    const { from, to } = monthRange("2026-12-15", "Europe/London");
    expect([from, to]).toEqual([at("2026-12-01T00:00:00Z"), at("2027-01-01T00:00:00Z")]);
  });

  it("exist or do not", () => {
    expect(isDay("2028-02-29")).toBe(true);
    expect(isDay("2026-02-29")).toBe(false);
    expect(isDay("15.12.2026")).toBe(false);
  });
});

describe("deltaText", () => {
  const from = at("2026-12-14T18:00:00Z");
  const hours = (count: number) => from + count * 3_600_000;

  it("says days and hours in one direction together", () => {
    expect(deltaText(from, hours(26), "UTC")).toBe("1 day and 2 h later");
    expect(deltaText(from, hours(-49.5), "UTC")).toBe("2 days and 1 h 30 min earlier");
  });

  it("says opposite directions apart", () => {
    expect(deltaText(from, hours(23), "UTC")).toBe("1 day later, 1 h earlier");
  });

  it("says what stays", () => {
    expect(deltaText(from, hours(1), "UTC")).toBe("Same day, 1 h later");
    expect(deltaText(from, hours(24 * 7), "UTC")).toBe("1 week later, same time");
    expect(deltaText(from, from, "UTC")).toBe("Same time");
  });

  it("reads the wall clock across a clock change", () => {
    const saturday = at("2026-10-24T09:00:00Z");
    const sunday = at("2026-10-25T10:00:00Z");
    expect(deltaText(saturday, sunday, "Europe/London")).toBe("1 day later, same time");
  });
});

describe("durations and ages", () => {
  it("are short", () => {
    expect([45, 60, 90].map(durationText)).toEqual(["45 min", "1 h", "1 h 30 min"]);
    const ages = [2, 12, 240, 7200, 90_000].map((seconds) => agoText(0, seconds * 1000));
    expect(ages).toEqual(["just now", "12 s ago", "4 min ago", "2 h ago", "1 day ago"]);
  });
});
