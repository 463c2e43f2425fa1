import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  bitsOf,
  clockText,
  countDifferences,
  localMinutes,
  modelBits,
  weekMinutes,
} from "../../test/wall-clock-model.ts";
import { expandSchedule } from "./expand-schedule.ts";
import { type Interval } from "../time/interval.ts";
import { type WeeklySchedule } from "./weekly-schedule.ts";
import { dayMs, hourMs } from "../time/durations.ts";

const at = (iso: string): number => Date.parse(iso);
const span = (start: string, end: string): Interval => ({ start: at(start), end: at(end) });
const iso = (intervals: readonly Interval[]): string[] =>
  intervals.map(({ start, end }) => [start, end].map((ms) => new Date(ms).toISOString()).join("/"));

const allDays = [0, 1, 2, 3, 4, 5, 6];

function daily(timeZone: string, start: string, end: string): WeeklySchedule {
  return { timeZone, weekly: [{ days: allDays, start, end }], overrides: [] };
}

function hoursOpen(schedule: WeeklySchedule, window: Interval): number {
  const open = expandSchedule(schedule, window);
  return open.reduce((sum, { start, end }) => sum + (end - start), 0) / hourMs;
}

describe("expandSchedule", () => {
  it.each([
    {
      name: "New York skips 02:30 in spring",
      timeZone: "America/New_York",
      date: "2026-03-08",
      start: "01:30",
      end: "03:30",
      hours: 1,
    },
    {
      name: "New York repeats 01:30 in autumn",
      timeZone: "America/New_York",
      date: "2026-11-01",
      start: "01:00",
      end: "02:00",
      hours: 2,
    },
    {
      name: "Berlin skips 02:00-03:00",
      timeZone: "Europe/Berlin",
      date: "2026-03-29",
      start: "02:00",
      end: "03:00",
      hours: 0,
    },
    {
      name: "Lord Howe repeats half an hour",
      timeZone: "Australia/Lord_Howe",
      date: "2026-04-05",
      start: "01:00",
      end: "02:00",
      hours: 1.5,
    },
    {
      name: "Lord Howe skips half an hour",
      timeZone: "Australia/Lord_Howe",
      date: "2026-10-04",
      start: "02:00",
      end: "03:00",
      hours: 0.5,
    },
    {
      name: "Cairo's day starts at 01:00",
      timeZone: "Africa/Cairo",
      date: "2026-04-24",
      start: "00:00",
      end: "24:00",
      hours: 23,
    },
    {
      name: "Havana's midnight comes twice",
      timeZone: "America/Havana",
      date: "2026-11-01",
      start: "00:00",
      end: "01:00",
      hours: 2,
    },
    {
      name: "Troll moves by two hours",
      timeZone: "Antarctica/Troll",
      date: "2026-03-29",
      start: "00:00",
      end: "24:00",
      hours: 22,
    },
    {
      name: "Kathmandu never changes",
      timeZone: "Asia/Kathmandu",
      date: "2026-03-29",
      start: "09:00",
      end: "17:00",
      hours: 8,
    },
    {
      name: "Apia had no 30 December 2011",
      timeZone: "Pacific/Apia",
      date: "2011-12-30",
      start: "00:00",
      end: "24:00",
      hours: 0,
    },
  ])("$name", ({ timeZone, date, start, end, hours }) => {
    const schedule: WeeklySchedule = {
      timeZone,
      weekly: [],
      overrides: [{ date, start, end }],
    };
    const day = at(`${date}T00:00:00Z`);

    expect(hoursOpen(schedule, { start: day - 2 * dayMs, end: day + 3 * dayMs })).toBe(hours);
  });

  it("gives office hours of Cairo on the day its clocks change", () => {
    const schedule = { ...daily("Africa/Cairo", "09:00", "17:00") };

    expect(
      iso(expandSchedule(schedule, span("2026-04-24T00:00:00Z", "2026-04-25T00:00:00Z"))),
    ).toEqual(["2026-04-24T06:00:00.000Z/2026-04-24T14:00:00.000Z"]);
  });

  it("joins hours across midnight and clips to the window", () => {
    const open = expandSchedule(
      daily("Asia/Tokyo", "00:00", "24:00"),
      span("2026-03-01T10:00:00Z", "2026-03-04T11:30:00Z"),
    );

    expect(iso(open)).toEqual(["2026-03-01T10:00:00.000Z/2026-03-04T11:30:00.000Z"]);
  });

  it("merges hours that overlap or touch on one day", () => {
    const schedule: WeeklySchedule = {
      timeZone: "UTC",
      weekly: [
        { days: [1], start: "13:00", end: "17:00" },
        { days: [1, 1], start: "09:00", end: "12:00" },
        { days: [1], start: "11:00", end: "13:00" },
      ],
      overrides: [],
    };

    expect(
      iso(expandSchedule(schedule, span("2026-03-02T00:00:00Z", "2026-03-03T00:00:00Z"))),
    ).toEqual(["2026-03-02T09:00:00.000Z/2026-03-02T17:00:00.000Z"]);
  });

  it("lets overrides replace their date, add up, and take a day off", () => {
    const schedule: WeeklySchedule = {
      ...daily("UTC", "09:00", "17:00"),
      overrides: [
        { date: "2026-03-03", start: "00:00", end: "00:00" },
        { date: "2026-03-04", start: "20:00", end: "21:00" },
        { date: "2026-03-04", start: "06:00", end: "07:00" },
      ],
    };

    expect(
      iso(expandSchedule(schedule, span("2026-03-03T00:00:00Z", "2026-03-06T00:00:00Z"))),
    ).toEqual([
      "2026-03-04T06:00:00.000Z/2026-03-04T07:00:00.000Z",
      "2026-03-04T20:00:00.000Z/2026-03-04T21:00:00.000Z",
      "2026-03-05T09:00:00.000Z/2026-03-05T17:00:00.000Z",
    ]);
  });

  it("covers nothing when a rule ends before it starts, or the window is empty", () => {
    const window = span("2026-03-03T00:00:00Z", "2026-03-04T00:00:00Z");

    expect(expandSchedule(daily("UTC", "17:00", "09:00"), window)).toEqual([]);
    expect(expandSchedule(daily("UTC", "09:00", "17:00"), { start: 5, end: 5 })).toEqual([]);
    expect(expandSchedule(daily("UTC", "09:00", "17:00"), { start: 5, end: 4 })).toEqual([]);
  });

  it("spans the blocks of the offset table without a seam", () => {
    const open = expandSchedule(
      daily("Europe/London", "00:00", "24:00"),
      span("2020-01-01T00:00:00Z", "2035-01-01T00:00:00Z"),
    );

    expect(iso(open)).toEqual(["2020-01-01T00:00:00.000Z/2035-01-01T00:00:00.000Z"]);
  });

  it.each([
    ["an unknown zone", daily("Mars/Olympus", "09:00", "17:00")],
    ["an empty zone", daily("", "09:00", "17:00")],
    ["a time beyond the day", daily("UTC", "09:00", "24:01")],
    ["a time without minutes", daily("UTC", "9", "17:00")],
    ["a time with 60 minutes", daily("UTC", "09:60", "17:00")],
    [
      "a weekday that is none",
      { timeZone: "UTC", weekly: [{ days: [7], start: "09:00", end: "10:00" }], overrides: [] },
    ],
    [
      "a date that is none",
      {
        timeZone: "UTC",
        weekly: [],
        overrides: [{ date: "2026-02-30", start: "09:00", end: "10:00" }],
      },
    ],
    [
      "a malformed date",
      { timeZone: "UTC", weekly: [], overrides: [{ date: "1 May", start: "09:00", end: "10:00" }] },
    ],
  ])("refuses %s", (_, schedule) => {
    expect(() => expandSchedule(schedule, { start: 0, end: dayMs })).toThrow(RangeError);
  });

  it.each(["9:00", "09:60", "24:01", "25:00", "109:00", "09:000", "ab:cd", ""])(
    "refuses the time %j, as a start and as an end",
    (time) => {
      for (const schedule of [daily("UTC", time, "24:00"), daily("UTC", "00:00", time)]) {
        expect(() => expandSchedule(schedule, { start: 0, end: dayMs })).toThrow(
          /^not a time of day: /,
        );
      }
    },
  );

  it("reads hours and minutes, to the end of the day", () => {
    const open = (start: string, end: string) =>
      iso(expandSchedule(daily("UTC", start, end), { start: 0, end: dayMs }));

    expect(open("09:59", "24:00")).toEqual(["1970-01-01T09:59:00.000Z/1970-01-02T00:00:00.000Z"]);
    expect(open("00:00", "00:01")).toEqual(["1970-01-01T00:00:00.000Z/1970-01-01T00:01:00.000Z"]);
  });

  it("has nothing open in a window that begins when the hours end, or ends when they begin", () => {
    const hours = daily("UTC", "09:00", "17:00");

    expect(expandSchedule(hours, { start: 17 * hourMs, end: 20 * hourMs })).toEqual([]);
    expect(expandSchedule(hours, { start: 7 * hourMs, end: 9 * hourMs })).toEqual([]);
  });

  it("takes a window of forty years, not a millisecond longer", () => {
    const never = { timeZone: "UTC", weekly: [], overrides: [] };
    const end = 40 * 366 * dayMs;

    expect(expandSchedule(never, { start: 0, end })).toEqual([]);
    expect(() => expandSchedule(never, { start: 0, end: end + 1 })).toThrow(/at most 40 years/);
  });

  it("refuses a weekday that does not exist", () => {
    for (const day of [-1, 7, 0.5]) {
      const weekly = [{ days: [day], start: "09:00", end: "17:00" }];
      expect(() =>
        expandSchedule({ timeZone: "UTC", weekly, overrides: [] }, { start: 0, end: dayMs }),
      ).toThrow(/not a weekday/);
    }
  });

  it("takes the hours of one day in any order", () => {
    const weekly = ["14:00", "09:00", "11:00"].map((start) => ({
      days: allDays,
      start,
      end: start.replace("00", "30"),
    }));
    const schedule = { timeZone: "UTC", weekly, overrides: [] };

    expect(iso(expandSchedule(schedule, { start: 0, end: dayMs }))).toEqual(
      ["09", "11", "14"].map(
        (hour) => `1970-01-01T${hour}:00:00.000Z/1970-01-01T${hour}:30:00.000Z`,
      ),
    );
  });

  it.each([
    [Number.NaN, 0],
    [0, Number.NaN],
    [0, Number.POSITIVE_INFINITY],
    [0, 50 * 366 * dayMs],
  ])("refuses the window %d to %d", (start, end) => {
    expect(() => expandSchedule(daily("UTC", "09:00", "17:00"), { start, end })).toThrow(
      RangeError,
    );
  });

  it("agrees with the wall clock for random rules in random zones and weeks", () => {
    const zones = Intl.supportedValuesOf("timeZone");
    const rule = fc.record({
      days: fc.subarray(allDays),
      from: fc.integer({ min: 0, max: 1439 }),
      to: fc.integer({ min: 0, max: 1440 }),
    });
    const day = fc.integer({
      min: at("2025-01-01") / dayMs,
      max: at("2035-12-31") / dayMs,
    });
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.array(rule, { maxLength: 4 }),
        day,
        (timeZone, rules, first) => {
          const window = { start: first * dayMs, end: (first + 9) * dayMs };
          const weekly = rules.map(({ days, from, to }) => ({
            days,
            start: clockText(from),
            end: clockText(to),
          }));
          const solid = rules.filter(({ from, to }) => from < to);

          const open = expandSchedule({ timeZone, weekly, overrides: [] }, window);

          const minutes = weekMinutes(localMinutes(timeZone, window));
          expect(countDifferences(bitsOf(open, window), modelBits(minutes, solid))).toBe(0);
        },
      ),
      { numRuns: 60 },
    );
  });
});
