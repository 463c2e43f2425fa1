import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { coachKey, menteeKey, startFixture, type Fixture } from "./fixture.ts";

let cal: Fixture;
beforeAll(async () => {
  cal = await startFixture();
});
afterAll(() => cal.close());
beforeEach(async () => {
  await cal.control("/reset", { now: "2026-11-22T10:00:00Z" });
});

describe("a move that is allowed", () => {
  it("creates a new booking, cancels the old one and links the two", async () => {
    const uid = await cal.book("2026-12-01T09:00:00Z", { metadata: { own: "1" } });
    const moved = await cal.move(uid, "2026-12-01T13:00:00+02:00", {
      key: coachKey,
      body: { rescheduledBy: "coach@example.test", reschedulingReason: "Clash" },
    });
    expect(moved.status).toBe(201);
    expect(moved.body.data).toMatchObject({
      status: "accepted",
      rescheduledFromUid: uid,
      rescheduledByEmail: "coach@example.test",
      reschedulingReason: "Clash",
      start: "2026-12-01T11:00:00.000Z",
      end: "2026-12-01T11:30:00.000Z",
      icsUid: `${uid}@Cal.com`,
      metadata: { own: "1" },
    });
    expect(moved.body.data.uid).not.toBe(uid);
    const old = await cal.call("GET", `/v2/bookings/${uid}`);
    expect(old.body.data).toMatchObject({
      status: "cancelled",
      cancellationReason: "",
      rescheduledToUid: moved.body.data.uid,
    });
  });

  it.each([undefined, menteeKey])("needs no key (key: %s)", async (key) => {
    const uid = await cal.book("2026-12-01T09:00:00Z");
    const moved = await cal.move(uid, "2026-12-01T10:07:00Z", key === undefined ? {} : { key });
    expect(moved.status).toBe(201);
  });

  it("accepts the same time again, an overlap with itself, a past booking and a time without an offset", async () => {
    const first = await cal.book("2026-12-01T09:00:00Z");
    const same = await cal.move(first, "2026-12-01T09:00:00Z");
    const overlapping = await cal.move(same.body.data.uid, "2026-12-01T09:15:00");
    expect([same.status, overlapping.status]).toEqual([201, 201]);
    const past = await cal.book("2026-11-02T09:00:00Z");
    const revived = await cal.move(past, "2026-12-02T09:00:30.500Z");
    expect(revived.body.data.start).toBe("2026-12-02T09:00:30.000Z");
  });

  it("has the event type's present length", async () => {
    const uid = await cal.book("2026-12-01T09:00:00Z");
    await cal.call("PATCH", "/v2/event-types/101", {
      key: coachKey,
      version: "2024-06-14",
      body: { lengthInMinutes: 60 },
    });
    const moved = await cal.move(uid, "2026-12-01T12:00:00Z");
    expect(moved.body.data).toMatchObject({ duration: 60, end: "2026-12-01T13:00:00.000Z" });
  });

  it("ignores the mentee's other bookings", async () => {
    await cal.control("/busy", {
      email: "mentee@example.test",
      intervals: [{ start: "2026-12-01T14:00:00Z", end: "2026-12-01T16:00:00Z" }],
    });
    const uid = await cal.book("2026-12-01T09:00:00Z");
    const moved = await cal.move(uid, "2026-12-01T14:00:00Z");
    expect(moved.status).toBe(201);
  });

  it("ignores a meeting that the mentee hosts then", async () => {
    const { body } = await cal.call("POST", "/v2/event-types", {
      key: menteeKey,
      version: "2024-06-14",
      body: { title: "Office hours", slug: "office-hours", lengthInMinutes: 30 },
    });
    const guest = { name: "Guest", email: "guest@example.test", timeZone: "UTC" };
    const hosted = { eventTypeId: body.data.id, attendee: guest };
    await cal.book("2026-12-01T15:00:00Z", hosted);
    const uid = await cal.book("2026-12-01T09:00:00Z");
    const moved = await cal.move(uid, "2026-12-01T15:00:00Z");
    expect(moved.status).toBe(201);
  });
});

describe("the status of a moved booking that needs confirmation", () => {
  it.each([
    ["no key and no name", {}, "pending"],
    [
      "the mentee's token",
      { key: menteeKey, body: { rescheduledBy: "mentee@example.test" } },
      "pending",
    ],
    [
      "the host's token",
      { key: coachKey, body: { rescheduledBy: "mentee@example.test" } },
      "accepted",
    ],
    ["only a claim to be the host", { body: { rescheduledBy: "coach@example.test" } }, "accepted"],
  ])("with %s", async (_, options, status) => {
    const uid = await cal.book("2026-12-01T09:00:00Z", { eventTypeId: 102 });
    const moved = await cal.move(uid, "2026-12-01T12:00:00Z", options);
    expect(moved.status).toBe(201);
    expect(moved.body.data.status).toBe(status);
  });
});

