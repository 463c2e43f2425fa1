import { describe, expect, it } from "vitest";
import { createCalClient, toWeeklySchedule } from "../src/index.ts";
import { parseInstant } from "../src/time/index.ts";
import { eventTypeAnswer, scheduleAnswer } from "./answers.ts";
import { sendJson, startServer } from "./local-server.ts";

const success = (data: unknown) => ({ body: { status: "success", data } });

describe("calendars", () => {
  it("lists calendars, and the connections that have stopped working by their provider", async (context) => {
    const calendar = { credentialId: 1, externalId: "m.ics", isSelected: false, name: "Private" };
    const error = { message: "Could not get connected calendars" };
    const data = {
      connectedCalendars: [
        { credentialId: 1, calendars: [calendar] },
        { credentialId: 2, integration: { title: "Google Calendar" }, error },
        { credentialId: 3 },
        { credentialId: 4, integration: { name: "Outlook" }, calendars: [{ isSelected: null }] },
        "odd",
      ],
    };
    const server = await startServer(context, (response) => sendJson(response, success(data)));

    await expect(createCalClient({ baseUrl: server.url }).calendars.list()).resolves.toEqual({
      calendars: [calendar],
      broken: [
        { integration: "Google Calendar" },
        { integration: null },
        { integration: "Outlook" },
        { integration: null },
      ],
    });
  });

  it("asks with a day to spare, keeps what overlaps and drops titles", async (context) => {
    const data = [
      { start: "2026-11-30T20:00:00.000Z", end: "2026-12-01T00:00:00.000Z", title: "before" },
      { start: "2026-12-01T14:30:00.000Z", end: "2026-12-01T15:30:00.000Z", title: "Doctor" },
      { start: "2026-12-02T00:00:00.000Z", end: "2026-12-03T00:00:00.000Z", source: "ics" },
      { start: "2026-12-03T00:00:00.000Z", end: "2026-12-03T01:00:00.000Z", title: "after" },
    ];
    const server = await startServer(context, (response) => sendJson(response, success(data)));

    const busy = await createCalClient({ baseUrl: server.url }).calendars.busyTimes({
      from: "2026-12-01T00:00:00.000Z",
      to: "2026-12-03T00:00:00.000Z",
      timeZone: "America/New_York",
      calendars: [
        { credentialId: 1, externalId: "a" },
        { credentialId: 2, externalId: "b" },
      ],
    });

    expect(busy.busy).toEqual([
      { start: parseInstant("2026-12-01T14:30:00Z"), end: parseInstant("2026-12-01T15:30:00Z") },
      { start: parseInstant("2026-12-02T00:00:00Z"), end: parseInstant("2026-12-03T00:00:00Z") },
    ]);
    expect(Object.fromEntries(server.seen[0]?.url.searchParams ?? [])).toEqual({
      loggedInUsersTz: "America/New_York",
      dateFrom: "2026-11-30",
      dateTo: "2026-12-04",
      "calendarsToLoad[0][credentialId]": "1",
      "calendarsToLoad[0][externalId]": "a",
      "calendarsToLoad[1][credentialId]": "2",
      "calendarsToLoad[1][externalId]": "b",
    });
  });

  it("asks nothing when there is no calendar", async (context) => {
    const server = await startServer(context, (response) => sendJson(response, success([])));

    const busy = await createCalClient({ baseUrl: server.url }).calendars.busyTimes({
      from: "2026-12-01T00:00:00.000Z",
      to: "2026-12-03T00:00:00.000Z",
      timeZone: "UTC",
      calendars: [],
    });

    expect(busy).toEqual({ busy: [], unknown: [] });
    expect(server.seen).toHaveLength(0);
  });

  it("asks for 45 calendars in three requests, and joins their answers", async (context) => {
    const row = { start: "2026-12-01T10:00:00Z", end: "2026-12-01T11:00:00Z" };
    const server = await startServer(context, (response) => sendJson(response, success([row])));

    const { busy } = await createCalClient({ baseUrl: server.url }).calendars.busyTimes({
      from: "2026-12-01T00:00:00.000Z",
      to: "2026-12-03T00:00:00.000Z",
      timeZone: "UTC",
      calendars: Array.from({ length: 45 }, (_, i) => ({ credentialId: 1, externalId: `${i}` })),
    });

    expect(busy).toHaveLength(3);
    const asked = server.seen.map(({ url }) =>
      [...url.searchParams].filter(([name]) => name.endsWith("[externalId]")),
    );
    expect(asked.map(({ length }) => length).toSorted((a, b) => a - b)).toEqual([5, 20, 20]);
    expect(new Set(asked.flat().map(([, id]) => id)).size).toBe(45);
    expect(asked.flat().map(([name]) => name)).not.toContain("calendarsToLoad[20][externalId]");
  });
});

