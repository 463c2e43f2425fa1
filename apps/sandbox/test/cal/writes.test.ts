import { createHmac } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { coachKey, menteeKey, startFixture, type Fixture } from "./fixture.ts";

interface Delivery {
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly raw: string;
}

let cal: Fixture;
let sink: Server;
let sinkUrl: string;
const deliveries: Delivery[] = [];
let answerDelayMs = 0;

beforeAll(async () => {
  sink = createServer((request, response) => {
    let raw = "";
    request.on("data", (chunk: Buffer) => (raw += chunk.toString()));
    request.on("end", () => {
      deliveries.push({ headers: request.headers, raw });
      setTimeout(() => response.end(), answerDelayMs);
    });
  });
  await new Promise<void>((resolve) => sink.listen(0, "127.0.0.1", resolve));
  sinkUrl = `http://127.0.0.1:${(sink.address() as AddressInfo).port}`;
  cal = await startFixture();
});
afterAll(async () => {
  await cal.close();
  sink.closeAllConnections();
  sink.close();
});
beforeEach(async () => {
  await cal.control("/reset", { now: "2026-11-22T10:00:00Z" });
  await subscribe("/v2/webhooks");
  deliveries.length = 0;
  answerDelayMs = 0;
});

const subscription = (path: string, triggers = bookingTriggers) => ({
  active: true,
  subscriberUrl: `${sinkUrl}${path}`,
  triggers,
  secret: "whsec",
});
const bookingTriggers = [
  "BOOKING_CREATED",
  "BOOKING_RESCHEDULED",
  "BOOKING_REQUESTED",
  "BOOKING_CANCELLED",
  "BOOKING_REJECTED",
];
const subscribe = (path: string, hook = "/hook") =>
  cal.call("POST", path, { key: coachKey, body: subscription(hook) });

const attendee = {
  name: "Mentee Max",
  email: "mentee@example.test",
  timeZone: "America/New_York",
  language: "en",
};
const create = (body: object) => cal.call("POST", "/v2/bookings", { body });
const events = (): string[] => deliveries.map(({ raw }) => JSON.parse(raw).triggerEvent);

describe("creating a booking", () => {
  it("answers 201 with an accepted booking, whose details survive a move", async () => {
    const made = await create({
      eventTypeId: 101,
      start: "2026-12-01T09:00:00Z",
      attendee,
      metadata: { k: "v" },
      guests: ["guest@example.test"],
      bookingFieldsResponses: { notes: "docs" },
    });
    expect(made.status).toBe(201);
    expect(made.body.data).toMatchObject({
      status: "accepted",
      title: "1:1 Coaching between Coach Carla and Mentee Max",
      guests: ["guest@example.test"],
    });
    const moved = await cal.move(made.body.data.uid, "2026-12-01T10:00:00Z");
    expect(moved.body.data).toMatchObject({
      metadata: { k: "v" },
      guests: ["guest@example.test"],
      bookingFieldsResponses: { notes: "docs" },
    });
  });

  it("leaves it pending if the event type needs confirmation", async () => {
    const made = await create({ eventTypeId: 102, start: "2026-12-01T09:00:00Z", attendee });
    expect(made.body.data.status).toBe("pending");
  });

  it.each([
    [
      "the past",
      { eventTypeId: 101, start: "2026-11-02T09:00:00Z", attendee },
      [400, "Attempting to book a meeting in the past."],
    ],
    [
      "an unknown event type",
      { eventTypeId: 9, start: "2026-12-01T09:00:00Z", attendee },
      [404, "Event type with id 9 not found."],
    ],
    [
      "no attendee",
      { eventTypeId: 101, start: "2026-12-01T09:00:00Z" },
      [400, "attendee property is wrong,attendee should not be null or undefined "],
    ],
    [
      "unknown keys",
      { eventTypeId: 101, start: "2026-12-01T09:00:00Z", attendee, end: "x" },
      [400, "end property is wrong,property end should not exist "],
    ],
  ])("refuses %s", async (_, body, expected) => {
    const refused = await create(body);
    expect([refused.status, refused.body.error.message]).toEqual(expected);
  });

  it("refuses a taken slot, and the second of two concurrent calls in the bare shape", async () => {
    const body = { eventTypeId: 101, start: "2026-12-01T09:00:00Z", attendee };
    const race = await cal.race([() => create(body), () => create(body)]);
    expect(race.map((reply) => reply.status).toSorted((a, b) => a - b)).toEqual([201, 409]);
    expect((await create(body)).status).toBe(400);
  });
});

