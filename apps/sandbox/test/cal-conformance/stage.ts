import type { Json } from "../cal/fixture.ts";
import { apiKeys, attendees, eventTypes, people, teamEventTypes } from "./recorded-server.ts";
import type { Recording } from "./recordings/recordings.ts";
import type { Target } from "./target.ts";

/** A booking to create before the request. */
export interface Placement {
  readonly start: string;
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

const settings: readonly (readonly [name: RegExp, setting: Setting])[] = [
  [/^00-schedule/, "bare"],
  [/^16-slots-collective/, "team"],
];

/** Resets the stand-in to the recorded server's people at the time of the recording. */
export async function setStage(target: Target, recording: Recording): Promise<Stage> {
  const setting = settings.find(([name]) => name.test(recording.name))?.[1] ?? "usual";
  const seed = { people: peopleOf(setting), apiKeys };
  await target.control("/reset", { now: recording.recordedAt, seed });
  for (const [key, body] of setting === "usual" ? eventTypes : []) {
    await target.api({ method: "POST", path: "/v2/event-types", key, version: "2024-06-14", body });
  }
  const stage: Stage = {
    target,
    recording,
    subject: "",
    secrets: { accessToken: "<jwt>", refreshToken: "<jwt>", code: "", session: "" },
    api: target.api,
    place: async ({ attendee = "mentee", ...placement }) => {
      const booking = await target.control("/bookings", {
        eventTypeId: 1,
        ...placement,
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

function peopleOf(setting: Setting): readonly object[] {
  if (setting === "usual") return people;
  if (setting === "bare") return people.map((person) => ({ ...person, hours: [] }));
  return people.map((person) => {
    const own = Object.entries(teamEventTypes).find(([name]) => name === person.calUsername)?.[1];
    return { ...person, eventTypes: own ?? [] };
  });
}
