import type { Json } from "../../cal/fixture.ts";
import { hasSucceeded, isCall, messageOf } from "../recordings/timeline.ts";
import { coachKey, eventTypes } from "../recorded-server.ts";
import type { Stage } from "../stage.ts";
import type { Step } from "./steps.ts";

/** The event type that a request is about; null for none. */
export function eventTypeIdOf(stage: Stage): number | null {
  const { request } = stage.recording;
  const text =
    /[?&]eventTypeId=(\d+)/.exec(request.path)?.[1] ??
    /^\/v2\/event-types\/(\d+)/.exec(request.path)?.[1];
  if (text !== undefined) return Number(text);
  const { body } = request;
  if (typeof body !== "object" || body === null) return null;
  const id = Reflect.get(body, "eventTypeId");
  return typeof id === "number" ? id : null;
}

/** What answers say about an event type beyond its id. */
function knownOf(stage: Stage, id: number): { title: string; slug: string; minutes: number } {
  const unknown = { title: `Type ${id}`, slug: `type-${id}`, minutes: 30 };
  const answer = stage.timeline.exchanges.find(
    ({ response }) => response.body?.data?.id === id && response.body.data.lengthInMinutes > 0,
  )?.response.body.data;
  if (answer !== undefined) return { ...answer, minutes: answer.lengthInMinutes };
  const views: Json[] = [...stage.timeline.views.values()].flat();
  const view = views.find((each) => each.eventTypeId === id);
  if (view === undefined) return unknown;
  const slug = view.eventType?.slug ?? unknown.slug;
  return { title: view.title.split(" between ")[0], slug, minutes: view.duration };
}

/** Makes event types until there is one with this id, which is as answers show it. */
export async function ensureEventType(
  stage: Stage,
  id: number,
  titled: string | null = null,
): Promise<void> {
  const scheduleId = await scheduleOfNote(stage);
  while (stage.lastEventTypeId < id) {
    const next = stage.lastEventTypeId + 1;
    const { title, slug, minutes } = knownOf(stage, next);
    const made = await stage.api({
      method: "POST",
      path: "/v2/event-types",
      key: coachKey,
      version: "2024-06-14",
      body: {
        title: next === id ? (titled ?? title) : title,
        slug: next === id ? slug : `filler${next}`,
        lengthInMinutes: minutes,
        minimumBookingNotice: 0,
        locations: [{ type: "link", link: "https://meet.example.test/t", public: true }],
        ...(scheduleId === null ? {} : { scheduleId }),
      },
    });
    stage.lastEventTypeId = made.id;
  }
}

/** "schedule Sunday 09:00-17:00 Europe/Berlin, …" in the note: the hours of the event type. */
async function scheduleOfNote({ recording, api }: Stage): Promise<number | null> {
  const match = /schedule (\w+) ([\d:]+)-([\d:]+) ([\w/+-]+)/.exec(recording.note);
  if (match === null) return null;
  const [, day, startTime, endTime, timeZone] = match;
  const schedule = await api({
    method: "POST",
    path: "/v2/schedules",
    key: coachKey,
    version: "2024-06-11",
    body: {
      name: "Of the note",
      timeZone,
      isDefault: false,
      availability: [{ days: [day], startTime, endTime }],
    },
  });
  return schedule.id;
}

/** Most event types that a test makes have low ids; a team's were made by hand. */
const highestMade = 99;

/** The event type of the request, unless it is unknown to the recorded server too. */
export const withEventType: Step = async (stage) => {
  const id = eventTypeIdOf(stage);
  if (id !== null && id <= highestMade && hasSucceeded(stage.recording))
    await ensureEventType(stage, id);
};

/** The first event type with a notice or a window, for a booking whose time was refused for it. */
export function boundedEventTypeId(): number {
  const index = eventTypes.findIndex(
    ([, body]) => Reflect.get(body, "bookingWindow") !== undefined,
  );
  return index + 1;
}

/** True when the booking's event type had been deleted. */
export function isWithoutEventType({ recording }: Stage): boolean {
  const { data } = recording.response.body ?? {};
  return messageOf(recording).includes("missing event type") || data?.eventTypeId === null;
}

export async function deleteEventType(stage: Stage, id: number): Promise<void> {
  const path = `/v2/event-types/${id}`;
  await stage.api({ method: "DELETE", path, key: coachKey, version: "2024-06-14" });
}

/** People's schedules have the names they were created with. */
export const namedSchedules: Step = async (stage) => {
  const { method, path } = stage.recording.request;
  if (method === "POST" || !path.startsWith("/v2/schedules")) return;
  for (const exchange of stage.timeline.before(stage.recording)) {
    if (!isCall(exchange, "POST", /^\/v2\/schedules$/) || !hasSucceeded(exchange)) continue;
    const { id, name } = exchange.response.body.data;
    const key = exchange.request.headers?.["authorization"]?.slice("Bearer ".length);
    await stage.api({
      method: "PATCH",
      path: `/v2/schedules/${id}`,
      version: "2024-06-11",
      body: { name },
      ...(key === undefined ? {} : { key }),
    });
  }
};