describe("schedules.getDefault", () => {
  it("gives null for somebody without a schedule", async (context) => {
    const server = await startServer(context, (response) => sendJson(response, success(null)));

    await expect(
      createCalClient({ baseUrl: server.url }).schedules.getDefault(),
    ).resolves.toBeNull();
  });

  it("gives the schedule as Cal.com writes it", async (context) => {
    const server = await startServer(context, (response) =>
      sendJson(response, success(scheduleAnswer)),
    );

    const schedule = await createCalClient({ baseUrl: server.url }).schedules.getDefault();

    expect(schedule).toMatchObject({ timeZone: "America/New_York", isDefault: true });
    expect(server.seen[0]?.headers["cal-api-version"]).toBe("2024-06-11");
  });
});

describe("toWeeklySchedule", () => {
  it("numbers the days and lets days end at midnight", () => {
    const schedule = {
      id: 2,
      name: "My hours",
      timeZone: "America/New_York",
      isDefault: true,
      availability: [
        { days: ["Sunday" as const, "Saturday" as const], startTime: "08:00", endTime: "23:59" },
        { days: ["Wednesday" as const], startTime: "20:00", endTime: "00:00" },
        { days: ["Monday" as const], startTime: "09:00", endTime: "12:30" },
      ],
      overrides: [
        { date: "2026-12-24", startTime: "00:00", endTime: "00:00" },
        { date: "2026-12-25", startTime: "10:00", endTime: "23:59" },
      ],
    };

    expect(toWeeklySchedule(schedule)).toEqual({
      timeZone: "America/New_York",
      weekly: [
        { days: [0, 6], start: "08:00", end: "24:00" },
        { days: [3], start: "20:00", end: "24:00" },
        { days: [1], start: "09:00", end: "12:30" },
      ],
      overrides: [
        { date: "2026-12-24", start: "00:00", end: "00:00" },
        { date: "2026-12-25", start: "10:00", end: "24:00" },
      ],
    });
  });
});

