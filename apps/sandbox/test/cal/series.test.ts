import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { coachKey, startFixture, type Fixture, type Json, type Reply } from "./fixture.ts";
import { startWebhookSink, type WebhookSink } from "./webhook-sink.ts";

let cal: Fixture;
let sink: WebhookSink;

beforeAll(async () => {
  sink = await startWebhookSink();
  cal = await startFixture();
});
afterAll(async () => {
  await cal.close();
  sink.close();
});
beforeEach(async () => {
  await cal.control("/reset", { now: "2026-10-01T10:00:00Z" });
  const triggers = ["BOOKING_CREATED", "BOOKING_RESCHEDULED", "BOOKING_CANCELLED"];
  await cal.call("POST", "/v2/webhooks", {
    key: coachKey,
    body: { active: true, subscriberUrl: sink.url, triggers },
  });
  sink.bodies.length = 0;
});

const attendee = {
  name: "Mentee Max",
  email: "mentee@example.test",
  timeZone: "Europe/London",
  language: "en",
};
const create = (body: object = {}): Promise<Reply> =>
  cal.call("POST", "/v2/bookings", {
    body: { eventTypeId: 104, start: "2026-10-12T09:00:00Z", attendee, ...body },
  });
/** Four weekly occurrences. */
async function createFour(): Promise<Json[]> {
  const made = await create({ recurrenceCount: 4 });
  expect(made.status).toBe(201);
  return made.body.data;
}
const get = async (uid: string): Promise<Json> =>
  (await cal.call("GET", `/v2/bookings/${uid}`)).body.data;
const list = async (status: string): Promise<string[]> => {
  const reply = await cal.call("GET", `/v2/bookings?status=${status}`, { key: coachKey });
  return reply.body.data.map(({ uid }: Json) => uid);
};
const cancel = (uid: string, body: object = {}, key?: string): Promise<Reply> =>
  cal.call("POST", `/v2/bookings/${uid}/cancel`, {
    body,
    ...(key === undefined ? {} : { key }),
  });

describe("a recurring series", () => {
  it("is created at one time of day in the attendee's zone, as a list with one uid in common", async () => {
    const four = await createFour();
    expect(four.map(({ start }: Json) => start)).toEqual([
      "2026-10-12T09:00:00.000Z",
      "2026-10-19T09:00:00.000Z",
      "2026-10-26T10:00:00.000Z",
      "2026-11-02T10:00:00.000Z",
    ]);
    expect(new Set(four.map(({ recurringBookingUid }: Json) => recurringBookingUid)).size).toBe(1);
    expect(new Set(four.map(({ icsUid }: Json) => icsUid)).size).toBe(4);
    expect(sink.bodies.map(({ triggerEvent }) => triggerEvent)).toEqual(
      Array.from({ length: 4 }, () => "BOOKING_CREATED"),
    );
    expect(sink.bodies[0].payload.recurringEvent).toEqual({ freq: 2, count: 6, interval: 1 });
    expect(JSON.stringify(sink.bodies)).not.toContain(four[0].recurringBookingUid);
  });

  it("has as many occurrences as the event type, unless fewer are asked for", async () => {
    expect((await create()).body.data).toHaveLength(6);
    const more = await create({ recurrenceCount: 7 });
    expect([more.status, more.body.error.message]).toEqual([
      400,
      "Provided recurrence count is higher than the event type's recurring event count.",
    ]);
  });

  it("keeps the occurrences before the one that is refused", async () => {
    await cal.book("2026-10-26T10:00:00Z");
    const refused = await create({ recurrenceCount: 4 });
    expect([refused.status, refused.body]).toEqual([
      409,
      { statusCode: 409, message: "booking_conflict_error" },
    ]);
    expect(await list("recurring")).toHaveLength(2);
    expect(sink.bodies).toHaveLength(2);
  });

  it("is read as a list by its own uid, and listed by the status of each occurrence", async () => {
    const [first, second, third] = await createFour();
    const seriesUid = first.recurringBookingUid;
    await cal.move(second.uid, "2026-10-20T09:00:00Z");
    await cancel(third.uid);
    const series = await get(seriesUid);
    expect(series.map(({ status }: Json) => status)).toEqual([
      "accepted",
      "cancelled",
      "accepted",
      "cancelled",
      "accepted",
    ]);
    expect(await list("upcoming")).toHaveLength(3);
    expect(await list("recurring")).toHaveLength(3);
    expect(await list("upcoming,recurring")).toHaveLength(3);
    expect(new Set(await list("cancelled"))).toEqual(new Set([second.uid, third.uid]));
    const bySeries = await cal.call("GET", `/v2/bookings?bookingUid=${seriesUid}`, {
      key: coachKey,
    });
    expect(bySeries.body.data).toEqual([]);
  });

  it("lists pending occurrences as recurring and unconfirmed, but not as upcoming", async () => {
    await create({ eventTypeId: 105, recurrenceCount: 2 });
    expect(await list("upcoming")).toEqual([]);
    expect(await list("recurring")).toHaveLength(2);
    expect(await list("unconfirmed")).toHaveLength(2);
  });
});