describe("an existing booking", () => {
  it("can be cancelled once, without a key", async () => {
    const uid = await cal.book("2026-12-01T09:00:00Z");
    const cancelled = await cal.call("POST", `/v2/bookings/${uid}/cancel`, {
      body: { cancellationReason: "done" },
    });
    expect(cancelled.status).toBe(200);
    expect(cancelled.body.data).toMatchObject({ status: "cancelled", cancellationReason: "done" });
    const again = await cal.call("POST", `/v2/bookings/${uid}/cancel`, { body: {} });
    expect(again.body.error.message).toContain("because it has been cancelled already");
  });

  it("can be confirmed and declined by the host only", async () => {
    const one = await cal.book("2026-12-01T09:00:00Z", { eventTypeId: 102, status: "pending" });
    const two = await cal.book("2026-12-02T09:00:00Z", { eventTypeId: 102, status: "pending" });
    const foreign = await cal.call("POST", `/v2/bookings/${one}/confirm`, { key: menteeKey });
    expect([foreign.status, foreign.body.error.code]).toEqual([401, "TRPCError"]);
    const confirmed = await cal.call("POST", `/v2/bookings/${one}/confirm`, { key: coachKey });
    expect([confirmed.status, confirmed.body.data.status]).toEqual([200, "accepted"]);
    expect((await cal.call("POST", `/v2/bookings/${one}/confirm`, { key: coachKey })).status).toBe(
      400,
    );
    const declined = await cal.call("POST", `/v2/bookings/${two}/decline`, {
      key: coachKey,
      body: { reason: "no" },
    });
    expect(declined.body.data.status).toBe("rejected");
    expect(events()).toEqual(["BOOKING_CREATED", "BOOKING_REJECTED"]);
  });
});

describe("webhooks", () => {
  it("arrive before the response, signed over the raw body", async () => {
    const uid = await cal.book("2026-12-01T09:00:00Z");
    const moved = await cal.move(uid, "2026-12-01T12:00:00Z", {
      body: { rescheduledBy: "mentee@example.test" },
    });
    expect(deliveries).toHaveLength(1);
    const [{ headers, raw } = { headers: {}, raw: "" }] = deliveries;
    expect(headers["x-cal-signature-256"]).toBe(
      createHmac("sha256", "whsec").update(raw).digest("hex"),
    );
    expect(headers["x-cal-webhook-version"]).toBe("2021-10-20");
    expect(JSON.parse(raw)).toMatchObject({
      triggerEvent: "BOOKING_RESCHEDULED",
      payload: {
        uid: moved.body.data.uid,
        bookingId: moved.body.data.id,
        startTime: "2026-12-01T12:00:00Z",
        rescheduleUid: uid,
        rescheduleStartTime: "2026-12-01T09:00:00Z",
        rescheduledBy: "mentee@example.test",
        status: "ACCEPTED",
        organizer: { email: "coach@example.test", utcOffset: 60 },
      },
    });
  });

  it("report a move that needs confirmation as BOOKING_REQUESTED", async () => {
    const uid = await cal.book("2026-12-01T09:00:00Z", { eventTypeId: 102 });
    await cal.move(uid, "2026-12-01T12:00:00Z");
    expect(events()).toEqual(["BOOKING_REQUESTED"]);
  });

  it("report moves made in Cal.com itself", async () => {
    const uid = await cal.book("2026-12-01T09:00:00Z");
    const moved = await cal.control(`/bookings/${uid}/move`, { start: "2026-12-05T22:00:00Z" });
    expect(moved.body).toMatchObject({
      rescheduledFromUid: uid,
      start: "2026-12-05T22:00:00.000Z",
      rescheduledByEmail: "coach@example.test",
    });
    expect(events()).toEqual(["BOOKING_RESCHEDULED"]);
    expect(
      (await cal.control(`/bookings/${uid}/move`, { start: "2026-12-06T22:00:00Z" })).status,
    ).toBe(400);
    expect(
      (await cal.control("/bookings/nope/move", { start: "2026-12-06T22:00:00Z" })).status,
    ).toBe(404);
  });

  it("delay the response by about a second at most and never fail it", async () => {
    answerDelayMs = 5000;
    const uid = await cal.book("2026-12-01T09:00:00Z");
    const moved = await cal.move(uid, "2026-12-01T12:00:00Z");
    expect(moved.status).toBe(201);
    await cal.call("POST", "/v2/webhooks", {
      key: coachKey,
      body: {
        active: true,
        subscriberUrl: "http://127.0.0.1:1/unreachable",
        triggers: ["BOOKING_CANCELLED"],
      },
    });
    const cancelled = await cal.call("POST", `/v2/bookings/${moved.body.data.uid}/cancel`);
    expect(cancelled.status).toBe(200);
  });

  it("can be added, listed, changed and removed by the host", async () => {
    const body = {
      active: true,
      subscriberUrl: `${sinkUrl}/own`,
      triggers: ["BOOKING_RESCHEDULED"],
      secret: "s",
    };
    const made = await cal.call("POST", "/v2/webhooks", { key: coachKey, body });
    expect(made.status).toBe(201);
    expect((await cal.call("POST", "/v2/webhooks", { key: coachKey, body })).status).toBe(409);
    const path = `/v2/webhooks/${made.body.data.id}`;
    expect((await cal.call("GET", path, { key: menteeKey })).status).toBe(404);
    const uid = await cal.book("2026-12-01T09:00:00Z");
    const moved = await cal.move(uid, "2026-12-01T12:00:00Z");
    expect(deliveries).toHaveLength(2);
    await cal.call("PATCH", path, { key: coachKey, body: { active: false } });
    await cal.move(moved.body.data.uid, "2026-12-01T13:00:00Z");
    expect(deliveries).toHaveLength(3);
    expect((await cal.call("DELETE", path, { key: coachKey })).body.data.id).toBe(
      made.body.data.id,
    );
    expect((await cal.call("GET", "/v2/webhooks", { key: coachKey })).body.data).toHaveLength(1);
  });

  it("reach nobody who has not subscribed", async () => {
    await cal.control("/reset", { now: "2026-11-22T10:00:00Z" });
    await cal.call("POST", "/v2/webhooks", { key: menteeKey, body: subscription("/mentee") });
    const uid = await cal.book("2026-12-01T09:00:00Z");
    expect((await cal.move(uid, "2026-12-01T12:00:00Z")).status).toBe(201);
    expect(deliveries).toEqual([]);
    expect((await cal.call("GET", "/_sandbox/subscriptions")).body).toMatchObject([
      { email: "mentee@example.test", subscriberUrl: `${sinkUrl}/mentee`, active: true },
    ]);
  });

  it("reach the subscribers of an event type for its bookings only", async () => {
    await cal.control("/reset", { now: "2026-11-22T10:00:00Z" });
    const made = await subscribe("/v2/event-types/102/webhooks");
    expect(made.body.data).toMatchObject({ eventTypeId: 102, active: true });
    const path = "/v2/event-types/102/webhooks";
    expect((await cal.call("GET", path, { key: coachKey })).body.data).toHaveLength(1);
    expect((await cal.call("GET", "/v2/webhooks", { key: coachKey })).body.data).toEqual([]);
    expect((await cal.call("GET", path, { key: menteeKey })).status).toBe(404);
    await cal.move(await cal.book("2026-12-01T09:00:00Z"), "2026-12-01T12:00:00Z");
    expect(deliveries).toEqual([]);
    await cal.move(
      await cal.book("2026-12-02T09:00:00Z", { eventTypeId: 102 }),
      "2026-12-02T12:00:00Z",
    );
    expect(events()).toEqual(["BOOKING_REQUESTED"]);
  });
});

