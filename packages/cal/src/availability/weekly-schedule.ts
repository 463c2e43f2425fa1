import { minuteMs, parseDate } from "./civil-date.ts";

/** One person's working hours: wall-clock rules in one IANA zone. */
export interface WeeklySchedule {
  /** IANA name, such as "Europe/Berlin". */
  readonly timeZone: string;
  /** Hours per weekday, 0 = Sunday; "HH:mm" wall clock, "24:00" allowed as an end. */
  readonly weekly: readonly {
    readonly days: readonly number[];
    readonly start: string;
    readonly end: string;
  }[];
  /**
   * Replaces all weekly hours of its date "YYYY-MM-DD". Several entries of one date add up;
   * start = end is a day off.
   */
  readonly overrides: readonly {
    readonly date: string;
    readonly start: string;
    readonly end: string;
  }[];
}

/** Windows of one local day as `[start, end, start, end, …]` in milliseconds after local midnight. */
export type DayWindows = readonly number[];

/** A schedule with its texts read. */
export interface CompiledSchedule {
  /** By weekday, 0 = Sunday. */
  readonly byWeekday: readonly DayWindows[];
  /** By day number since 1970-01-01. */
  readonly byDay: ReadonlyMap<number, DayWindows>;
}

/**
 * Reads a schedule's texts once. Windows of a day are sorted; those whose end is not after their
 * start cover nothing.
 *
 * @throws {RangeError} on a malformed time, date or weekday.
 */
export function compileSchedule(schedule: WeeklySchedule): CompiledSchedule {
  const byWeekday: Window[][] = [[], [], [], [], [], [], []];
  for (const { days, start, end } of schedule.weekly) {
    const window = readWindow(start, end);
    for (const day of days) {
      const windows = byWeekday[day];
      if (!windows) throw new RangeError(`not a weekday: ${day}`);
      windows.push(window);
    }
  }
  const byDay = new Map<number, Window[]>();
  for (const { date, start, end } of schedule.overrides) {
    const day = parseDate(date);
    const windows = byDay.get(day) ?? [];
    windows.push(readWindow(start, end));
    byDay.set(day, windows);
  }
  return {
    byWeekday: byWeekday.map(flatten),
    byDay: new Map([...byDay].map(([day, windows]) => [day, flatten(windows)])),
  };
}

type Window = readonly [start: number, end: number];

function readWindow(start: string, end: string): Window {
  return [readTime(start), readTime(end)];
}

function flatten(windows: readonly Window[]): DayWindows {
  return windows
    .filter(([start, end]) => start < end)
    .toSorted(([left], [right]) => left - right)
    .flat();
}

function readTime(time: string): number {
  const [, hours, minutes] = /^(\d{2}):([0-5]\d)$/.exec(time) ?? [];
  const total = Number(hours) * 60 + Number(minutes);
  if (!(total <= 1440)) throw new RangeError(`not a time of day: ${time}`);
  return total * minuteMs;
}