describe("eventTypes.get", () => {
  it.each([
    [
      "no confirmation",
      { confirmationPolicy: { disabled: true } },
      { requiresConfirmation: false },
    ],
    [
      "confirmation",
      { confirmationPolicy: { type: "always", blockUnconfirmedBookingsInBooker: true } },
      { requiresConfirmation: true },
    ],
    [
      "rescheduling off",
      { disableRescheduling: { disabled: true } },
      { disableRescheduling: true },
    ],
    [
      "a notice for moves",
      { disableRescheduling: { disabled: false, minutesBefore: 60 } },
      { disableRescheduling: false, rescheduleNoticeMinutes: 60 },
    ],
    [
      "a rolling window",
      { bookingWindow: { type: "calendarDays", value: 30, rolling: true } },
      { bookingWindow: { type: "calendarDays", value: 30, rolling: true } },
    ],
    [
      "a range",
      { bookingWindow: { type: "range", value: ["2030-09-05", "2030-09-09"] } },
      { bookingWindow: { type: "range", value: ["2030-09-05", "2030-09-09"] } },
    ],
    ["no window", { bookingWindow: { disabled: true } }, { bookingWindow: null }],
    ["no limit", { bookingLimitsCount: { disabled: true } }, { limitPeriod: null }],
    ["limits", { bookingLimitsDuration: { day: 90, week: 300 } }, { limitPeriod: "week" }],
    ["seats", { seats: { seatsPerTimeSlot: 4 } }, { isSeated: true }],
    ["a series", { recurrence: { interval: 1 } }, { isRecurring: true }],
    ["several lengths", { lengthInMinutesOptions: [30, 60] }, { lengthOptions: [30, 60] }],
    [
      "several lengths in the metadata alone",
      { lengthInMinutesOptions: undefined, metadata: { multipleDuration: [30, 60] } },
      { lengthOptions: [30, 60] },
    ],
    [
      "round robin that changes the host",
      { schedulingType: "roundRobin", rescheduleWithSameRoundRobinHost: false },
      { schedulingType: "roundRobin", keepsHost: false },
    ],
    [
      "round robin that keeps the host",
      { schedulingType: "roundRobin", rescheduleWithSameRoundRobinHost: true },
      { keepsHost: true },
    ],
    ["an offset", { offsetStart: 10 }, { offsetStart: 10 }],
    [
      "a confirmation that only late bookings need",
      {
        confirmationPolicy: {
          type: "time",
          noticeThreshold: { unit: "hours", count: 12 },
          blockUnconfirmedBookingsInBooker: false,
        },
      },
      { requiresConfirmation: true, confirmationNoticeMinutes: 720, pendingBlocksSlot: false },
    ],
    [
      "odd optional fields as not set",
      {
        title: null,
        lengthInMinutesOptions: "30, 60",
        metadata: "none",
        schedulingType: 3,
        rescheduleWithSameRoundRobinHost: "yes",
        offsetStart: null,
        minimumBookingNotice: "soon",
        confirmationPolicy: { type: "always", noticeThreshold: { unit: "moons", count: 1 } },
        disableRescheduling: [],
        bookingWindow: { type: "moon", value: 1 },
        seats: null,
        recurrence: null,
      },
      {
        title: "",
        lengthOptions: [],
        schedulingType: null,
        keepsHost: false,
        offsetStart: 0,
        requiresConfirmation: true,
        confirmationNoticeMinutes: null,
        pendingBlocksSlot: null,
        disableRescheduling: false,
        bookingWindow: null,
      },
    ],
    [
      "nothing optional",
      {
        minimumBookingNotice: undefined,
        confirmationPolicy: undefined,
        disableRescheduling: null,
        bookingWindow: undefined,
        seats: undefined,
      },
      {
        minimumBookingNotice: 0,
        requiresConfirmation: false,
        bookingWindow: null,
        isSeated: false,
      },
    ],
  ])("reads %s", async (_, changes, expected) => {
    const raw = { ...eventTypeAnswer, ...changes };
    const answer = () =>
      Promise.resolve(Response.json({ status: "success", data: raw }, { status: 200 }));

    const cal = createCalClient({ baseUrl: "https://cal.example.test", fetch: answer });

    await expect(cal.eventTypes.get(1)).resolves.toMatchObject(expected);
  });
});

describe("webhooks", () => {
  const subscription = {
    id: "w 1",
    subscriberUrl: "https://reslot.example.test/hook",
    triggers: ["BOOKING_RESCHEDULED", "FORM_SUBMITTED"],
    active: true,
    secret: "hidden",
  };

  it("are subscribed with a secret that does not come back", async (context) => {
    const server = await startServer(context, (response) =>
      sendJson(response, { status: 201, ...success(subscription) }),
    );

    const created = await createCalClient({ baseUrl: server.url }).webhooks.create({
      subscriberUrl: subscription.subscriberUrl,
      triggers: ["BOOKING_RESCHEDULED"],
      secret: "hidden",
    });

    expect(created).not.toHaveProperty("secret");
    expect(created.id).toBe("w 1");
    expect(JSON.parse(server.seen[0]?.body ?? "")).toEqual({
      subscriberUrl: subscription.subscriberUrl,
      triggers: ["BOOKING_RESCHEDULED"],
      secret: "hidden",
      active: true,
    });
  });

  it("are listed, also with events that are not understood", async (context) => {
    const server = await startServer(context, (response) =>
      sendJson(response, success([subscription])),
    );

    const [first] = await createCalClient({ baseUrl: server.url }).webhooks.list();

    expect(first?.triggers).toEqual(subscription.triggers);
  });

  it("are deleted by their id", async (context) => {
    const server = await startServer(context, (response) =>
      sendJson(response, success(subscription)),
    );

    await createCalClient({ baseUrl: server.url }).webhooks.delete("w 1");

    expect(server.seen[0]?.method).toBe("DELETE");
    expect(server.seen[0]?.url.pathname).toBe("/v2/webhooks/w%201");
  });
});
