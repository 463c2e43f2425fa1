import { z } from "zod";
import { type WeeklySchedule } from "../availability/weekly-schedule.ts";
import { rowsOf } from "../http/rows.ts";
import { type Transport } from "../http/transport.ts";
import { addDays, parseDate } from "../time/civil-date.ts";
import { weekdayOf } from "../time/day-number.ts";
import { type CallOptions, envelopeOf, timeOfDaySchema } from "./envelope.ts";

const weekdays = [
  "Sunday",
  "Monday",
  "Tuesday",
  "Wednesday",
  "Thursday",
  "Friday",
  "Saturday",
] as const;

type Weekday = (typeof weekdays)[number];

const windowSchema = z.object({
  days: z.array(z.unknown()).transform((days) => days.filter(isWeekday)),
  startTime: timeOfDaySchema,
  endTime: timeOfDaySchema,
});

const overrideSchema = z
  .object({
    date: z.iso.date(),
    startTime: timeOfDaySchema.nullish().catch(null),
    endTime: timeOfDaySchema.nullish().catch(null),
  })
  .transform(({ date, startTime, endTime }) =>
    startTime && endTime ? { date, startTime, endTime } : dayOff(date),
  );

const rawScheduleSchema = z.object({
  id: z.number().nullish().catch(null),
  name: z.string().nullish().catch(null),
  isDefault: z.boolean().nullish().catch(null),
  timeZone: z.string().min(1),
  availability: rowsOf(windowSchema),
  overrides: z
    .array(overrideSchema)
    .nullish()
    .transform((overrides) => overrides ?? []),
});

/** Working hours as Cal.com writes them, version 2024-06-11: wall clock in `timeZone`. */
export type CalSchedule = Omit<z.infer<typeof rawScheduleSchema>, "availability"> & {
  readonly availability: readonly z.infer<typeof windowSchema>[];
};

export interface ScheduleEndpoints {
  /**
   * The default schedule of the token's account; null when it has none. A window or a weekday that
   * cannot be read has no hours, and so has an override whose times cannot be read.
   *
   * @throws {CalError} UNEXPECTED_RESPONSE also where it cannot be read which day an override changes.
   */
  getDefault(options?: CallOptions): Promise<CalSchedule | null>;
}

const answerSchema = envelopeOf(rawScheduleSchema.nullable());

export function createScheduleEndpoints(transport: Transport, version: string): ScheduleEndpoints {
  return {
    async getDefault({ signal } = {}) {
      const { data } = await transport.request({
        operation: "schedules.getDefault",
        method: "GET",
        path: "/v2/schedules/default",
        version,
        schema: answerSchema,
        skippedIn: (answer) => answer.data?.availability.unreadable ?? [],
        signal,
      });
      return data && { ...data, availability: data.availability.rows };
    },
  };
}

/**
 * Cal.com's schedule as the rules that `expandSchedule` takes. Cal.com has no "24:00" and writes the end
 * of a day as 23:59 (observed) or as 00:00 after a later start; both become "24:00". Hours over midnight,
 * 22:00 to 02:00, become those of two days. An override whose start is its end stays a day off.
 */
export function toWeeklySchedule({
  timeZone,
  availability,
  overrides,
}: CalSchedule): WeeklySchedule {
  const weekly = availability.flatMap(({ days, startTime, endTime }) => {
    const numbers = days.map((day) => weekdays.indexOf(day));
    const [today, tomorrow] = splitAtMidnight(startTime, endTime);
    const rest = tomorrow && { days: numbers.map((day) => (day + 1) % 7), ...tomorrow };
    return [{ days: numbers, ...today }, ...(rest ? [rest] : [])];
  });
  return { timeZone, weekly, overrides: toOverrides(overrides, weekly) };
}

/** What an override leaves to the next day is added to that day's own hours, which stay. */
function toOverrides(
  overrides: CalSchedule["overrides"],
  weekly: WeeklySchedule["weekly"],
): WeeklySchedule["overrides"] {
  const split = overrides.map(({ date, startTime, endTime }) => ({
    date,
    parts: splitAtMidnight(startTime, endTime),
  }));
  const overridden = new Set(overrides.map(({ date }) => date));
  return split.flatMap(({ date, parts: [today, tomorrow] }) => {
    if (!tomorrow) return [{ date, ...today }];
    const next = addDays(date, 1);
    const usual = overridden.has(next)
      ? []
      : weekly.filter(({ days }) => days.includes(dayOf(next)));
    const kept = usual.map(({ start, end }) => ({ date: next, start, end }));
    return [{ date, ...today }, { date: next, ...tomorrow }, ...kept];
  });
}

function isWeekday(day: unknown): day is Weekday {
  return weekdays.some((each) => each === day);
}

/** As Cal.com writes a day off: it ends when it starts. */
function dayOff(date: string) {
  return { date, startTime: "00:00", endTime: "00:00" };
}

/** The schedule as Cal.com itself books it: hours over midnight offer no slots there. */
export function withoutNights(schedule: CalSchedule): CalSchedule {
  const isOneDay = ({ startTime, endTime }: { startTime: string; endTime: string }) =>
    splitAtMidnight(startTime, endTime).length === 1;
  return { ...schedule, availability: schedule.availability.filter(isOneDay) };
}

interface Hours {
  start: string;
  end: string;
}

function splitAtMidnight(start: string, end: string): [today: Hours, tomorrow?: Hours] {
  const isMidnight = end === "23:59" || (end === "00:00" && start !== "00:00");
  if (isMidnight) return [{ start, end: "24:00" }];
  if (end >= start) return [{ start, end }];
  return [
    { start, end: "24:00" },
    { start: "00:00", end },
  ];
}

function dayOf(date: string): number {
  return weekdayOf(parseDate(date));
}
