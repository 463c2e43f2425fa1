import { weekdayOf } from "../time/instant.ts";
import type { Schedule } from "../state/state.ts";
import { addDays, localDate, offsetAt, startOfDate, wallOf } from "../time/zone.ts";
import type { Interval } from "./interval.ts";
import { dayMs, minuteMs } from "../../time/durations.ts";

const dayNames = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

/**
 * A schedule's hours as the real service computes them (slots-rules: "Busy time", "Range and days",
 * "Clock changes"): weekly hours are cut to `range`, override windows around it are not. Merged
 * hours belong to the date of their start, so an override of that date replaces them. May overlap;
 * sorted by start.
 */
export function workingHours(schedule: Schedule, range: Interval): Interval[] {
  const zone = schedule.timeZone;
  const first = addDays(localDate(zone, range.start), -1);
  const last = addDays(localDate(zone, range.end), 1);
  const overridden = new Set(schedule.overrides.map((override) => override.date));
  const weekly = weeklyHours(schedule, range).filter(
    (hours) => !overridden.has(localDate(zone, hours.start)),
  );
  const overrides = schedule.overrides
    .filter((override) => override.date >= first && override.date <= last)
    .map((override) => overrideWindow(zone, override));
  const all = [...weekly, ...overrides.filter((window) => window.end > window.start)];
  return all.toSorted((a, b) => a.start - b.start || a.end - b.end);
}

function weeklyHours(schedule: Schedule, range: Interval): Interval[] {
  const { timeZone } = schedule;
  const last = localDate(timeZone, range.end);
  const hours: { start: number; end: number }[] = [];
  for (const entry of schedule.availability) {
    const days = new Set(entry.days.map((name) => dayNames.indexOf(name)));
    for (let date = localDate(timeZone, range.start); date <= last; date = addDays(date, 1)) {
      if (!days.has(weekdayOf(wallOf(date)))) continue;
      const raw = weeklyWindow(timeZone, { date, start: entry.startTime, end: entry.endTime });
      const window = { start: Math.max(raw.start, range.start), end: Math.min(raw.end, range.end) };
      if (window.end > window.start) join(hours, window);
    }
  }
  return hours;
}

/** Hours that start where earlier ones in the list end extend them; in the other order both stay. */
function join(hours: { start: number; end: number }[], window: Interval): void {
  const before = hours.find((known) => known.end === window.start);
  if (before === undefined) hours.push({ ...window });
  else before.end = window.end;
}

/**
 * Time since local midnight, corrected by the difference between the offset at midnight and the
 * offset at the start as read on a twelve-hour UTC clock: correct on ordinary days, an hour off on
 * some days with a clock change.
 */
function weeklyWindow(zone: string, hours: { date: string; start: string; end: string }): Interval {
  const midnight = startOfDate(zone, hours.date);
  const isPlainDay = startOfDate(zone, addDays(hours.date, 1)) - midnight === dayMs;
  const start = minutesOf(hours.start);
  const dial = wallOf(hours.date) + onDial(start) * minuteMs;
  const shift = offsetAt(zone, midnight) - offsetAt(zone, dial);
  const end = isPlainDay ? endMinutes(hours.end) : minutesOf(hours.end);
  return { start: midnight + start * minuteMs + shift, end: midnight + end * minuteMs + shift };
}

/** Minutes on a twelve-hour clock: 00:05 and 12:05 are both 12:05, 13:00 is 1:00. */
function onDial(minutes: number): number {
  const past = minutes % (12 * 60);
  return past < 60 ? past + 12 * 60 : past;
}

/** The local window, converted with the offset that applies when UTC clocks show those times. */
function overrideWindow(
  zone: string,
  override: { date: string; startTime: string; endTime: string },
): Interval {
  const at = (minutes: number): number => {
    const wall = wallOf(override.date) + minutes * minuteMs;
    return wall - offsetAt(zone, wall);
  };
  const end = minutesOf(override.endTime);
  const isUntilMidnight = endMinutes(override.endTime) !== end;
  return {
    start: at(minutesOf(override.startTime)),
    end: at(end) + (isUntilMidnight ? minuteMs : 0),
  };
}

function minutesOf(time: string): number {
  const [hours, minutes] = time.split(":").map(Number);
  return (hours ?? 0) * 60 + (minutes ?? 0);
}

/** 23:59 means midnight. */
function endMinutes(time: string): number {
  const minutes = minutesOf(time);
  return minutes === 23 * 60 + 59 ? 24 * 60 : minutes;
}
