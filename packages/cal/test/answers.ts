import { type CalClient } from "../src/index.ts";

/** A booking as version 2024-08-13 answers it. */
export function bookingAnswer(uid: string, changes: Record<string, unknown> = {}) {
  return {
    id: 4,
    uid,
    title: "1:1 Coaching",
    description: "",
    hosts: [
      {
        id: 1001,
        name: "Coach Carla",
        email: "coach@example.test",
        displayEmail: "coach@example.test",
        username: "coach",
        timeZone: "Europe/Berlin",
      },
    ],
    status: "accepted",
    cancellationReason: "",
    rescheduledByEmail: null,
    start: "2026-12-03T11:00:00.000Z",
    end: "2026-12-03T11:30:00.000Z",
    duration: 30,
    eventTypeId: 1,
    eventType: { id: 1, slug: "coaching" },
    attendees: [{ name: "Mentee Max", email: "mentee@example.test", timeZone: "America/New_York" }],
    icsUid: `${uid}@Cal.com`,
    ...changes,
  };
}

export const eventTypeAnswer = {
  id: 1,
  title: "Coaching",
  slug: "coaching",
  lengthInMinutes: 30,
  minimumBookingNotice: 120,
  confirmationPolicy: { disabled: true },
  disableRescheduling: { disabled: false },
  bookingWindow: { disabled: true },
  seats: { disabled: true },
  recurrence: null,
};

export const scheduleAnswer = {
  id: 2,
  ownerId: 1002,
  name: "My hours",
  timeZone: "America/New_York",
  availability: [{ days: ["Monday", "Sunday"], startTime: "08:00", endTime: "23:59" }],
  isDefault: true,
  overrides: [],
};

export interface Operation {
  readonly name: string;
  readonly isWrite: boolean;
  call(client: CalClient): Promise<unknown>;
}

const busyQuery = {
  from: "2026-12-01T00:00:00.000Z",
  to: "2026-12-04T00:00:00.000Z",
  timeZone: "America/New_York",
  calendars: [{ credentialId: 1, externalId: "m.ics" }],
};

/** Every operation of the client, called with harmless arguments. */
export const operations: readonly Operation[] = [
  { name: "me.get", isWrite: false, call: (cal) => cal.me.get() },
  { name: "me.listOutOfOffice", isWrite: false, call: (cal) => cal.me.listOutOfOffice() },
  { name: "bookings.get", isWrite: false, call: (cal) => cal.bookings.get("uid1") },
  { name: "bookings.getSeries", isWrite: false, call: (cal) => cal.bookings.getSeries("series1") },
  { name: "bookings.list", isWrite: false, call: (cal) => cal.bookings.list() },
  {
    name: "bookings.listChanges",
    isWrite: false,
    call: (cal) => cal.bookings.listChanges(0),
  },
  {
    name: "bookings.reschedule",
    isWrite: true,
    call: (cal) =>
      cal.bookings.reschedule("uid1", {
        start: "2026-12-03T11:00:00.000Z",
        rescheduledBy: "coach@example.test",
      }),
  },
  {
    name: "slots.list",
    isWrite: false,
    call: (cal) => cal.slots.list({ eventTypeId: 1, start: "2026-12-01", end: "2026-12-02" }),
  },
  {
    name: "slots.defaultLength",
    isWrite: false,
    call: (cal) =>
      cal.slots.defaultLength({ eventTypeId: 1, start: "2026-12-01", end: "2026-12-02" }),
  },
  { name: "calendars.list", isWrite: false, call: (cal) => cal.calendars.list() },
  {
    name: "calendars.busyTimes",
    isWrite: false,
    call: (cal) => cal.calendars.busyTimes(busyQuery),
  },
  { name: "schedules.getDefault", isWrite: false, call: (cal) => cal.schedules.getDefault() },
  { name: "eventTypes.get", isWrite: false, call: (cal) => cal.eventTypes.get(1) },
  { name: "eventTypes.listOpen", isWrite: false, call: (cal) => cal.eventTypes.listOpen("alex") },
  {
    name: "webhooks.create",
    isWrite: true,
    call: (cal) =>
      cal.webhooks.create({
        subscriberUrl: "https://reslot.example.test/hook",
        triggers: ["BOOKING_RESCHEDULED"],
        secret: "s",
      }),
  },
  { name: "webhooks.list", isWrite: false, call: (cal) => cal.webhooks.list() },
  {
    name: "webhooks.update",
    isWrite: true,
    call: (cal) =>
      cal.webhooks.update("w1", {
        subscriberUrl: "https://reslot.example.test/hook",
        triggers: ["BOOKING_RESCHEDULED"],
        secret: "secret",
      }),
  },
  { name: "webhooks.delete", isWrite: true, call: (cal) => cal.webhooks.delete("w1") },
];
