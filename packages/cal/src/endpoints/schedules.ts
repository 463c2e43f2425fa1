import { z } from "zod";
import { type WeeklySchedule } from "../availability/weekly-schedule.ts";
import { type Transport } from "../http/transport.ts";
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

const calScheduleSchema = z.object({
  id: z.number(),
  name: z.string(),
  timeZone: z.string(),
  isDefault: z.boolean(),
  availability: z.array(
    z.object({
      days: z.array(z.enum(weekdays)),
      startTime: timeOfDaySchema,
      endTime: timeOfDaySchema,
    }),
  ),
  overrides: z.array(
    z.object({ date: z.iso.date(), startTime: timeOfDaySchema, endTime: timeOfDaySchema }),
  ),
});

/** Working hours as Cal.com writes them, version 2024-06-11: wall clock in `timeZone`. */
export type CalSchedule = z.infer<typeof calScheduleSchema>;

export interface ScheduleEndpoints {
  /** The default schedule of the token's account; null when it has none. */
  getDefault(options?: CallOptions): Promise<CalSchedule | null>;
}

const answerSchema = envelopeOf(calScheduleSchema.nullable());

export function createScheduleEndpoints(transport: Transport, version: string): ScheduleEndpoints {
  return {
    async getDefault({ signal } = {}) {
      const { data } = await transport.request({
        operation: "schedules.getDefault",
        method: "GET",
        path: "/v2/schedules/default",
        version,
        schema: answerSchema,
        signal,
      });
      return data;
    },
  };
}

/**
 * Cal.com's schedule as the rules that `expandSchedule` takes. Cal.com has no "24:00" and writes the end
 * of a day as 23:59 (observed) or as 00:00 after a later start; both become "24:00". An override
 * whose start is its end stays a day off.
 */
export function toWeeklySchedule(schedule: CalSchedule): WeeklySchedule {
  return {
    timeZone: schedule.timeZone,
    weekly: schedule.availability.map(({ days, startTime, endTime }) => ({
      days: days.map((day) => weekdays.indexOf(day)),
      start: startTime,
      end: endOfWindow(startTime, endTime),
    })),
    overrides: schedule.overrides.map(({ date, startTime, endTime }) => ({
      date,
      start: startTime,
      end: endOfWindow(startTime, endTime),
    })),
  };
}

function endOfWindow(start: string, end: string): string {
  const isMidnight = end === "23:59" || (end === "00:00" && start !== "00:00");
  return isMidnight ? "24:00" : end;
}
