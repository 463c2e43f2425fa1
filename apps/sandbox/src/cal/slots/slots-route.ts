import { z } from "zod";
import { refreshFeedsOfHosts } from "../feeds/refresh-feeds.ts";
import { readInstant } from "../time/instant.ts";
import { refuse } from "../http/problem.ts";
import { queryObject, type Answer, type Call } from "../http/route.ts";
import type { EventType } from "../state/state.ts";
import { isoField, numberField, parseStrict, stringField, zoneField } from "../http/validate.ts";
import type { World } from "../world.ts";
import { formatInZone, localDate } from "../time/zone.ts";
import { findSlots } from "./find-slots.ts";
import type { Interval } from "./interval.ts";
import { dayMs, minuteMs } from "../../time/durations.ts";

const common = {
  start: isoField("start"),
  end: isoField("end"),
  timeZone: zoneField("timeZone").optional(),
  duration: numberField("duration").optional(),
  format: z
    .enum(["time", "range"], { error: "format must be one of the following values: time, range" })
    .optional(),
  bookingUidToReschedule: stringField("bookingUidToReschedule").optional(),
};

const byIdSchema = z.strictObject({ ...common, eventTypeId: numberField("eventTypeId") });
const bySlugSchema = z.strictObject({
  ...common,
  eventTypeSlug: stringField("eventTypeSlug"),
  username: stringField("username"),
  organizationSlug: stringField("organizationSlug").optional(),
});
const dynamicSchema = z.strictObject({
  ...common,
  usernames: stringField("usernames"),
  organizationSlug: stringField("organizationSlug"),
});

/** GET /v2/slots, version 2024-09-04: public, up to two seconds stale. */
export async function listSlots(call: Call): Promise<Answer> {
  const body = await call.world.slotCache.through(call.path, () => answerSlots(call));
  return { status: 200, body };
}

async function answerSlots({ world, query }: Call): Promise<object> {
  const input = queryObject(query);
  const { eventType, params } = selectEventType(world, input);
  await refreshFeedsOfHosts(world, eventType);
  const zone = params.timeZone ?? "UTC";
  const duration = params.duration ?? eventType.lengthInMinutes;
  const starts = findSlots(world, {
    eventType,
    range: readRange(params.start, params.end),
    timeZone: params.timeZone ?? null,
    duration: params.duration ?? null,
    bookingUidToReschedule: params.bookingUidToReschedule ?? null,
  });
  const data: Record<string, { start: string; end?: string }[]> = {};
  for (const start of starts) {
    const slot = { start: formatInZone(zone, start) };
    const end = { end: formatInZone(zone, start + duration * minuteMs) };
    (data[localDate(zone, start)] ??= []).push(
      params.format === "range" ? { ...slot, ...end } : slot,
    );
  }
  return { data, status: "success" };
}

function selectEventType(
  world: World,
  input: Record<string, unknown>,
): { eventType: EventType; params: Omit<z.infer<typeof byIdSchema>, "eventTypeId"> } {
  const { eventTypes, users } = world.store.state;
  if ("usernames" in input) {
    parseStrict(dynamicSchema, input);
    throw refuse(404, "Event Type not found");
  }
  if ("eventTypeSlug" in input) {
    const params = parseStrict(bySlugSchema, input);
    const owner = users.find((user) => user.username === params.username);
    const found = eventTypes.find(
      (entry) => entry.ownerId === owner?.id && entry.slug === params.eventTypeSlug,
    );
    if (found === undefined) throw refuse(404, "Event Type not found");
    return { eventType: found, params };
  }
  const params = parseStrict(byIdSchema, input);
  const found = eventTypes.find((entry) => entry.id === params.eventTypeId);
  if (found === undefined) throw refuse(404, "Event Type not found");
  return { eventType: found, params };
}

/** An end at 00:00 UTC means the end of that day. */
function readRange(startText: string, endText: string): Interval {
  const start = readInstant(startText);
  const end = readInstant(endText);
  if (start === null || end === null)
    throw refuse(400, "Invalid time range given - check the 'start' and 'end' query parameters.");
  return { start, end: end % dayMs === 0 ? end + dayMs - 1000 : end };
}

/** GET /v2/slots/available, in the shape of version 2024-04-15. */
export function listSlotsLegacy({ world, query }: Call): Answer {
  const start = readInstant(query.get("startTime") ?? "");
  const end = readInstant(query.get("endTime") ?? "");
  const eventType = world.store.state.eventTypes.find(
    (entry) => entry.id === Number(query.get("eventTypeId")),
  );
  if (eventType === undefined) throw refuse(404, "Event Type not found");
  if (start === null || end === null) throw refuse(400, "startTime must be a valid date");
  const options = { timeZone: query.get("timeZone"), duration: null, bookingUidToReschedule: null };
  const starts = findSlots(world, { eventType, range: { start, end }, ...options });
  const zone = query.get("timeZone") ?? "UTC";
  const slots: Record<string, { time: string }[]> = {};
  for (const slot of starts)
    (slots[localDate(zone, slot)] ??= []).push({ time: formatInZone(zone, slot) });
  return { status: 200, body: { data: { slots }, status: "success" } };
}