describe("deliveries that a control makes worse", () => {
  const moveTwice = async (): Promise<void> => {
    const uid = await cal.book("2026-12-01T09:00:00Z");
    const moved = await cal.move(uid, "2026-12-01T12:00:00Z");
    await cal.call("POST", `/v2/bookings/${moved.body.data.uid}/cancel`, { body: {} });
  };

  it("are lost, all or the next few", async () => {
    await cal.control("/webhooks", { drop: 1 });
    await moveTwice();
    expect(events()).toEqual(["BOOKING_CANCELLED"]);
    await cal.control("/webhooks", { drop: true });
    await moveTwice();
    expect(events()).toHaveLength(1);
  });

  it("arrive twice", async () => {
    await cal.control("/webhooks", { duplicate: true });
    await moveTwice();
    expect(events()).toEqual([
      "BOOKING_RESCHEDULED",
      "BOOKING_RESCHEDULED",
      "BOOKING_CANCELLED",
      "BOOKING_CANCELLED",
    ]);
  });

  it("arrive in another order, and late", async () => {
    await cal.control("/webhooks", { reorder: true });
    await moveTwice();
    expect(events()).toEqual(["BOOKING_CANCELLED", "BOOKING_RESCHEDULED"]);
    await cal.control("/reset", { now: "2026-11-22T10:00:00Z" });
    await subscribe("/v2/webhooks");
    deliveries.length = 0;
    await cal.control("/webhooks", { delayMs: 150 });
    await moveTwice();
    expect(events()).not.toContain("BOOKING_CANCELLED");
    await expect.poll(events, { timeout: 5_000 }).toHaveLength(2);
  });
});
