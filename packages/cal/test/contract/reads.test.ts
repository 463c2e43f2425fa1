import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { expandSchedule } from "../../src/availability/index.ts";
import { createCalClient, toWeeklySchedule } from "../../src/index.ts";
import { dayMs, minuteMs, parseInstant } from "../../src/time/index.ts";
import { closeScene, errorOf, openScene, type Scene } from "./scene.ts";

let scene: Scene;
beforeAll(async () => {
  scene = await openScene(0);
}, 60_000);
afterAll(() => closeScene(scene), 120_000);

describe("me", { timeout: 30_000 }, () => {
  it("is whose key it is", async () => {
    const [coach, mentee] = await Promise.all([scene.coach.me.get(), scene.mentee.me.get()]);

    expect(coach.id).not.toBe(mentee.id);
    expect(coach.email).toContain("@");
    expect(() => new Intl.DateTimeFormat("en", { timeZone: coach.timeZone ?? "" })).not.toThrow();
  });

  it.each([
    ["no token", null],
    ["an API key that does not exist", "cal_live_00000000000000000000000000000000"],
    ["an access token that is none", "not.a.token"],
  ])("is nobody with %s", async (_, accessToken) => {
    const cal = createCalClient({ baseUrl: scene.url, accessToken });

    const error = await errorOf(cal.me.get());

    expect(error).toMatchObject({ code: "TOKEN_INVALID", status: 401, answered: true });
    expect(error.outcomeUnknown).toBe(false);
  });
});

describe("event types", { timeout: 30_000 }, () => {
  it("are what was created", async () => {
    const eventType = await scene.coach.eventTypes.get(scene.eventTypeId);

    expect(eventType).toMatchObject({
      id: scene.eventTypeId,
      title: "Contract suite",
      lengthInMinutes: 30,
      requiresConfirmation: false,
      disableRescheduling: false,
      minimumBookingNotice: 0,
      bookingWindow: null,
      isSeated: false,
      isRecurring: false,
    });
  });

  it("say that the host confirms", async () => {
    await expect(scene.coach.eventTypes.get(scene.confirmedTypeId)).resolves.toMatchObject({
      requiresConfirmation: true,
    });
  });

  it("say that rescheduling is off, how early to book, and how far ahead", async () => {
    const id = await scene.createEventType({
      minimumBookingNotice: 120,
      disableRescheduling: { disabled: true },
      bookingWindow: { type: "calendarDays", value: 30, rolling: true },
    });

    await expect(scene.coach.eventTypes.get(id)).resolves.toMatchObject({
      disableRescheduling: true,
      minimumBookingNotice: 120,
      bookingWindow: { type: "calendarDays", value: 30, rolling: true },
    });
  });

  it("say how much is kept free around their bookings", async () => {
    const id = await scene.createEventType({ beforeEventBuffer: 10, afterEventBuffer: 15 });

    await expect(scene.coach.eventTypes.get(id)).resolves.toMatchObject({
      beforeEventBuffer: 10,
      afterEventBuffer: 15,
    });
  });

  it("are not there when they are not there", async () => {
    expect(await errorOf(scene.coach.eventTypes.get(999_999_999))).toMatchObject({
      code: "NOT_FOUND",
      answered: true,
    });
  });
});

