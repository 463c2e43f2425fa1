import { connectFeed, sameRequest, selectFeed } from "./calendar-steps.ts";
import { oauthPlans } from "./oauth-plans.ts";
import { namesBooking } from "../recordings/readdress.ts";
import { coachKey, menteeKey } from "../recorded-server.ts";
import type { Stage } from "../stage.ts";
import { also, at, holding, inOrder, movedTo, parking, placing, type Plan } from "./steps.ts";

const coachReason = {
  rescheduledBy: "coach@example.test",
  reschedulingReason: "Conflict with another client",
};

async function createWithGuest(stage: Stage): Promise<void> {
  const attendee = {
    name: "Mentee Max",
    email: "mentee@example.test",
    timeZone: "America/New_York",
    language: "en",
  };
  const body = {
    eventTypeId: 1,
    start: "2026-12-16T09:00:00Z",
    attendee,
    guests: ["guest@example.test"],
    metadata: { k2: "v2", ourBookingId: "01J" },
    bookingFieldsResponses: { notes: "please bring docs" },
  };
  const made = await stage.api({
    method: "POST",
    path: "/v2/bookings",
    version: "2024-08-13",
    body,
  });
  stage.subject = made.uid;
}

/** Creates another event type of the coach, with a booking if one is going to be moved. */
const onNewType =
  (title: string, start: string | null, change: { method: string; body?: object } | null) =>
  async (stage: Stage): Promise<void> => {
    const locations = [{ type: "link", link: "https://meet.example.test/t", public: true }];
    const body = { title, slug: "tmp", lengthInMinutes: 30, locations, minimumBookingNotice: 0 };
    const made = await stage.api({
      method: "POST",
      path: "/v2/event-types",
      key: coachKey,
      version: "2024-06-14",
      body,
    });
    if (start !== null) stage.subject = await stage.place({ start, eventTypeId: made.id });
    if (change === null) return;
    await stage.api({
      path: `/v2/event-types/${made.id}`,
      key: coachKey,
      version: "2024-06-14",
      ...change,
    });
  };

/** "schedule Sunday 09:00-17:00 Europe/Berlin, DST change day 2027-03-28", for the event type in the query. */
async function scheduleOfNote(stage: Stage): Promise<void> {
  const [, day, startTime, endTime, timeZone] =
    /schedule (\w+) ([\d:]+)-([\d:]+) (\S+),/.exec(stage.recording.note) ?? [];
  const version = "2024-06-11";
  const body = {
    name: "DST",
    timeZone,
    isDefault: false,
    availability: [{ days: [day], startTime, endTime }],
  };
  const schedule = await stage.api({
    method: "POST",
    path: "/v2/schedules",
    key: coachKey,
    version,
    body,
  });
  const id = Number(/eventTypeId=(\d+)/.exec(stage.recording.request.path)?.[1]);
  for (let made = 5; made < id; made += 1) {
    const type = {
      title: "DST",
      slug: `dst${made}`,
      lengthInMinutes: 30,
      minimumBookingNotice: 0,
      scheduleId: schedule.id,
    };
    await stage.api({
      method: "POST",
      path: "/v2/event-types",
      key: coachKey,
      version: "2024-06-14",
      body: type,
    });
  }
}

const menteeBookings = placing("2026-12-03T13:00:00Z", "2026-12-04T14:00:00Z");
const fault =
  (operation: string) =>
  async (stage: Stage): Promise<void> => {
    await stage.target.control("/faults", { operation, fault: "status500BeforeCommit" });
  };
const earlierCalls = async ({ target, recording }: Stage): Promise<void> => {
  const before = Number(/call(\d)$/.exec(recording.name)?.[1]) - 1;
  for (let call = 0; call < before; call += 1) await target.send(recording.request);
};

const twoBookings = inOrder(
  at("2026-12-01T09:00:00Z", { metadata: { externalId: "x1" } }),
  async (stage) => {
    await stage.place({ start: "2026-12-01T10:00:00Z", metadata: { externalId: "x1" } });
  },
);
const taken = also(at("2026-12-09T09:00:00Z"), "2026-12-09T10:00:00Z");

