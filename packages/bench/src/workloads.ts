import type { WeeklySchedule } from "@reslot/cal/availability";
import { dayMs, formatInstant, type Interval, minuteMs } from "@reslot/cal/time";
import { seededRandom } from "./random.ts";

/** Working hours in minutes after midnight, for peers that take no texts. */
export interface HourRule {
  readonly days: readonly number[];
  readonly from: number;
  readonly to: number;
}

export const splitShift: readonly HourRule[] = [
  { days: [1, 2, 3, 4, 5], from: 480, to: 720 },
  { days: [1, 2, 3, 4, 5], from: 780, to: 1200 },
];

export interface WireTime {
  readonly start: string;
  readonly end: string;
}

/** A calculation as it comes over the wire: everything is text. */
export interface WireWork {
  /** As GET /v2/slots answers. */
  readonly slotsByDay: Readonly<Record<string, readonly { readonly start: string }[]>>;
  readonly busy: readonly WireTime[];
  readonly rules: readonly HourRule[];
  readonly schedule: WeeklySchedule;
  readonly window: Interval;
  readonly durationMs: number;
}

export interface WorkSize {
  readonly days: number;
  readonly slotMinutes: number;
  readonly busyCount: number;
  readonly seed: number;
}

const firstDay = 20_513 * dayMs; // 2026-03-01: the clocks of New York change a week later

/** Random slots and busy times from 1 March 2026 on, for a person in New York. */
export function makeWireWork({ days, slotMinutes, busyCount, seed }: WorkSize): WireWork {
  const random = seededRandom(seed);
  const window = { start: firstDay, end: firstDay + days * dayMs };
  const slotsByDay: Record<string, { start: string }[]> = {};
  for (let at = window.start; at < window.end; at += slotMinutes * minuteMs) {
    if (random() >= 0.85) continue;
    const start = formatInstant(at);
    (slotsByDay[start.slice(0, 10)] ??= []).push({ start });
  }
  const busy = Array.from({ length: busyCount }, () => {
    const start = window.start + Math.floor(random() * days * 288) * 5 * minuteMs;
    const end = start + (15 + 5 * Math.floor(random() * 16)) * minuteMs;
    return { start: formatInstant(start), end: formatInstant(end) };
  });
  return {
    slotsByDay,
    busy,
    rules: splitShift,
    schedule: toSchedule("America/New_York", splitShift),
    window,
    durationMs: slotMinutes * minuteMs,
  };
}

/** The same rules as the product takes them. */
export function toSchedule(timeZone: string, rules: readonly HourRule[]): WeeklySchedule {
  const weekly = rules.map(({ days, from, to }) => ({
    days,
    start: clockText(from),
    end: clockText(to),
  }));
  return { timeZone, weekly, overrides: [] };
}

/** Sorted disjoint intervals of 1 to 30 minutes with gaps of 1 to 30 minutes. */
export function makeIntervals(count: number, seed: number): Interval[] {
  const random = seededRandom(seed);
  const intervals: Interval[] = [];
  let at = firstDay;
  for (let i = 0; i < count; i += 1) {
    const start = at + (1 + Math.floor(random() * 30)) * minuteMs;
    at = start + (1 + Math.floor(random() * 30)) * minuteMs;
    intervals.push({ start, end: at });
  }
  return intervals;
}

function clockText(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  return `${String(hours).padStart(2, "0")}:${String(minutes - hours * 60).padStart(2, "0")}`;
}
