import type { Json } from "../cal/fixture.ts";
import { attendees, eventTypes, people, teamEventTypes } from "./recorded-server.ts";
import { deriveKeys } from "./recordings/derive-keys.ts";
import type { Recording } from "./recordings/recordings.ts";
import { hasSucceeded, isCall, type Timeline, timeOf } from "./recordings/timeline.ts";
import type { Target } from "./target.ts";

/** A booking to create before the request. */
export interface Placement {
  readonly start: string;
  readonly end?: string;
  readonly eventTypeId?: number;
  readonly status?: string;
  readonly metadata?: object;
  /** "mentee" if absent. */
  readonly attendee?: keyof typeof attendees | { name: string; email: string; timeZone: string };
}

/** Credentials that replace the recorded ones. */
export interface Secrets {
  accessToken: string;
  refreshToken: string;
  code: string;
  session: string;
}

/** A stand-in with the people, schedules and event types of the recorded server. */
export interface Stage {
  readonly target: Target;
  readonly recording: Recording;
  readonly timeline: Timeline;
  /** Bookings that recordings show at that moment. */
  readonly booked: { readonly uid: string; readonly start: number; readonly end: number }[];
  /** How many meetings were placed or cancelled because the recorded answer shows it, and nothing else does. */
  assumed: number;
  /** Event types have the ids from 1 to this one. */
  lastEventTypeId: number;
  /** Uid of the booking or reservation that the recorded request is about. */
  subject: string;
  readonly secrets: Secrets;
  place(placement: Placement): Promise<string>;
  /** Moves the subject through the API and returns the successor's uid. */
  move(body: object): Promise<string>;
  api: Target["api"];
}

/** The initial data: everything, only people, or what a team's event type needs. */
type Setting = "usual" | "bare" | "team";

const schedulesPath = /^\/v2\/schedules$/;
const eventTypesPath = /^\/v2\/event-types$/;
/** Event types that people make have low ids; a team's was made by hand. */
const teamEventType = /[?&]eventTypeId=(\d{3,5})(?:&|$)/;

/** True for the slots of a team's event type. */
export function isTeam(recording: Recording): boolean {
  return teamEventType.test(recording.request.path) && hasSucceeded(recording);
}

function settingOf(recording: Recording): Setting {
  if (isCall(recording, "POST", schedulesPath) && hasSucceeded(recording)) return "bare";
  return isTeam(recording) ? "team" : "usual";
}

/** Resets the stand-in to the recorded server's people at the time of the recording. */
export async function setStage(
  target: Target,
  recording: Recording,
  timeline: Timeline,
): Promise<Stage> {
  const setting = settingOf(recording);
  const seed = { people: peopleOf(setting), apiKeys: deriveKeys(timeline) };
  await target.control("/reset", { now: recording.recordedAt, seed });
  const made = setting === "usual" ? eventTypesAt(recording, timeline) : [];
  for (const [key, body] of made) {
    await target.api({ method: "POST", path: "/v2/event-types", key, version: "2024-06-14", body });
  }
  const stage: Stage = {
    target,
    recording,
    timeline,
    booked: [],
    assumed: 0,
    lastEventTypeId: made.length,
    subject: "",
    secrets: { accessToken: "<jwt>", refreshToken: "<jwt>", code: "", session: "" },
    api: target.api,
    place: async ({ attendee = "mentee", metadata = {}, ...placement }) => {
      const booking = await target.control("/bookings", {
        eventTypeId: 1,
        ...placement,
        metadata,
        attendee: typeof attendee === "string" ? attendees[attendee] : attendee,
      });
      return booking.uid;
    },
    move: async (body) => {
      const path = `/v2/bookings/${stage.subject}/reschedule`;
      const moved: Json = await target.api({ method: "POST", path, version: "2024-08-13", body });
      return moved.uid;
    },
  };
  return stage;
}

/** A list shows only those that had been made by then, where recordings show their making. */
function eventTypesAt(recording: Recording, timeline: Timeline): typeof eventTypes {
  if (!isCall(recording, "GET", eventTypesPath)) return eventTypes;
  const isMade = (title: unknown): boolean => {
    const making = timeline.exchanges.find(
      (other) =>
        isCall(other, "POST", eventTypesPath) && other.response.body?.data?.title === title,
    );
    return making === undefined || timeOf(making) <= timeOf(recording);
  };
  return eventTypes.filter(([, body]) => isMade(Reflect.get(body, "title")));
}

function peopleOf(setting: Setting): readonly object[] {
  if (setting === "usual") return people;
  if (setting === "bare") return people.map((person) => ({ ...person, hours: [] }));
  return people.map((person) => {
    const own = Object.entries(teamEventTypes).find(([name]) => name === person.calUsername)?.[1];
    return { ...person, eventTypes: own ?? [] };
  });
}
