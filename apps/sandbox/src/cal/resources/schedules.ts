import { z } from "zod";
import { refuse } from "../http/problem.ts";
import { callerOf, success, type Answer, type Call } from "../http/route.ts";
import type { Schedule } from "../state/state.ts";
import { parseStrict, stringField, zoneField } from "../http/validate.ts";

const dayNames = [
  "Sunday",
  "Monday",
  "Tuesday",
  "Wednesday",
  "Thursday",
  "Friday",
  "Saturday",
] as const;
const time = (name: string): z.ZodString =>
  z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: `${name} must be in HH:MM format` });

const inputSchema = z.strictObject({
  name: stringField("name"),
  timeZone: zoneField("timeZone"),
  isDefault: z.boolean({ error: "isDefault must be a boolean value" }),
  availability: z
    .array(
      z.strictObject({
        days: z.array(z.enum(dayNames)),
        startTime: time("startTime"),
        endTime: time("endTime"),
      }),
    )
    .default([
      {
        days: ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"],
        startTime: "09:00",
        endTime: "17:00",
      },
    ]),
  overrides: z
    .array(
      z.strictObject({
        date: z.iso.date(),
        startTime: time("startTime"),
        endTime: time("endTime"),
      }),
    )
    .default([]),
});

/** GET /v2/schedules/default: `data` is null for a caller without a schedule. */
export function getDefaultSchedule(call: Call): Answer {
  return success(defaultSchedule(call) ?? null);
}

/** The same in version 2024-04-15: minutes instead of times, numbers instead of day names. */
export function getDefaultScheduleLegacy(call: Call): Answer {
  const schedule = defaultSchedule(call);
  if (schedule === undefined) return success(null);
  const workingHours = schedule.availability.map((entry) => ({
    days: entry.days.map((name) => dayNames.findIndex((known) => known === name)),
    startTime: minutesOf(entry.startTime),
    endTime: minutesOf(entry.endTime),
  }));
  const { id, name, timeZone, isDefault } = schedule;
  return success({
    id,
    name,
    isManaged: false,
    workingHours,
    timeZone,
    dateOverrides: [],
    isDefault,
    readOnly: false,
  });
}

/** GET /v2/schedules. */
export function listSchedules(call: Call): Answer {
  return success(ownSchedules(call));
}

/** GET /v2/schedules/:id. */
export function getSchedule(call: Call): Answer {
  return success(ownSchedule(call));
}

/** POST /v2/schedules: 201. A new default replaces the previous one. */
export function createSchedule(call: Call): Answer {
  const { state, nextId, save } = call.world.store;
  const caller = callerOf(call);
  const { name, timeZone, availability, isDefault, overrides } = parseStrict(
    inputSchema,
    call.body,
  );
  const schedule: Schedule = {
    id: nextId("schedule"),
    ownerId: caller.id,
    name,
    timeZone,
    availability,
    isDefault,
    overrides,
  };
  state.schedules.push(schedule);
  if (isDefault) makeDefault(call, schedule);
  save();
  return success(schedule, 201);
}

/** PATCH /v2/schedules/:id. */
export function updateSchedule(call: Call): Answer {
  const schedule = ownSchedule(call);
  const optional = z.strictObject({
    ...inputSchema.partial().shape,
    availability: inputSchema.shape.availability.unwrap().optional(),
    overrides: inputSchema.shape.overrides.unwrap().optional(),
  });
  const change = parseStrict(optional, call.body);
  Object.assign(schedule, change);
  if (change.isDefault === true) makeDefault(call, schedule);
  call.world.store.save();
  return success(schedule);
}

/** DELETE /v2/schedules/:id. */
export function deleteSchedule(call: Call): Answer {
  const { state, save } = call.world.store;
  const schedule = ownSchedule(call);
  const caller = callerOf(call);
  state.schedules = state.schedules.filter((entry) => entry !== schedule);
  if (caller.defaultScheduleId === schedule.id) caller.defaultScheduleId = null;
  save();
  return { status: 200, body: { status: "success" } };
}

function makeDefault(call: Call, schedule: Schedule): void {
  for (const other of ownSchedules(call)) other.isDefault = other === schedule;
  callerOf(call).defaultScheduleId = schedule.id;
}

function ownSchedules(call: Call): Schedule[] {
  return call.world.store.state.schedules.filter(
    (schedule) => schedule.ownerId === callerOf(call).id,
  );
}

function ownSchedule(call: Call): Schedule {
  const id = call.params["id"] ?? "";
  const schedule = ownSchedules(call).find((entry) => entry.id === Number(id));
  if (schedule === undefined) throw refuse(404, `Schedule with ID=${id} does not exist.`);
  return schedule;
}

function defaultSchedule(call: Call): Schedule | undefined {
  return ownSchedules(call).find((schedule) => schedule.id === callerOf(call).defaultScheduleId);
}

function minutesOf(text: string): number {
  const [hours, minutes] = text.split(":").map(Number);
  return (hours ?? 0) * 60 + (minutes ?? 0);
}
