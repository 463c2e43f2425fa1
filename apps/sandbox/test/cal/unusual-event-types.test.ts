import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { coachKey, menteeKey, startFixture, type Fixture, type Reply } from "./fixture.ts";

let cal: Fixture;
beforeAll(async () => {
  cal = await startFixture();
});
afterAll(() => cal.close());

const coach = { email: "coach@example.test", slug: "coaching" };
const day = "2026-12-08";
const at = (time: string) => `${day}T${time}:00.000Z`;
const set = (change: object) => cal.control("/event-types", { ...coach, ...change });
const hostsOf = ({ body }: Reply) => body.data.hosts.map((host: { name: string }) => host.name);

beforeEach(async () => {
  await cal.control("/reset", { now: "2026-11-22T10:00:00Z" });
});

describe("an event type with an offset", () => {
  it("moves every start, and leaves the window of exactly one meeting empty", async () => {
    await set({ offsetStart: 10 });
    expect((await cal.slots(`eventTypeId=101&start=${day}&end=${day}`)).slice(0, 2)).toEqual([
      at("08:10"),
      at("08:40"),
    ]);
    expect(await cal.slots(`eventTypeId=101&start=${at("09:10")}&end=${at("09:40")}`)).toEqual([]);
    const uid = await cal.book(at("09:10"));
    expect((await cal.move(uid, at("10:10"))).status).toBe(201);
  });
});

describe("an event type with several lengths", () => {
  const hour = () => cal.book(at("09:00"), { end: at("10:00") });

  it("says them in two places", async () => {
    const { body } = await set({ lengths: [30, 60] });
    expect(body).toMatchObject({
      lengthInMinutesOptions: [30, 60],
      metadata: { multipleDuration: [30, 60] },
    });
  });

  it.each([
    ["default", 30],
    ["own", 60],
  ])(
    "gives a moved booking its length as a server of the generation %s",
    async (generation, minutes) => {
      await set({ lengths: [30, 60], generation });
      const moved = await cal.move(await hour(), at("11:00"));
      expect(moved.body.data.duration).toBe(minutes);
    },
  );
});

describe("an event type with booking limits", () => {
  const change = (body: object, eventTypeId = 101) =>
    cal.call("PATCH", `/v2/event-types/${eventTypeId}`, {
      key: coachKey,
      version: "2024-06-14",
      body,
    });
  const offered = async (uid: string, from: string, to = from) =>
    (await cal.slots(`eventTypeId=101&start=${from}&end=${to}&bookingUidToReschedule=${uid}`)).map(
      (start) => start.slice(0, 10),
    );

  it("answers a move into a full week with a bare 401, and does not offer that week", async () => {
    const { body } = await change({ bookingLimitsCount: { week: 1 } });
    expect(body.data.bookingLimitsCount).toEqual({ week: 1 });
    const uid = await cal.book(at("09:00"));
    await cal.book("2026-12-16T09:00:00Z");

    const refused = await cal.move(uid, "2026-12-15T10:00:00Z", { key: coachKey });
    expect([refused.status, refused.body]).toEqual([
      401,
      { statusCode: 401, message: "booking_limit_reached" },
    ]);
    expect(await offered(uid, "2026-12-14", "2026-12-18")).toEqual([]);
    expect(new Set(await offered(uid, "2026-12-07", "2026-12-11")).size).toBe(5);
    expect((await cal.move(uid, at("10:00"))).status).toBe(201);
  });

  it.each([
    [{ day: 1 }, day, "2026-12-09"],
    [{ month: 1 }, "2026-12-31", "2027-01-04"],
    [{ year: 1 }, "2026-12-31", "2027-01-04"],
  ])("counts in the periods of the host's zone: %o", async (bookingLimitsCount, full, free) => {
    await change({ bookingLimitsCount });
    await cal.book(at("09:00"));
    expect(await offered("none", full)).toEqual([]);
    expect(await offered("none", free)).not.toEqual([]);
  });

  it("takes a whole series, of which none moves into the week of another", async () => {
    await change({ bookingLimitsCount: { week: 1 } }, 104);
    const attendee = { name: "Pat", email: "pat@example.test", timeZone: "UTC" };
    const made = await cal.call("POST", "/v2/bookings", {
      body: { eventTypeId: 104, start: at("09:00"), attendee, recurrenceCount: 3 },
    });
    expect(made.status).toBe(201);
    const [first] = made.body.data;
    expect((await cal.move(first.uid, "2026-12-17T09:00:00Z")).status).toBe(401);
    expect((await cal.move(first.uid, "2026-12-10T09:00:00Z")).status).toBe(201);
  });

  it("cannot limit the bookings of an attendee where it is recurring", async () => {
    const bookerActiveBookingsLimit = { maximumActiveBookings: 2 };
    expect((await change({ bookerActiveBookingsLimit }, 104)).status).toBe(400);
    const limited = await change({ bookerActiveBookingsLimit });
    expect(limited.body.data.bookerActiveBookingsLimit.maximumActiveBookings).toBe(2);
    const recurrence = { interval: 1, occurrences: 6, frequency: "weekly" };
    expect((await change({ recurrence })).status).toBe(400);
  });
});

