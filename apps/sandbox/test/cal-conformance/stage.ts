import type { Json } from "../cal/fixture.ts";
import type { Recording } from "./recordings.ts";
import type { RecordedRequest, Target } from "./target.ts";

/** A booking to put there before the request. */
export interface Placement {
  readonly start: string;
  readonly eventTypeId?: number;
  readonly status?: string;
  readonly metadata?: object;
  /** "mentee" if absent. */
  readonly attendee?: "mentee" | "coach" | "other";
}

/** A stand-in that holds the people, schedules and event types of the recorded server. */
export interface Stage {
  readonly target: Target;
  readonly recording: Recording;
  /** Uid of the booking that the recorded request is about. */
  subject: string;
  place(placement: Placement): Promise<string>;
  /** Moves the subject through the API and makes the successor's uid known. */
  move(body: object): Promise<string>;
  api: Target["api"];
}

export const coachKey = "cal_test_coachkey0000000000000000000001";
export const menteeKey = "cal_test_menteekey000000000000000000001";
const outsiderKey = "cal_test_outsiderkey0000000000000000001";

const weekdays = [1, 2, 3, 4, 5];
const base = { slotInterval: null, minimumBookingNotice: 0, lengthInMinutes: 30 };
const people = [
  {
    email: "coach@example.test",
    firstName: "Coach",
    lastName: "Carla",
    timeZone: "Europe/Berlin",
    calApiKey: coachKey,
    calUsername: "coach",
    hours: [{ days: weekdays, start: "09:00", end: "17:00" }],
  },
  {
    email: "mentee@example.test",
    firstName: "Mentee",
    lastName: "Max",
    timeZone: "America/New_York",
    calApiKey: menteeKey,
    calUsername: "mentee",
    weekStart: "Sunday",
    hours: [{ days: weekdays, start: "08:00", end: "12:00" }],
  },
  {
    email: "outsider@example.test",
    firstName: "Olga",
    lastName: "Outsider",
    timeZone: "Asia/Kolkata",
    calApiKey: outsiderKey,
    calUsername: "outsider",
    weekStart: "Sunday",
  },
];
const apiKeys = [
  {
    key: "cal_test_expiredkey00000000000000000001",
    email: "coach@example.test",
    expiresAt: "2026-11-01",
  },
  { key: "cal_test_noschedkey00000000000000000001", email: "outsider@example.test" },
  {
    key: "cal_test_ratelimitedkey0000000000000001",
    email: "outsider@example.test",
    rate: { name: "short", limit: 3, ttlMs: 10_000, blockMs: 5000 },
  },
];
const link = (name: string): object[] => [
  { type: "link", link: `https://meet.example.test/${name}`, public: true },
];
const rolling = { type: "calendarDays", value: 30, rolling: true };
const confirm = { type: "always", blockUnconfirmedBookingsInBooker: true };
/** In the order of their ids. */
const eventTypes: readonly (readonly [key: string, body: object])[] = [
  [
    coachKey,
    {
      ...base,
      title: "1:1 Coaching",
      slug: "coaching",
      locations: link("coach"),
      slotInterval: 30,
    },
  ],
  [menteeKey, { ...base, title: "Mentee avail", slug: "avail", locations: link("m") }],
  [
    coachKey,
    {
      ...base,
      title: "Notice 24h",
      slug: "notice24",
      locations: link("n"),
      minimumBookingNotice: 1440,
      afterEventBuffer: 15,
      bookingWindow: rolling,
    },
  ],
  [
    coachKey,
    {
      ...base,
      title: "Confirm",
      slug: "confirm",
      locations: link("c"),
      confirmationPolicy: confirm,
    },
  ],
  [
    coachKey,
    {
      ...base,
      title: "NoResched",
      slug: "noresched",
      locations: link("d"),
      disableRescheduling: { disabled: true },
    },
  ],
];

/** Resets the stand-in to the recorded server's people; `isBare` leaves schedules and event types to the request. */
export async function setStage(
  target: Target,
  recording: Recording,
  isBare: boolean,
): Promise<Stage> {
  const present = isBare ? people.map((person) => ({ ...person, hours: [] })) : people;
  await target.control("/reset", { now: recording.recordedAt, seed: { people: present, apiKeys } });
  for (const [key, body] of isBare ? [] : eventTypes) {
    await target.api({ method: "POST", path: "/v2/event-types", key, version: "2024-06-14", body });
  }
  const stage: Stage = {
    target,
    recording,
    subject: "",
    api: target.api,
    place: async ({ attendee = "mentee", ...placement }) => {
      const booking = await target.control("/bookings", {
        eventTypeId: 1,
        ...placement,
        attendee: attendees[attendee],
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

const attendees = {
  mentee: { name: "Mentee Max", email: "mentee@example.test", timeZone: "America/New_York" },
  coach: { name: "Coach Carla", email: "coach@example.test", timeZone: "Europe/Berlin" },
  other: { name: "Other", email: "other@example.test", timeZone: "UTC" },
};

const uidPattern = /^[1-9A-HJ-NP-Za-km-z]{22}$/;

/** True when the recorded path names a booking that exists. */
export function namesBooking({ request }: Recording): boolean {
  return request.path.split(/[/?&=]/).some((part) => uidPattern.test(part));
}

/** The recorded request with the recorded booking's uid replaced by the stand-in's. */
export function readdress(request: RecordedRequest, subject: string): RecordedRequest {
  const path = request.path
    .split(/([/?&=])/)
    .map((part) => (uidPattern.test(part) ? subject : part))
    .join("");
  return { ...request, path: readdressCalendar(path) };
}

/** The mentee's calendar has another credential and address than the recorded one. */
function readdressCalendar(path: string): string {
  if (!path.includes("m.ics")) return path;
  const url = new URL(path, "http://127.0.0.1");
  url.searchParams.set("calendarsToLoad[0][credentialId]", "2");
  url.searchParams.set(
    "calendarsToLoad[0][externalId]",
    "https://calendar.example.test/mentee.ics",
  );
  return `${url.pathname}${url.search}`;
}
