import { dayMs, hourMs, minuteMs } from "@reslot/cal/time";
import type { DemoPerson } from "./demo-people.ts";

const BUSY_DAYS = 60;
const SATURDAY = 6;
const SUNDAY = 0;
const TUESDAY = 2;
const THURSDAY = 4;

type BookingKey = "connected" | "unconnected" | "needsConfirmation" | "past" | "otherCoach";

export interface DemoBooking {
  readonly key: BookingKey;
  readonly coach: DemoPerson["key"];
  readonly mentee: DemoPerson["key"];
  readonly eventTypeId: number;
  readonly title: string;
  readonly minutes: number;
  /** Working days from today; negative for the past. */
  readonly inDays: number;
  /** Minutes after 00:00 UTC. */
  readonly at: number;
}

/** Every start is a slot of its event type, within the coach's hours in summer and winter time. */
export const demoBookings: readonly DemoBooking[] = [
  {
    key: "connected",
    coach: "coach",
    mentee: "mentee",
    eventTypeId: 101,
    title: "Leadership coaching",
    minutes: 45,
    inDays: 5,
    at: 16 * 60 + 30,
  },
  {
    key: "unconnected",
    coach: "coach",
    mentee: "menteeUnconnected",
    eventTypeId: 102,
    title: "Career check-in",
    minutes: 30,
    inDays: 6,
    at: 14 * 60,
  },
  {
    key: "needsConfirmation",
    coach: "coach",
    mentee: "mentee",
    eventTypeId: 103,
    title: "Board preparation",
    minutes: 60,
    inDays: 8,
    at: 18 * 60,
  },
  {
    key: "past",
    coach: "coach",
    mentee: "mentee",
    eventTypeId: 101,
    title: "Leadership coaching",
    minutes: 45,
    inDays: -7,
    at: 16 * 60 + 30,
  },
  {
    key: "otherCoach",
    coach: "coach2",
    mentee: "menteeUnconnected",
    eventTypeId: 201,
    title: "Product mentoring",
    minutes: 30,
    inDays: 7,
    at: 16 * 60,
  },
];

const startOfDay = (now: number) => Math.floor(now / dayMs) * dayMs;
const weekday = (ms: number) => new Date(ms).getUTCDay();
const isWeekend = (ms: number) => weekday(ms) === SATURDAY || weekday(ms) === SUNDAY;

/** The start of a demo booking in epoch ms, counted in working days from `now`. */
export function startOfBooking(
  { inDays, at }: Pick<DemoBooking, "inDays" | "at">,
  now: number,
): number {
  const step = Math.sign(inDays) * dayMs;
  let day = startOfDay(now);
  for (let left = Math.abs(inDays); left > 0;) {
    day += step;
    if (!isWeekend(day)) left -= 1;
  }
  return day + at * minuteMs;
}

/** The mentee's other events: Tuesdays and Thursdays 17:00–18:30 UTC, for the next 60 days. */
export function menteeBusyTimes(now: number): readonly { start: string; end: string }[] {
  const today = startOfDay(now);
  return Array.from({ length: BUSY_DAYS }, (_, day) => today + day * dayMs)
    .filter((day) => weekday(day) === TUESDAY || weekday(day) === THURSDAY)
    .map((day) => ({
      start: new Date(day + 17 * hourMs).toISOString(),
      end: new Date(day + 18 * hourMs + 30 * minuteMs).toISOString(),
    }));
}
