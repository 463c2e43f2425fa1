import { describe, expect, it } from "vitest";
import { createCalClient, toWeeklySchedule } from "../src/index.ts";
import { eventTypeAnswer } from "./answers.ts";
import { sendJson, startServer } from "./local-server.ts";

const success = (data: unknown) => ({ body: { status: "success", data } });

describe("toWeeklySchedule of hours over midnight", () => {
  const schedule = {
    id: 2,
    name: "Nights",
    timeZone: "Europe/Berlin",
    isDefault: true,
    availability: [{ days: ["Saturday" as const], startTime: "22:00", endTime: "02:00" }],
    overrides: [],
  };

  it("gives the rest to the next day, across the end of the week", () => {
    expect(toWeeklySchedule(schedule).weekly).toEqual([
      { days: [6], start: "22:00", end: "24:00" },
      { days: [0], start: "00:00", end: "02:00" },
    ]);
  });

  it("keeps the next day's own hours beside the rest of an override", () => {
    const overrides = [{ date: "2026-12-05", startTime: "23:00", endTime: "01:00" }];

    expect(toWeeklySchedule({ ...schedule, overrides }).overrides).toEqual([
      { date: "2026-12-05", start: "23:00", end: "24:00" },
      { date: "2026-12-06", start: "00:00", end: "01:00" },
      { date: "2026-12-06", start: "00:00", end: "02:00" },
    ]);
  });

  it("leaves a next day that is overridden to its own overrides", () => {
    const overrides = [
      { date: "2026-12-05", startTime: "23:00", endTime: "01:00" },
      { date: "2026-12-06", startTime: "10:00", endTime: "11:00" },
    ];

    expect(toWeeklySchedule({ ...schedule, overrides }).overrides).toEqual([
      { date: "2026-12-05", start: "23:00", end: "24:00" },
      { date: "2026-12-06", start: "00:00", end: "01:00" },
      { date: "2026-12-06", start: "10:00", end: "11:00" },
    ]);
  });
});

describe("me.listOutOfOffice", () => {
  it("gives days, and how many entries could not be read", async (context) => {
    const rows = [
      { id: 1, start: "2026-12-01T00:00:00.000Z", end: "2026-12-03T23:59:59.999Z" },
      { id: 2, start: "2026-12-08", end: "2026-12-08" },
      { id: 3, start: null, end: "2026-12-20T00:00:00Z" },
    ];
    const server = await startServer(context, (response) => sendJson(response, success(rows)));

    await expect(createCalClient({ baseUrl: server.url }).me.listOutOfOffice()).resolves.toEqual({
      entries: [
        { firstDay: "2026-12-01", lastDay: "2026-12-03" },
        { firstDay: "2026-12-08", lastDay: "2026-12-08" },
      ],
      unreadable: 1,
    });
  });

  it("reads every page", async (context) => {
    const day = { start: "2026-12-01", end: "2026-12-01" };
    const server = await startServer(context, (response, { url }) => {
      const isLast = url.searchParams.get("skip") === "250";
      sendJson(response, success(Array.from({ length: isLast ? 3 : 250 }, () => day)));
    });

    const list = await createCalClient({ baseUrl: server.url }).me.listOutOfOffice();

    expect(list?.entries).toHaveLength(253);
  });

  it.each([
    [404, "Cannot GET /v2/me/ooo"],
    [403, "insufficient_scope"],
  ])("gives null when the answer is %i %s", async (status, message) => {
    const body = { status: "error", error: { code: "Exception", message } };
    const answer = () => Promise.resolve(Response.json(body, { status }));
    const cal = createCalClient({ baseUrl: "https://cal.example.test", fetch: answer });

    await expect(cal.me.listOutOfOffice()).resolves.toBeNull();
  });
});

describe("the buffers of an event type", () => {
  it.each<[unknown, number]>([
    [15, 15],
    [0, 0],
    [undefined, 0],
    [null, 0],
    ["some", 0],
    [-5, 0],
  ])("of %s are %i minutes before and after", async (given, read) => {
    for (const side of ["beforeEventBuffer", "afterEventBuffer"]) {
      const data = { ...eventTypeAnswer, [side]: given };
      const answer = () => Promise.resolve(Response.json({ status: "success", data }));
      const cal = createCalClient({ baseUrl: "https://cal.example.test", fetch: answer });

      await expect(cal.eventTypes.get(1)).resolves.toMatchObject({ [side]: read });
    }
  });
});

describe("eventTypes.listOpen", () => {
  const open = { id: 1, lengthInMinutes: 30, slotInterval: null, scheduleId: null };
  const off = { bookingWindow: { disabled: true }, seats: { disabled: true }, offsetStart: 0 };
  const list = (rows: unknown[]) => {
    const answer = () => Promise.resolve(Response.json({ status: "success", data: rows }));
    const cal = createCalClient({ baseUrl: "https://cal.example.test", fetch: answer });
    return cal.eventTypes.listOpen("alex");
  };

  it("gives what its slots depend on", async () => {
    const rows = [{ ...open, ...off, minimumBookingNotice: 120, recurrence: null }, "odd"];

    await expect(list(rows)).resolves.toEqual([
      { id: 1, lengthInMinutes: 30, slotInterval: 30, noticeMinutes: 120, scheduleId: null },
    ]);
  });

  it.each([
    { bookingWindow: { type: "calendarDays", value: 30 } },
    { bookingWindow: [{ type: "range", value: [] }] },
    { beforeEventBuffer: 10 },
    { offsetStart: 10 },
    { bookingLimitsCount: { day: 1 } },
    { onlyShowFirstAvailableSlot: true },
    { seats: { seatsPerTimeSlot: 2 } },
    { recurrence: { occurrences: 4 } },
    { schedulingType: "roundRobin" },
  ])("leaves out one with $0", async (limit) => {
    await expect(list([{ ...open, ...off, ...limit }])).resolves.toEqual([]);
  });
});