describe("slots", { timeout: 30_000 }, () => {
  const query = () => ({
    eventTypeId: scene.eventTypeId,
    start: scene.days.from,
    end: scene.days.to,
  });

  it("lie in order within the host's hours", async () => {
    const starts = await scene.anonymous.slots.list(query());

    const instants = starts.map(parseInstant);
    const minutes = instants.map((ms) => Math.floor(ms / minuteMs) % 1440);
    expect(starts.length).toBeGreaterThan(10);
    expect(instants).toEqual(instants.toSorted((left, right) => left - right));
    expect(Math.min(...minutes)).toBeGreaterThanOrEqual(6 * 60);
    expect(Math.max(...minutes)).toBeLessThanOrEqual(17 * 60 + 30);
  });

  it("are the same instants in another zone", async () => {
    const [utc, berlin] = await Promise.all([
      scene.anonymous.slots.list(query()),
      scene.anonymous.slots.list({ ...query(), timeZone: "Europe/Berlin" }),
    ]);

    expect(berlin.map(parseInstant)).toEqual(utc.map(parseInstant));
    expect(berlin.every((start) => /\+0[12]:00$/.test(start))).toBe(true);
  });

  it("lack what is booked, and have it again for whoever moves that booking", async () => {
    const booking = await scene.book();
    const at = parseInstant(booking.start);
    const offers = async (extra = {}) =>
      (await scene.anonymous.slots.list({ ...query(), ...extra })).map(parseInstant).includes(at);

    // Cal.com serves slots up to 2 s stale.
    await expect.poll(() => offers(), { timeout: 10_000, interval: 500 }).toBe(false);
    await expect(offers({ bookingUidToReschedule: booking.uid })).resolves.toBe(true);
  });

  it("are of the days that were asked for, also in a rolling booking window", async () => {
    const eventTypeId = await scene.createEventType({
      bookingWindow: { type: "calendarDays", value: 90, rolling: true },
    });
    const { to } = scene.days;
    const starts = await scene.anonymous.slots.list({ eventTypeId, start: to, end: to });

    expect(starts.length).toBeGreaterThan(0);
    expect(starts.filter((start) => !start.startsWith(to))).toEqual([]);
  });

  it("are none where the host has no hours", async () => {
    const [start, end] = [`${scene.days.from}T19:00:00Z`, `${scene.days.from}T23:00:00Z`];

    await expect(
      scene.anonymous.slots.list({ eventTypeId: scene.eventTypeId, start, end }),
    ).resolves.toEqual([]);
  });

  it("do not exist for an unknown event type", async () => {
    const error = await errorOf(
      scene.anonymous.slots.list({ ...query(), eventTypeId: 999_999_999 }),
    );

    expect(error).toMatchObject({ code: "NOT_FOUND", status: 404 });
  });
});

describe("working hours and calendars", { timeout: 30_000 }, () => {
  it("are a schedule that can be computed with, or none", async () => {
    const schedule = await scene.mentee.schedules.getDefault();

    const from = parseInstant(`${scene.days.from}T00:00:00Z`);
    const range = { start: from, end: from + 14 * dayMs };
    const hours = schedule === null ? [] : expandSchedule(toWeeklySchedule(schedule), range);
    expect(hours.every(({ start, end }) => range.start <= start && start < end)).toBe(true);
  });

  it("say when the calendars that count are busy", async () => {
    const { calendars } = await scene.mentee.calendars.list();
    const selected = calendars.filter(({ isSelected }) => isSelected);

    const { busy, unknown } = await scene.mentee.calendars.busyTimes({
      from: `${scene.days.from}T00:00:00Z`,
      to: `${scene.days.to}T00:00:00Z`,
      timeZone: "America/New_York",
      calendars: selected,
    });

    expect(busy.every(({ start, end }) => start < end)).toBe(true);
    expect(unknown).toEqual([]);
  });

  it("show in the slots of an event type that nothing narrows", async () => {
    const { username } = await scene.mentee.me.get();

    const open = await scene.mentee.eventTypes.listOpen(username ?? "");

    expect(
      open.every(({ lengthInMinutes, slotInterval }) => lengthInMinutes * slotInterval > 0),
    ).toBe(true);
  });

  it("say when the person is out of office, where the server can", async () => {
    const list = await scene.mentee.me.listOutOfOffice();

    expect(list?.unreadable ?? 0).toBe(0);
  });

  it("are kept from others, although the token is fine", async () => {
    const error = await errorOf(
      scene.mentee.calendars.busyTimes({
        from: `${scene.days.from}T00:00:00Z`,
        to: `${scene.days.to}T00:00:00Z`,
        timeZone: "UTC",
        calendars: [{ credentialId: 999_999_999, externalId: "somebody@example.test" }],
      }),
    );

    expect(error).toMatchObject({ code: "FORBIDDEN", answered: true });
  });
});
