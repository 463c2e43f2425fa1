import { describe, expect, it, onTestFinished, vi } from "vitest";
import { apiScopes, createCaller, createContext } from "../../src/index.ts";
import { createReadBulkhead } from "../../src/infra/read-bulkhead.ts";
import { noTelemetry, type Telemetry } from "../../src/server.ts";
import { arrangeMeeting } from "../support/meeting.ts";

/** A meeting at a server whose gate lets one question through, and that one is not answered. */
async function arrangeCrowd({ waiting }: { waiting: number }) {
  const meeting = await arrangeMeeting();
  const refused: unknown[] = [];
  const telemetry: Telemetry = {
    ...noTelemetry,
    count: (name, attributes) => void refused.push([name, attributes]),
  };
  const readBulkhead = createReadBulkhead({ queries: 1, waitingQueries: waiting, telemetry });
  let answer = () => {};
  const isAnswered = new Promise<number>((resolve) => (answer = () => resolve(0)));
  const { db } = meeting.ports;
  const notifications = { ...db.notifications, unreadCount: () => isAnswered };
  void readBulkhead
    .wrap("anyone", { ...db, notifications })
    .notifications.unreadCount({ userUlid: "any user" });
  onTestFinished(() => answer());
  const request = { origin: null, contentType: null, requestId: "r1" };
  const { clerkUserId } = meeting.people.coach;
  const coach = createCaller(() =>
    createContext({ ...meeting.ports, readBulkhead })({
      caller: { kind: "apiKey", clerkUserId, scopes: apiScopes },
      request,
    }),
  );
  return { meeting, coach, answer, refused, gated: readBulkhead.wrap("anyone", db) };
}

describe("while reads wait on a slow database", () => {
  it("a move is made without waiting for them", async () => {
    const { meeting, coach } = await arrangeCrowd({ waiting: 1 });
    const list = coach.booking.list({ when: "upcoming" });
    let isRead = false;
    void list.then(() => (isRead = true));

    expect(await coach.booking.reschedule(meeting.moveTo(11))).toMatchObject({ outcome: "moved" });

    expect(isRead).toBe(false);
  });

  it("a move is made without waiting for a read of the same meeting's availability", async () => {
    const { meeting, coach, answer } = await arrangeCrowd({ waiting: 20 });
    const { bookingUlid } = meeting;
    await meeting.as("coach").booking.get({ bookingUlid }); // whose meeting it is, is known from now on
    const move = meeting.moveTo(11);
    const range = { from: move.newStartTime, to: move.newEndTime, timeZone: "UTC" };
    const times = coach.booking.availability({ bookingUlid, ...range });
    await meeting.as("mentee").booking.get({ bookingUlid }); // by now the other one is queued

    expect(await coach.booking.reschedule(move)).toMatchObject({ outcome: "moved" });

    answer();
    expect(await times).toMatchObject({ checks: { coach: "checked" } });
  });

  it("writes inside a read are not refused", async () => {
    const { meeting, gated } = await arrangeCrowd({ waiting: 0 });
    const { ulid: userUlid } = meeting.people.coach;

    await gated.calConnections.releaseRefresh({ userUlid, owner: meeting.ports.newUlid() });
    await expect(gated.calConnections.get(userUlid)).rejects.toMatchObject({
      code: "SERVICE_BUSY",
    });
  });

  it("a read beyond the limit waits for its turn", async () => {
    const { coach, answer } = await arrangeCrowd({ waiting: 1 });
    const list = coach.booking.list({ when: "upcoming" });

    answer();

    expect((await list).items).toHaveLength(1);
  });

  it("a read beyond the queue is told when to retry", async () => {
    const { coach, refused } = await arrangeCrowd({ waiting: 0 });

    await expect(coach.booking.list({ when: "upcoming" })).rejects.toMatchObject({
      code: "SERVICE_UNAVAILABLE",
      cause: { code: "SERVICE_BUSY", details: { retryAfterMs: 1_000 } },
    });
    expect(refused).toEqual([["reslot.rate_limited", { kind: "readBulkhead" }]]);
  });
});

describe("one person's burst of 500 reads", () => {
  /** The queries of the mentee, all of them, are answered when `answer` is called. */
  async function arrangeBurst() {
    const meeting = await arrangeMeeting();
    const inFlight = { now: 0, most: 0 };
    let answer = () => {};
    const isAnswered = new Promise<void>((resolve) => (answer = resolve));
    onTestFinished(() => answer());
    const { db } = meeting.ports;
    const { mentee, coach } = meeting.people;
    const unreadCount: typeof db.notifications.unreadCount = async ({ userUlid }) => {
      if (userUlid === coach.ulid) return 0;
      inFlight.now += 1;
      inFlight.most = Math.max(inFlight.most, inFlight.now);
      await isAnswered;
      inFlight.now -= 1;
      return 0;
    };
    const slow = { ...db, notifications: { ...db.notifications, unreadCount } };
    const app = { ...meeting.ports, db: slow, readBulkhead: createReadBulkhead({ queries: 9 }) };
    const callerOf = ({ clerkUserId }: { clerkUserId: string }) =>
      createCaller(() =>
        createContext(app)({
          caller: { kind: "apiKey", clerkUserId, scopes: apiScopes },
          request: { origin: null, contentType: null, requestId: "r1" },
        }),
      );
    return { mentee: callerOf(mentee), coach: callerOf(coach), answer, inFlight };
  }

  it("has eight of them in progress, refuses none, and does not stop another person's reading", async () => {
    const { mentee, coach, answer, inFlight } = await arrangeBurst();
    const burst = Array.from({ length: 500 }, () => mentee.notification.unreadCount());
    await vi.waitFor(() => expect(inFlight.now).toBe(8), { timeout: 10_000 });

    expect(await coach.notification.unreadCount()).toEqual({ count: 0 });

    answer();
    expect(await Promise.all(burst)).toHaveLength(500);
    expect(inFlight.most).toBe(8);
  });
});