describe("moving one occurrence of a series", () => {
  it("leaves a booking that looks exactly like a cancelled one", async () => {
    const [, second, third, fourth] = await createFour();
    const moved = await cal.move(second.uid, "2026-11-05T09:00:00Z", {
      body: { rescheduledBy: "coach@example.test", reschedulingReason: "ill" },
    });
    expect(moved.status).toBe(201);
    expect(moved.body.data).toMatchObject({
      rescheduledFromUid: second.uid,
      recurringBookingUid: second.recurringBookingUid,
      icsUid: second.icsUid,
      reschedulingReason: "ill",
    });
    await cancel(third.uid);
    const [old, cancelled] = [await get(second.uid), await get(third.uid)];
    expect(Object.keys(old)).toEqual(Object.keys(cancelled));
    expect(old).toMatchObject({ status: "cancelled", cancellationReason: "" });
    expect(old).not.toHaveProperty("rescheduledToUid");
    expect(old).not.toHaveProperty("rescheduledByEmail");
    expect(await get(fourth.uid)).toEqual(fourth);
    const { payload } = sink.bodies.find((body) => body.triggerEvent === "BOOKING_RESCHEDULED");
    expect(payload).toMatchObject({ uid: moved.body.data.uid, rescheduleUid: second.uid });
    expect(payload).not.toHaveProperty("recurringEvent");
    const again = await cal.move(second.uid, "2026-11-06T09:00:00Z");
    expect(again.body.error.message).toContain(moved.body.data.uid);
  });

  it("is refused onto another occurrence, and for the uid of the series", async () => {
    const [first, second] = await createFour();
    const taken = await cal.move(second.uid, first.start);
    expect([taken.status, taken.body.error.message]).toEqual([
      400,
      "User either already has booking at this time or is not available",
    ]);
    expect((await cal.move(first.recurringBookingUid, "2026-11-05T09:00:00Z")).status).toBe(404);
  });

  it("at once to two times leaves two live successors", async () => {
    const [first] = await createFour();
    const moves = await cal.race([
      () => cal.move(first.uid, "2026-10-13T09:00:00Z"),
      () => cal.move(first.uid, "2026-10-14T09:00:00Z"),
    ]);
    expect(moves.map(({ status }) => status)).toEqual([201, 201]);
    const series = await get(first.recurringBookingUid);
    expect(
      series.filter(
        (each: Json) => each.rescheduledFromUid === first.uid && each.status === "accepted",
      ),
    ).toHaveLength(2);
  });

  it("frees only its own time among the slots", async () => {
    const [first, second] = await createFour();
    const slots = (uid: string): Promise<string[]> =>
      cal.slots(`eventTypeId=104&start=2026-10-12&end=2026-10-20&bookingUidToReschedule=${uid}`);
    expect(await slots(first.uid)).toContain(first.start);
    expect(await slots(first.uid)).not.toContain(second.start);
    expect(await slots(first.recurringBookingUid)).not.toContain(first.start);
  });
});

describe("cancelling in a series", () => {
  it("ends one occurrence, the later ones too, or all, with one webhook each time", async () => {
    const [first, second, , fourth] = await createFour();
    sink.bodies.length = 0;
    await cal.move(fourth.uid, "2026-10-13T09:00:00Z");
    const rest = await cancel(second.uid, { cancelSubsequentBookings: true });
    expect(rest.body.data).toHaveLength(5);
    expect(await list("recurring")).toHaveLength(2);
    const silent = await cancel(first.recurringBookingUid, {}, coachKey);
    expect([silent.status, silent.body]).toEqual([
      400,
      { statusCode: 400, message: "Cancellation reason is required when you are the host" },
    ]);
    const whole = await cancel(first.recurringBookingUid, { cancellationReason: "ill" }, coachKey);
    expect(whole.body.data.map(({ status }: Json) => status)).toEqual(
      Array.from({ length: 5 }, () => "cancelled"),
    );
    expect(sink.bodies.map(({ triggerEvent }) => triggerEvent)).toEqual([
      "BOOKING_RESCHEDULED",
      "BOOKING_CANCELLED",
      "BOOKING_CANCELLED",
    ]);
    expect((await cancel(fourth.uid)).body.error.message).toContain("cancelled already");
  });
});

describe("cancelling a series while one of its occurrences is moved", () => {
  it("leaves the moved one alone in a cancelled series", async () => {
    const [first, second] = await createFour();
    const [moved, cancelled] = await cal.race([
      () => cal.move(second.uid, "2026-10-20T09:00:00Z"),
      () => cancel(first.recurringBookingUid),
    ]);
    expect([moved.status, cancelled.status]).toEqual([201, 200]);
    const series = await get(first.recurringBookingUid);
    const live = series.filter(({ status }: Json) => status === "accepted");
    expect(live.map(({ uid }: Json) => uid)).toEqual([moved.body.data.uid]);
  });
});

describe("the recurrence of an event type", () => {
  it("is shown, changed, and not switched off", async () => {
    const path = "/v2/event-types/104";
    const options = { key: coachKey, version: "2024-06-14" };
    const read = async (): Promise<Json> =>
      (await cal.call("GET", path, options)).body.data.recurrence;
    const weekly = { disabled: false, interval: 1, occurrences: 6, frequency: "weekly" };
    expect(await read()).toEqual(weekly);
    await cal.call("PATCH", path, { ...options, body: { recurrence: { disabled: true } } });
    expect(await read()).toEqual(weekly);
    const monthly = { interval: 1, occurrences: 2, frequency: "monthly" };
    await cal.call("PATCH", path, { ...options, body: { recurrence: monthly } });
    expect(await read()).toEqual({ disabled: false, ...monthly });
    const made = await create({ start: "2026-10-12T09:00:00Z" });
    expect(made.body.data.map(({ start }: Json) => start)).toEqual([
      "2026-10-12T09:00:00.000Z",
      "2026-11-12T10:00:00.000Z",
    ]);
  });
});
