import { type Interval, minuteMs } from "../src/time/index.ts";

const sampleMinutes = 60;

export interface DayRule {
  readonly days: readonly number[];
  /** Minutes after midnight on the wall clock. */
  readonly from: number;
  readonly to: number;
}

const allDays = [0, 1, 2, 3, 4, 5, 6];
const workdays = [1, 2, 3, 4, 5];

/** Six kinds of working hours, among them those that clock changes hit hardest. */
export const ruleSets: Readonly<Record<string, readonly DayRule[]>> = {
  "office 09-17": [{ days: workdays, from: 540, to: 1020 }],
  "split 08-12, 13-20": [
    { days: workdays, from: 480, to: 720 },
    { days: workdays, from: 780, to: 1200 },
  ],
  "daily 00-24": [{ days: allDays, from: 0, to: 1440 }],
  "weekend nights 00-06": [{ days: [0, 6], from: 0, to: 360 }],
  "daily 01:30-02:30": [{ days: allDays, from: 90, to: 150 }],
  "daily 22-24": [{ days: allDays, from: 1320, to: 1440 }],
};

const formats = new Map<string, Intl.DateTimeFormat>();

/** Local time as if it were UTC, read field by field from `Intl`: the model's only source. */
export function localTime(timeZone: string, instant: number): number {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat("en-US", {
      timeZone,
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
    formats.set(timeZone, format);
  }
  const [month = 0, day = 0, year = 0, hour = 0, minute = 0, second = 0] = format
    .format(instant)
    .split(/[^0-9]+/)
    .map(Number);
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

/**
 * The local time of every minute of a window. `Intl` is asked every hour, and every minute where the offset is
 * another one an hour later: no zone changes its clocks twice within an hour.
 */
export function localMinutes(timeZone: string, window: Interval): Float64Array {
  const count = (window.end - window.start) / minuteMs;
  const local = new Float64Array(count);
  const offsetOf = (minute: number) => {
    const instant = window.start + minute * minuteMs;
    return localTime(timeZone, instant) - instant;
  };
  let offset = offsetOf(0);
  for (let minute = 0; minute < count; minute += sampleMinutes) {
    const next = offsetOf(minute + sampleMinutes);
    for (let m = minute; m < Math.min(minute + sampleMinutes, count); m += 1) {
      local[m] = window.start + m * minuteMs + (next === offset ? offset : offsetOf(m));
    }
    offset = next;
  }
  return local;
}

/** Each local time as a minute of the week, 0 = Sunday 00:00. */
export function weekMinutes(local: Float64Array): Uint16Array {
  const minutes = new Uint16Array(local.length);
  for (let i = 0; i < local.length; i += 1) {
    const minute = Math.floor((local[i] ?? 0) / minuteMs) + 4 * 1440; // 1970-01-01: a Thursday
    minutes[i] = ((minute % 10_080) + 10_080) % 10_080;
  }
  return minutes;
}

/** For each minute: 1 when its wall clock lies in a rule, else 0. */
export function modelBits(minutes: Uint16Array, rules: readonly DayRule[]): Uint8Array {
  const open = new Uint8Array(7 * 1440);
  for (const { days, from, to } of rules) {
    for (const day of days) open.fill(1, day * 1440 + from, day * 1440 + to);
  }
  const bits = new Uint8Array(minutes.length);
  for (let i = 0; i < minutes.length; i += 1) bits[i] = open[minutes[i] ?? 0] ?? 0;
  return bits;
}

/** The minutes that intervals cover, as bits over a window. */
export function bitsOf(intervals: readonly Interval[], window: Interval): Uint8Array {
  const bits = new Uint8Array((window.end - window.start) / minuteMs);
  for (const { start, end } of intervals) {
    bits.fill(1, (start - window.start) / minuteMs, (end - window.start) / minuteMs);
  }
  return bits;
}

export function countDifferences(left: Uint8Array, right: Uint8Array): number {
  let count = 0;
  for (let i = 0; i < left.length; i += 1) if (left[i] !== right[i]) count += 1;
  return count;
}

/** "HH:mm" of minutes after midnight. */
export function clockText(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
}
