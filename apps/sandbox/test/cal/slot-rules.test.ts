import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { coachKey, startFixture, type Fixture } from "./fixture.ts";

let cal: Fixture;
beforeAll(async () => {
  cal = await startFixture();
});
afterAll(() => cal.close());
beforeEach(async () => {
  await cal.control("/reset", { now: "2026-11-22T10:00:00Z" });
});

/** Creates an event type of the coach with its own schedule; returns its id. */
async function onHours(schedule: object, eventType: object = {}): Promise<number> {
  const hours = { name: "Own", isDefault: false, timeZone: "UTC", ...schedule };
  const made = await cal.call("POST", "/v2/schedules", {
    key: coachKey,
    version: "2024-06-11",
    body: hours,
  });
  const body = {
    title: "Own",
    slug: "own",
    lengthInMinutes: 30,
    minimumBookingNotice: 0,
    scheduleId: made.body.data.id,
    ...eventType,
  };
  const type = await cal.call("POST", "/v2/event-types", {
    key: coachKey,
    version: "2024-06-14",
    body,
  });
  return type.body.data.id;
}

const tuesday = (startTime: string, endTime: string): object => ({
  availability: [{ days: ["Tuesday"], startTime, endTime }],
});
const everyDay = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
const times = async (id: number, query: string): Promise<string[]> =>
  (await cal.slots(`eventTypeId=${id}&${query}`)).map((start) => start.slice(11, 16));
const day = "start=2026-12-01&end=2026-12-01";

describe("the slot grid", () => {
  it.each([
    [60, ["09:10", "12:00"], ["10:00", "11:00"]],
    [45, ["09:10", "12:00"], ["09:15", "10:00", "10:45"]],
    [50, ["09:05", "12:00"], ["09:10", "10:00", "10:50"]],
    [30, ["09:00", "10:40"], ["09:00", "09:30", "10:00"]],
  ] as const)("of %i minutes within %s", async (lengthInMinutes, [start, end], expected) => {
    const id = await onHours(tuesday(start, end), { lengthInMinutes });
    expect(await times(id, day)).toEqual(expected);
  });

  it("follows the clock of the requested zone", async () => {
    const id = await onHours(tuesday("09:00", "12:00"), { lengthInMinutes: 60 });
    expect(await times(id, `${day}&timeZone=Asia/Kolkata`)).toEqual(["15:00", "16:00"]);
  });

  it("restarts after a booking and advances by the interval", async () => {
    const id = await onHours(tuesday("09:00", "12:00"), { slotInterval: 15, lengthInMinutes: 45 });
    await cal.book("2026-12-01T10:05:00Z", { eventTypeId: id, end: "2026-12-01T10:20:00Z" });
    expect(await times(id, day)).toEqual(["09:00", "09:15", "10:30", "10:45", "11:00", "11:15"]);
  });
});

describe("busy times", () => {
  it("are extended by the buffers of the booking and of the requested event type", async () => {
    const id = await onHours(tuesday("09:00", "13:00"), {
      beforeEventBuffer: 10,
      afterEventBuffer: 20,
    });
    await cal.book("2026-12-01T11:00:00Z", { eventTypeId: id });
    expect(await times(id, day)).toEqual(["09:00", "09:30", "10:00", "12:00", "12:30"]);
  });

  it("include pending bookings only of the same event type, and only if it is configured so", async () => {
    const policy = (blocks: boolean): object => ({
      confirmationPolicy: { type: "always", blockUnconfirmedBookingsInBooker: blocks },
    });
    const open = await onHours(tuesday("09:00", "10:00"), policy(false));
    const closed = await onHours(tuesday("09:00", "10:00"), { ...policy(true), slug: "closed" });
    await cal.book("2026-12-01T09:00:00Z", { eventTypeId: open, status: "pending" });
    await cal.book("2026-12-01T09:30:00Z", { eventTypeId: closed, status: "pending" });
    expect(await times(open, day)).toEqual(["09:00", "09:30"]);
    expect(await times(closed, day)).toEqual(["09:00"]);
  });
});