const plans: readonly Plan[] = [
  { name: /^02-.*(?:taken|repeat)/, prepare: twoBookings },
  { name: /^0[34]-/, prepare: twoBookings },
  {
    name: /^05-get-old/,
    prepare: inOrder(at("2026-12-03T09:00:00Z"), movedTo("2026-12-03T11:00:00Z", coachReason)),
  },
  {
    name: /^05-(?:get-new|reschedule-again)/,
    prepare: inOrder(at("2026-12-03T09:00:00Z"), async (stage) => {
      stage.subject = await stage.move({ start: "2026-12-03T11:00:00Z", ...coachReason });
    }),
  },
  {
    name: /^06-booking-state/,
    prepare: inOrder(at("2026-12-09T09:00:00Z"), movedTo("2026-12-09T11:00:00Z")),
  },
  {
    name: /^06-.*not-email/,
    prepare: inOrder(at("2026-12-09T09:00:00Z"), movedTo("2026-12-09T11:00:00Z")),
  },
  { name: /^06-.*(?:taken-slot|partial-overlap)/, prepare: taken },
  { name: /^06-reschedule-same-time-noauth/, prepare: at("2026-12-10T10:30:00Z") },
  { name: /^06-reschedule-same-time/, prepare: at("2026-12-10T09:00:00Z") },
  { name: /^06-.*own-old-slot/, prepare: at("2026-12-11T13:00:00Z") },
  { name: /^07-cancel-twice/, prepare: at("2026-12-14T09:00:00Z", { status: "cancelled" }) },
  { name: /^07-/, prepare: at("2026-12-14T09:00:00Z") },
  {
    name: /^08-race-five-get-old/,
    prepare: inOrder(at("2027-04-08T07:00:00Z"), movedTo("2027-04-08T09:00:00Z")),
  },
  { name: /^09-confirm-type/, prepare: at(parking, { eventTypeId: 4 }) },
  { name: /^09-metadata/, prepare: createWithGuest },
  {
    name: /^09-reschedule-disabled-as-coach/,
    prepare: inOrder(
      at("2026-12-21T09:00:00Z", { eventTypeId: 5 }),
      movedTo("2026-12-21T10:00:00Z"),
    ),
  },
  { name: /^09-reschedule-disabled/, prepare: at("2026-12-21T09:00:00Z", { eventTypeId: 5 }) },
  {
    name: /^09-reschedule-onto-mentee-busy/,
    prepare: inOrder(at("2026-12-17T14:00:00Z"), hostedByMentee),
  },
  { name: /^09-slots-coach/, prepare: inOrder(at("2026-12-17T14:00:00Z"), hostedByMentee) },
  { name: /^09-slots-mentee/, prepare: at("2026-12-17T14:00:00Z") },
  { name: /^09-.*notice/, prepare: at(parking, { eventTypeId: 3 }) },
  { name: /^12-(?:busy-times-ics|calendars|selected-calendar)/, prepare: connectFeed },
  { name: /^12-slots.*later/, prepare: inOrder(menteeBookings, connectFeed, selectFeed) },
  {
    name: /^12-slots.*after/,
    prepare: inOrder(menteeBookings, connectFeed, sameRequest, selectFeed),
  },
  { name: /^12-slots/, prepare: inOrder(menteeBookings, connectFeed) },
  ...oauthPlans,
  { name: /^10-.*booked-slot/, prepare: twoBookings },
  { name: /^10-slots/, prepare: holding("2026-12-22T09:00:00Z", "2026-12-22T10:00:00Z") },
  {
    name: /^10-reschedule/,
    prepare: inOrder(holding("2026-12-23T12:00:00Z"), at(parking)),
  },
  { name: /^10-reservation/, prepare: holding("2026-12-22T09:00:00Z") },
  { name: /^13-/, prepare: earlierCalls },
  {
    name: /^16-slots-collective-week/,
    prepare: inOrder(menteeBookings, placing("2026-12-07T14:00:00Z"), connectFeed, selectFeed),
  },
  {
    name: /^16-slots-collective-dst-spring/,
    prepare: placing(
      "2027-03-15T12:00:00Z",
      "2027-03-15T12:15:00Z",
      "2027-03-19T12:00:00Z",
      "2027-03-24T12:00:00Z",
    ),
  },
  { name: /^16-dst-day/, prepare: scheduleOfNote },
  {
    name: /^18-booking-get-after-eventtype-deleted/,
    prepare: onNewType("Tmp", "2027-04-06T09:00:00Z", { method: "DELETE" }),
  },
  {
    name: /^18-reschedule-after-eventtype-deleted/,
    prepare: onNewType("Tmp", "2027-04-06T09:00:00Z", { method: "DELETE" }),
  },
  {
    name: /^18-event-type-delete/,
    prepare: inOrder(scheduleless, onNewType("Tmp", null, null)),
  },
  {
    name: /^18-reschedule-after-length/,
    prepare: onNewType("Len", "2027-04-07T09:00:00Z", {
      method: "PATCH",
      body: { lengthInMinutes: 60 },
    }),
  },
  { name: /^18-reschedule-past-booking/, prepare: at("2026-11-02T09:00:00Z") },
  { name: /^18-reschedule-way-beyond/, prepare: at("2027-06-14T08:00:00Z", { eventTypeId: 3 }) },
  {
    name: /^19-after-postgres/,
    prepare: inOrder(at("2027-04-16T09:00:00Z"), movedTo("2027-04-16T11:00:00Z")),
  },
  { name: /^19-postgres-down-oauth/, prepare: fault("token") },
  { name: /^19-postgres-down-me/, prepare: fault("me") },
  { name: /^19-postgres-down-reschedule/, prepare: inOrder(at(parking), fault("reschedule")) },
];

async function hostedByMentee(stage: Stage): Promise<void> {
  await stage.place({ start: "2026-12-17T15:00:00Z", eventTypeId: 2, attendee: "other" });
}

/** Event types 6 to 9, so that the next one gets the recorded id 10. */
async function scheduleless(stage: Stage): Promise<void> {
  for (let id = 6; id < 10; id += 1) {
    const body = { title: "Filler", slug: `filler${id}`, lengthInMinutes: 30 };
    await stage.api({
      method: "POST",
      path: "/v2/event-types",
      key: menteeKey,
      version: "2024-06-14",
      body,
    });
  }
}

/** Prepares the stage for its recording; by default places a booking if the path names one. */
export async function prepare(stage: Stage): Promise<void> {
  const { recording } = stage;
  const plan = plans.find(({ name }) => name.test(recording.name));
  if (plan !== undefined) await plan.prepare(stage);
  else if (namesBooking(recording)) await at(parking)(stage);
}
