import { describe, expect, it } from "vitest";
import { expandSchedule, type WeeklySchedule } from "../src/availability/index.ts";
import { dayMs, hourMs, type Interval } from "../src/time/index.ts";
import {
  bitsOf,
  clockText,
  countDifferences,
  type DayRule,
  localMinutes,
  localTime,
  modelBits,
  ruleSets,
  weekMinutes,
} from "./wall-clock-model.ts";

const from = Date.UTC(2025, 0, 1);
const to = Date.UTC(2036, 0, 1);

const zones = [...new Set([...Intl.supportedValuesOf("timeZone"), "UTC", "Asia/Calcutta"])];

/** The UTC days of the span on which a zone's offset changes; looked for in steps of ten days. */
function changeDays(timeZone: string): number[] {
  const stepMs = 10 * dayMs; // the changes of a zone are a month apart
  const offsetOn = (day: number) => localTime(timeZone, day) - day;
  const days: number[] = [];
  let offset = offsetOn(from);
  for (let step = from; step < to; step += stepMs) {
    if (offsetOn(step + stepMs) === offset) continue;
    for (let day = step; day < step + stepMs; day += dayMs) {
      const next = offsetOn(day + dayMs);
      if (next !== offset) days.push(day);
      offset = next;
    }
  }
  return days;
}

function toSchedule(timeZone: string, rules: readonly DayRule[]): WeeklySchedule {
  const weekly = rules.map((rule) => ({
    days: rule.days,
    start: clockText(rule.from),
    end: clockText(rule.to),
  }));
  return { timeZone, weekly, overrides: [] };
}

const schedules = Object.entries(ruleSets);

function wrongMinutes(timeZone: string, window: Interval): number {
  const minutes = weekMinutes(localMinutes(timeZone, window));
  let wrong = 0;
  for (const [, rules] of schedules) {
    const open = expandSchedule(toSchedule(timeZone, rules), window);
    wrong += countDifferences(bitsOf(open, window), modelBits(minutes, rules));
  }
  return wrong;
}

describe("expandSchedule in every zone of the runtime", () => {
  let changes = 0;

  it("has no wrong minute around any clock change from 2025 to 2035", { timeout: 120_000 }, () => {
    const wrong: string[] = [];
    for (const timeZone of zones) {
      const days = changeDays(timeZone);
      changes += days.length;
      // A zone without changes is looked at once, in an ordinary week.
      for (const day of days.length === 0 ? [from] : days) {
        const window = { start: day - 30 * hourMs, end: day + 54 * hourMs };
        const minutes = wrongMinutes(timeZone, window);
        if (minutes > 0) wrong.push(`${timeZone} ${new Date(day).toISOString()}: ${minutes}`);
      }
    }

    expect(wrong).toEqual([]);
    expect(zones.length).toBeGreaterThan(400);
    expect(changes).toBeGreaterThan(2000);
    process.stdout.write(
      `\n${zones.length} zones, ${changes} clock changes, ${schedules.length} rule sets: 0 wrong minutes\n`,
    );
  });

  it.each([
    ["America/New_York", "2026-01-01", 365],
    ["Australia/Lord_Howe", "2026-01-01", 365],
    ["Africa/Casablanca", "2026-01-01", 365],
    ["Pacific/Apia", "2011-12-20", 20],
    ["Asia/Kathmandu", "1985-12-20", 20],
    ["America/St_Johns", "2006-10-01", 60],
    ["Asia/Pyongyang", "2018-04-20", 30],
    ["Antarctica/Troll", "2027-01-01", 365],
  ])("has no wrong minute in %s from %s for %i days", (timeZone, start, days) => {
    const window = { start: Date.parse(start), end: Date.parse(start) + days * dayMs };

    expect(wrongMinutes(timeZone, window)).toBe(0);
  });
});