describe("working hours", () => {
  it("are replaced by an override on its date, and 00:00 to 00:00 is a day off", async () => {
    const id = await onHours({
      availability: [{ days: ["Tuesday", "Wednesday"], startTime: "09:00", endTime: "10:00" }],
      overrides: [
        { date: "2026-12-01", startTime: "14:00", endTime: "14:30" },
        { date: "2026-12-01", startTime: "15:00", endTime: "15:30" },
        { date: "2026-12-02", startTime: "00:00", endTime: "00:00" },
      ],
    });
    expect(await times(id, "start=2026-12-01&end=2026-12-03")).toEqual(["14:00", "15:00"]);
  });

  it("that end at 23:59 continue past midnight into the next day's", async () => {
    const late = { days: ["Monday"], startTime: "22:30", endTime: "23:59" };
    const early = { days: ["Tuesday"], startTime: "00:00", endTime: "00:30" };
    const twoHours = { lengthInMinutes: 120, slotInterval: 30 };
    const joined = await onHours({ availability: [late, early] }, twoHours);
    const apart = await onHours({ availability: [early, late] }, { ...twoHours, slug: "apart" });
    const query = "start=2026-11-30&end=2026-12-01";
    expect(await times(joined, query)).toEqual(["22:30"]);
    expect(await times(apart, query)).toEqual([]);
  });

  it("are an hour early on the day of a clock change if they start before it in UTC", async () => {
    const id = await onHours({
      timeZone: "America/New_York",
      availability: [{ days: ["Sunday"], startTime: "04:30", endTime: "07:30" }],
    });
    const query = "start=2027-11-07&end=2027-11-07&timeZone=America/New_York";
    expect(await times(id, query)).toEqual(["03:30", "04:00", "04:30", "05:00", "05:30", "06:00"]);
  });
});

describe("booking windows", () => {
  const dates = async (id: number, query: string): Promise<string[]> => {
    const slots = await cal.slots(`eventTypeId=${id}&${query}`);
    return [...new Set(slots.map((start) => start.slice(0, 10)))];
  };
  const hours = { availability: [{ days: everyDay, startTime: "12:00", endTime: "13:00" }] };
  const fortnight = "start=2026-11-22&end=2026-12-06&timeZone=UTC";

  it.each([
    [
      "a range",
      { type: "range", value: ["2026-11-24", "2026-11-25"] },
      ["2026-11-24", "2026-11-25"],
    ],
    [
      "calendar days",
      { type: "calendarDays", value: 1, rolling: false },
      ["2026-11-22", "2026-11-23"],
    ],
    [
      "business days",
      { type: "businessDays", value: 1, rolling: false },
      ["2026-11-22", "2026-11-23"],
    ],
    [
      "rolling days",
      { type: "calendarDays", value: 2, rolling: true },
      ["2026-11-22", "2026-11-23"],
    ],
  ])("of %s limit the dates", async (_, bookingWindow, expected) => {
    const id = await onHours(hours, { bookingWindow });
    expect(await dates(id, fortnight)).toEqual(expected);
  });

  it("of rolling days name dates that were not asked for, unless a zone is sent", async () => {
    const bookingWindow = { type: "calendarDays", value: 40, rolling: true };
    const id = await onHours(hours, { bookingWindow });
    const asked = "start=2026-12-20&end=2026-12-21";
    expect((await dates(id, asked))[0]).toBe("2026-11-22");
    expect(await dates(id, `${asked}&timeZone=UTC`)).toEqual(["2026-12-20", "2026-12-21"]);
  });

  it("apply to a move if they are fixed, and not if they are rolling", async () => {
    const fixed = await onHours(hours, {
      bookingWindow: { type: "calendarDays", value: 3, rolling: false },
    });
    const rolling = await onHours(hours, {
      slug: "r",
      bookingWindow: { type: "calendarDays", value: 3, rolling: true },
    });
    const statuses = [];
    for (const eventTypeId of [fixed, rolling]) {
      const uid = await cal.book("2026-11-23T12:00:00Z", { eventTypeId });
      statuses.push((await cal.move(uid, "2026-12-20T12:00:00Z")).status);
    }
    expect(statuses).toEqual([400, 201]);
  });
});
