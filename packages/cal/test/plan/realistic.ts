import {
  expandSchedule,
  type Interval,
  judgeSlots,
  type MeetingToPlan,
  type PlanMovesInput,
} from "../../src/availability/index.ts";
import { dayMs, hourMs, minuteMs } from "../../src/time/index.ts";
import { type Random, seededRandom } from "./random.ts";

/** A coach in London who works from 9 to 17:30, is away for some days, and has the rest of the calendar partly full. */
export interface Scene {
  readonly meetings: number;
  readonly weeks: number;
  readonly awayDays: number;
  /** How much of the coach's other time is taken, 0 to 1. */
  readonly load: number;
  /** How much of a mentee's day is taken. */
  readonly menteeLoad: number;
  /** How many mentees are not connected, 0 to 1. */
  readonly unknown: number;
  readonly maxPerDay?: number;
  readonly areEqual?: boolean;
}

const roomy = { meetings: 60, weeks: 6, awayDays: 10, load: 0.35, menteeLoad: 0.4, unknown: 0 };

export const scenes: Readonly<Record<string, Scene>> = {
  "12 in 3 weeks": { ...roomy, meetings: 12, weeks: 3, awayDays: 2, load: 0.5, unknown: 0.2 },
  "60 in 6 weeks, roomy": roomy,
  "60 in 6 weeks, a fifth unknown": { ...roomy, unknown: 0.2 },
  "60 in 6 weeks, tight": { ...roomy, load: 0.6, menteeLoad: 0.5 },
  "60 in 6 weeks, all an hour": { ...roomy, load: 0.5, areEqual: true },
  "60 in 6 weeks, at most 9 a day": {
    ...roomy,
    load: 0.5,
    menteeLoad: 0.5,
    unknown: 0.1,
    maxPerDay: 9,
  },
};

const zones = [
  "Europe/London",
  "Europe/Berlin",
  "Europe/Stockholm",
  "America/New_York",
  "America/Sao_Paulo",
  "Asia/Kolkata",
  "Africa/Lagos",
  "Europe/Lisbon",
] as const;
const hour = { minutes: 60, step: 30, before: 10, after: 10 };
const kinds = [
  { minutes: 30, step: 15, before: 0, after: 0 },
  { minutes: 45, step: 15, before: 0, after: 15 },
  hour,
  { minutes: 90, step: 30, before: 15, after: 15 },
] as const;
type Kind = (typeof kinds)[number] | typeof hour;

const coachTimeZone = "Europe/London";

export function realisticPlan(scene: Scene, seed: number): PlanMovesInput {
  const random = seededRandom(seed);
  const monday = Date.UTC(2027, 0, 11) + random.int(0, 20) * 7 * dayMs;
  const window = { start: monday, end: monday + scene.weeks * 7 * dayMs };
  const workdays = openHours(coachTimeZone, ["09:00", "17:30"], window);
  const firstAway = Math.min(workdays.length - scene.awayDays, random.int(0, 3));
  const awayDays = workdays.slice(firstAway, firstAway + scene.awayDays);
  const away = awayDays.map(({ start, end }) => ({
    start: start - 9 * hourMs,
    end: end + 6 * hourMs,
  }));
  const mentees = menteesOf(random, scene, window);
  const stays = workdays
    .filter((day) => !awayDays.includes(day))
    .flatMap((day) => otherMeetings(random, day, scene.load));
  const now = monday - 3 * dayMs;
  const offered = new Map(
    [...kinds, hour].map((kind) => [kind, offerOf(kind, { workdays, stays, now })]),
  );
  const meetings = meetingsOf(random, scene, awayDays).map(({ start, kind }, i): MeetingToPlan => {
    const mentee = mentees[i % mentees.length] ?? never();
    const durationMs = kind.minutes * minuteMs;
    const current = { start, end: start + durationMs };
    return {
      ulid: `meeting ${String(i).padStart(2, "0")}`,
      menteeUlid: mentee.ulid,
      current,
      durationMs,
      beforeMs: kind.before * minuteMs,
      afterMs: kind.after * minuteMs,
      menteeTimeZone: mentee.timeZone,
      judged: judgeSlots({
        slots: offered.get(kind) ?? [],
        durationMs,
        current,
        mentee: mentee.isKnown ? { hours: mentee.hours, busy: mentee.busy } : null,
      }),
      otherSessions: [-14, -7, 21, 28].map((days) => start + days * dayMs),
      ...(mentee.isKnown && { menteeBusy: mentee.busy }),
    };
  });
  const { maxPerDay } = scene;
  return { meetings, coachTimeZone, now, away, stays, ...(maxPerDay && { maxPerDay }) };
}

function never(): never {
  throw new Error("there is always one");
}

function openHours(timeZone: string, [start, end]: readonly [string, string], window: Interval) {
  const weekly = [{ days: [1, 2, 3, 4, 5], start, end }];
  return expandSchedule({ timeZone, weekly, overrides: [] }, window);
}

function menteesOf(random: Random, scene: Scene, window: Interval) {
  const around = { start: window.start - dayMs, end: window.end + dayMs };
  const count = Math.max(3, Math.ceil(scene.meetings * 0.7));
  return Array.from({ length: count }, (_, i) => {
    const timeZone = zones[random.int(0, zones.length - 1)] ?? coachTimeZone;
    const hours = openHours(timeZone, ["08:30", "18:00"], around);
    const busy: Interval[] = [];
    for (const { start, end } of hours) {
      for (let at = start; at < end; at += 30 * minuteMs) {
        if (random() < scene.menteeLoad) busy.push({ start: at, end: at + 30 * minuteMs });
      }
    }
    const isKnown = random() >= scene.unknown;
    return { ulid: `mentee ${String(i).padStart(2, "0")}`, timeZone, hours, busy, isKnown };
  });
}

function otherMeetings(random: Random, { start, end }: Interval, load: number): Interval[] {
  const meetings: Interval[] = [];
  for (let at = start; at < end;) {
    const length = ([30, 45, 60][random.int(0, 2)] ?? 30) * minuteMs;
    if (random() < load) meetings.push({ start: at, end: at + length });
    at += length;
  }
  return meetings;
}

function offerOf(
  kind: Kind,
  {
    workdays,
    stays,
    now,
  }: { workdays: readonly Interval[]; stays: readonly Interval[]; now: number },
): number[] {
  const starts: number[] = [];
  const length = kind.minutes * minuteMs;
  for (const { start, end } of workdays) {
    for (let at = start; at + length <= end; at += kind.step * minuteMs) {
      const from = at - kind.before * minuteMs;
      const to = at + length + kind.after * minuteMs;
      if (at > now && !stays.some((stay) => stay.start < to && from < stay.end)) starts.push(at);
    }
  }
  return starts;
}

/** The meetings that are in the way, one after the other on the days away. */
function meetingsOf({ int }: Random, scene: Scene, awayDays: readonly Interval[]) {
  const found: { start: number; kind: Kind }[] = [];
  const perDay = Math.ceil(scene.meetings / awayDays.length);
  for (const { start } of awayDays) {
    let at = start;
    for (let i = 0; i < perDay && found.length < scene.meetings; i += 1) {
      const kind = scene.areEqual ? hour : (kinds[[0, 0, 1, 2, 2, 3][int(0, 5)] ?? 0] ?? hour);
      found.push({ start: at, kind });
      const quarters = (kind.minutes + kind.after + kind.before) / 15;
      at += Math.ceil(quarters) * 15 * minuteMs;
    }
  }
  return found;
}