describe("a move is refused", () => {
  it.each([
    [
      "outside the hours",
      "2026-12-01T20:00:00Z",
      "User either already has booking at this time or is not available",
    ],
    [
      "on a weekend",
      "2026-12-05T10:00:00Z",
      "User either already has booking at this time or is not available",
    ],
    [
      "half over another booking",
      "2026-12-01T10:15:00Z",
      "User either already has booking at this time or is not available",
    ],
    ["to the past", "2026-11-02T09:00:00Z", "Attempting to book a meeting in the past."],
    [
      "to no instant",
      "next tuesday",
      "start property is wrong,start must be a valid ISO 8601 date string ",
    ],
    [
      "to 30 February",
      "2027-02-30T10:00:00Z",
      "start - Expected string, received null, end - Expected string, received null, ",
    ],
  ])("%s", async (_, start, message) => {
    const uid = await cal.book("2026-12-01T09:00:00Z");
    await cal.book("2026-12-01T10:00:00Z");
    const refused = await cal.move(uid, start, { key: coachKey });
    expect(refused.status).toBe(400);
    expect(refused.body.error.message).toBe(message);
    expect((await cal.call("GET", `/v2/bookings/${uid}`)).body.data.status).toBe("accepted");
  });

  it("within the notice, even for the host", async () => {
    const uid = await cal.book("2026-12-01T09:00:00Z", { eventTypeId: 103 });
    const refused = await cal.move(uid, "2026-11-23T09:00:00Z", { key: coachKey });
    expect(refused.body.error.message).toContain('can\'t be booked at the "start" time');
  });

  it("over the host's other bookings and calendar", async () => {
    await cal.control("/busy", {
      email: "coach@example.test",
      intervals: [{ start: "2026-12-01T12:00:00Z", end: "2026-12-01T13:00:00Z" }],
    });
    await cal.book("2026-12-01T14:00:00Z", {
      eventTypeId: 201,
      attendee: { name: "Coach", email: "coach@example.test", timeZone: "UTC" },
    });
    const uid = await cal.book("2026-12-01T09:00:00Z");
    const statuses = await Promise.all(
      ["12:30", "14:00"].map(
        async (time) => (await cal.move(uid, `2026-12-01T${time}:00Z`)).status,
      ),
    );
    expect(statuses).toEqual([400, 400]);
  });

  it("with the successor's uid if it was moved before, and with another message if it was cancelled", async () => {
    const uid = await cal.book("2026-12-01T09:00:00Z");
    const moved = await cal.move(uid, "2026-12-01T12:00:00Z");
    const again = await cal.move(uid, "2026-12-01T13:00:00Z");
    expect(again.body.error.message).toContain(`to booking with uid=${moved.body.data.uid}.`);
    const cancelled = await cal.book("2026-12-02T09:00:00Z", { status: "cancelled" });
    expect((await cal.move(cancelled, "2026-12-02T10:00:00Z")).body.error.message).toContain(
      "has been cancelled.",
    );
    const rejected = await cal.book("2026-12-02T09:00:00Z", { status: "rejected" });
    expect((await cal.move(rejected, "2026-12-02T10:00:00Z")).body).toEqual({
      statusCode: 404,
      message: "Could not find original booking",
    });
  });

  it("in different shapes for unknown uids, keys, versions and tokens", async () => {
    const uid = await cal.book("2026-12-01T09:00:00Z");
    const start = "2026-12-01T12:00:00Z";
    expect((await cal.move("nope", start)).body.error.message).toBe(
      "Booking with uid=nope was not found in the database",
    );
    expect((await cal.move(uid, start, { body: { end: start } })).body.error.message).toContain(
      "property end should not exist",
    );
    expect((await cal.move(uid, start, { body: { rescheduledBy: "x" } })).body.error).toEqual({
      code: "BAD_REQUEST",
      message: "rescheduledBy - Invalid email, ",
    });
    expect((await cal.move(uid, start, { version: null })).body.error.message).toBe(
      `Cannot POST /v2/bookings/${uid}/reschedule`,
    );
    expect((await cal.move(uid, start, { version: "2024-09-04" })).status).toBe(404);
    expect((await cal.move(uid, start, { key: "cal_live_nobody" })).body.error.message).toBe(
      "CustomThrottlerGuard - Invalid API Key",
    );
    expect((await cal.move(uid, start, { key: "garbage" })).body.error.message).toBe(
      "Invalid Access Token.",
    );
    const malformed = await cal.call("POST", `/v2/bookings/${uid}/reschedule`, {
      body: '{"start": ',
    });
    expect(malformed.body.error.message).toBe("Unexpected end of JSON input");
  });
});

describe("concurrent moves", () => {
  const times = (replies: readonly { status: number }[]): number[] =>
    replies.map((reply) => reply.status).toSorted((a, b) => a - b);

  it("to different times both succeed and fork the booking", async () => {
    const uid = await cal.book("2026-12-01T09:00:00Z");
    const replies = await cal.race([
      () => cal.move(uid, "2026-12-01T12:00:00Z"),
      () => cal.move(uid, "2026-12-01T13:00:00Z"),
    ]);
    expect(times(replies)).toEqual([201, 201]);
    expect(replies.map((reply) => reply.body.data.rescheduledFromUid)).toEqual([uid, uid]);
  });

  it("to the same time: the second is refused in the bare shape", async () => {
    const uid = await cal.book("2026-12-01T09:00:00Z");
    const other = await cal.book("2026-12-02T09:00:00Z");
    const double = await cal.race([
      () => cal.move(uid, "2026-12-01T12:00:00Z"),
      () => cal.move(uid, "2026-12-01T12:00:00Z"),
    ]);
    expect(times(double)).toEqual([201, 409]);
    const loser = double.find((reply) => reply.status === 409);
    expect(loser?.body).toEqual({ statusCode: 409, message: "booking_conflict_error" });
    const head = double.find((reply) => reply.status === 201)?.body.data.uid;
    const two = await cal.race([
      () => cal.move(head, "2026-12-03T12:00:00Z"),
      () => cal.move(other, "2026-12-03T12:00:00Z"),
    ]);
    expect(times(two)).toEqual([201, 409]);
  });

  it("to overlapping times double-book the host", async () => {
    const one = await cal.book("2026-12-01T09:00:00Z");
    const two = await cal.book("2026-12-02T09:00:00Z");
    const replies = await cal.race([
      () => cal.move(one, "2026-12-03T12:00:00Z"),
      () => cal.move(two, "2026-12-03T12:15:00Z"),
    ]);
    expect(times(replies)).toEqual([201, 201]);
  });
});