describe("a round robin", () => {
  const roundRobin = (extra: object = {}) =>
    set({ schedulingType: "roundRobin", hosts: ["mentee@example.test"], ...extra });
  const attendee = { name: "Pat", email: "pat@example.test", timeZone: "UTC" };
  const book = () => cal.book(at("14:00"), { attendee });

  it("gives a moved booking to the other host, whom the title names, and back", async () => {
    await roundRobin();
    const once = await cal.move(await book(), at("14:30"));
    const twice = await cal.move(once.body.data.uid, at("15:00"));
    expect([hostsOf(once), hostsOf(twice)]).toEqual([["Mentee Max"], ["Coach Carla"]]);
    expect(once.body.data.title).toBe("1:1 Coaching between Mentee Max and Pat");
  });

  it("keeps the host where the event type or the request says so", async () => {
    await roundRobin({ keepHost: true });
    expect(hostsOf(await cal.move(await book(), at("14:30")))).toEqual(["Coach Carla"]);
    await roundRobin({ keepHost: false });
    const asked = { version: "2026-02-25", body: { rescheduleWithSameHost: true } };
    expect(hostsOf(await cal.move(await book(), at("15:00"), asked))).toEqual(["Coach Carla"]);
    expect((await cal.move(await book(), at("15:30"), { body: asked.body })).status).toBe(400);
  });

  it("shows its rules to every host", async () => {
    await roundRobin();
    const seen = await cal.call("GET", "/v2/event-types/101", {
      key: menteeKey,
      version: "2024-06-14",
    });
    expect(seen.body.data).toMatchObject({
      schedulingType: "roundRobin",
      teamId: 1,
      rescheduleWithSameRoundRobinHost: false,
    });
  });
});

describe("a move that requests a confirmation", () => {
  const pending = (start: string) => cal.book(start, { eventTypeId: 102, status: "pending" });

  it("keeps the uid of a pending booking that stays where it is", async () => {
    const uid = await pending(at("09:00"));
    const moved = await cal.move(uid, at("09:00"));
    expect([moved.status, moved.body.data.uid]).toEqual([201, uid]);
  });

  it("names another pending booking of the attendee at that time, and moves nothing", async () => {
    const other = await pending(at("11:00"));
    const uid = await pending(at("09:00"));
    const moved = await cal.move(uid, at("11:00"), { key: menteeKey });
    expect([moved.status, moved.body.data.uid]).toEqual([201, other]);
    expect(moved.body.data).not.toHaveProperty("rescheduledFromUid");
    const old = await cal.call("GET", `/v2/bookings/${uid}`);
    expect(old.body.data).toMatchObject({ status: "pending", start: at("09:00") });
    const byHost = await cal.move(uid, at("11:00"), { key: coachKey });
    expect(byHost.body.data).toMatchObject({ rescheduledFromUid: uid, status: "accepted" });
  });
});

describe("a move and a cancellation at once", () => {
  const cancel = (uid: string) =>
    cal.call("POST", `/v2/bookings/${uid}/cancel`, { body: { cancellationReason: "ill" } });

  it("ends with the cancellation when both start together", async () => {
    const uid = await cal.book(at("09:00"));
    const [moved, cancelled] = await cal.race([
      () => cal.move(uid, at("11:00")),
      () => cancel(uid),
    ]);
    expect([moved.status, moved.body, cancelled.status]).toEqual([
      400,
      { statusCode: 400, message: "cancelled_bookings_cannot_be_rescheduled" },
      200,
    ]);
  });

  it("makes both when the cancellation starts later, and its answer names the successor", async () => {
    const uid = await cal.book(at("09:00"));
    const [moved, cancelled] = await cal.race(
      [() => cal.move(uid, at("11:00")), () => cancel(uid)],
      40,
    );
    expect(cancelled.body.data).toMatchObject({
      rescheduledToUid: moved.body.data.uid,
      cancellationReason: "ill",
    });
    const live = await cal.call("GET", `/v2/bookings/${moved.body.data.uid}`);
    expect(live.body.data.status).toBe("accepted");
  });
});
