import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import {
  coachKey,
  menteeKey,
  startFixture,
  type Fixture,
  type Json,
  type Reply,
} from "./fixture.ts";
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
  await cal.control("/reset", { now: "2026-11-22T10:00:00Z" });
  const triggers = ["BOOKING_CREATED", "BOOKING_REJECTED"];
  await cal.call("POST", "/v2/webhooks", {
    key: coachKey,
    body: { active: true, subscriberUrl: sink.url, triggers },
  });
  sink.bodies.length = 0;
});

const start = "2026-12-01T09:00:00Z";
const pending = (): Promise<string> => cal.book(start, { eventTypeId: 102, status: "pending" });
const answer = (uid: string, verb: "confirm" | "decline", options: object = {}): Promise<Reply> =>
  cal.call("POST", `/v2/bookings/${uid}/${verb}`, { key: coachKey, ...options });
const statusOf = async (uid: string): Promise<string> =>
  (await cal.call("GET", `/v2/bookings/${uid}`)).body.data.status;
const told = (): string[] =>
  sink.bodies.map(({ triggerEvent, payload }: Json) => `${triggerEvent} ${payload.status}`);

async function pendingSeries(): Promise<Json[]> {
  const attendee = { name: "Max", email: "mentee@example.test", timeZone: "UTC", language: "en" };
  const made = await cal.call("POST", "/v2/bookings", {
    body: { eventTypeId: 105, start, attendee, recurrenceCount: 3 },
  });
  return made.body.data;
}

describe("confirming and declining", () => {
  it("is open to the owner of a team that the host is in, on the host's own event type too", async () => {
    const uid = await pending();
    expect((await answer(uid, "confirm", { key: menteeKey })).status).toBe(401);
    await cal.control("/event-types", {
      email: "mentee@example.test",
      slug: "avail",
      schedulingType: "roundRobin",
      hosts: ["coach@example.test"],
    });
    expect((await answer(uid, "confirm", { key: menteeKey })).status).toBe(200);
    expect(await statusOf(uid)).toBe("accepted");
    expect((await answer(await pending(), "decline", { key: menteeKey })).status).toBe(200);
  });

  it("is refused to others, without a key, for unknown bookings and when it is confirmed", async () => {
    const uid = await pending();
    const problem = ({ status, body }: Reply): unknown[] => [status, body.error?.code];
    expect(problem(await answer(uid, "confirm", { key: menteeKey }))).toEqual([401, "TRPCError"]);
    const anonymous = await cal.call("POST", `/v2/bookings/${uid}/confirm`);
    expect(problem(anonymous)).toEqual([403, "ForbiddenException"]);
    expect((await answer("unknown", "decline")).status).toBe(404);
    const confirmed = await answer(uid, "confirm", { body: { anything: 1 } });
    expect([confirmed.status, confirmed.body.data.status]).toEqual([200, "accepted"]);
    for (const verb of ["confirm", "decline"] as const) {
      const { status, body } = await answer(uid, verb);
      expect([status, body.error]).toEqual([
        400,
        { code: "TRPCError", message: "Bad request: Please check your request data and try again" },
      ]);
    }
    expect(told()).toEqual(["BOOKING_CREATED ACCEPTED"]);
  });

  it("takes a second decline, and brings rejected, cancelled and moved-away bookings back to life", async () => {
    const rejected = await pending();
    const declined = await answer(rejected, "decline", { body: { reason: "full" } });
    expect(declined.body.data.status).toBe("rejected");
    expect(JSON.stringify(declined.body)).not.toContain("full");
    expect((await answer(rejected, "decline")).status).toBe(200);
    expect(told()).toEqual(["BOOKING_REJECTED REJECTED", "BOOKING_REJECTED REJECTED"]);
    expect(sink.bodies[0].payload.rejectionReason).toBe("full");

    const cancelled = await pending();
    await cal.call("POST", `/v2/bookings/${cancelled}/cancel`, { body: {} });
    const old = await pending();
    const moved = await cal.move(old, "2026-12-02T09:00:00Z");
    for (const uid of [rejected, cancelled, old]) await answer(uid, "confirm");
    for (const uid of [rejected, cancelled, old]) expect(await statusOf(uid)).toBe("accepted");
    expect(await statusOf(moved.body.data.uid)).toBe("pending");
  });

  it("at once both succeed, and the confirmation stays", async () => {
    const uid = await pending();
    const both = await cal.race([() => answer(uid, "confirm"), () => answer(uid, "decline")]);
    expect(both.map(({ body }) => body.data.status)).toEqual(["accepted", "rejected"]);
    expect(await statusOf(uid)).toBe("accepted");
    expect(told()).toHaveLength(2);
  });

  it("at once with the attendee's move leaves the new booking pending", async () => {
    const uid = await pending();
    const [confirmed, moved] = await cal.race([
      () => answer(uid, "confirm"),
      () => cal.move(uid, "2026-12-02T09:00:00Z"),
    ]);
    expect([confirmed.status, moved.status]).toEqual([200, 201]);
    expect(await statusOf(uid)).toBe("cancelled");
    expect(await statusOf(moved.body.data.uid)).toBe("pending");
  });

  it("fails once where a fault is set for it", async () => {
    const uid = await pending();
    await cal.control("/faults", { operation: "confirm", fault: "status500AfterCommit" });
    expect((await answer(uid, "confirm")).status).toBe(500);
    expect(await statusOf(uid)).toBe("accepted");
    await cal.control("/faults", { operation: "decline", fault: "status500BeforeCommit" });
    expect((await answer(await pending(), "decline")).status).toBe(500);
  });
});

describe("confirming and declining in a series", () => {
  it("answers every pending occurrence with one webhook", async () => {
    const [first, second, third] = await pendingSeries();
    const confirmed = await answer(second.uid, "confirm");
    expect(confirmed.body.data).toMatchObject({ uid: second.uid, status: "accepted" });
    for (const { uid } of [first, third]) expect(await statusOf(uid)).toBe("accepted");
    expect(told()).toEqual(["BOOKING_CREATED ACCEPTED"]);
    expect((await answer(first.recurringBookingUid, "confirm")).status).toBe(404);
  });

  it("confirms the successor of a moved-away occurrence, and tells a lie about it", async () => {
    const [first] = await pendingSeries();
    const moved = await cal.move(first.uid, "2026-12-02T10:00:00Z");
    sink.bodies.length = 0;
    const confirmed = await answer(first.uid, "confirm");
    expect(confirmed.body.data.status).toBe("cancelled");
    expect(await statusOf(moved.body.data.uid)).toBe("accepted");
    expect(told()).toEqual(["BOOKING_CREATED ACCEPTED"]);
    expect(sink.bodies[0].payload.uid).toBe(first.uid);
  });
});
