import { minuteMs } from "@reslot/cal/time";
import { ulid } from "ulid";
import { describe, expect, it } from "vitest";
import {
  begin,
  db,
  expireLease,
  generousLimits,
  iso,
  LEASE_MS,
  makeMeeting,
  makeUser,
  moveOf,
  newUlids,
  prepared,
  sending,
  serverClient,
  timesAfter,
} from "./fixtures.ts";

const stateOf = async (attemptUlid: string): Promise<string | undefined> => {
  const { data } = await serverClient
    .from("RescheduleAttempts")
    .select("state")
    .eq("ulid", attemptUlid)
    .single();
  return data?.state;
};

describe("begin", () => {
  it("records the whole attempt", async () => {
    const meeting = await makeMeeting();
    const attempt = await prepared(meeting, { actor: meeting.mentee });

    expect(attempt).toMatchObject({
      bookingUlid: meeting.bookingUlid,
      actorUserUlid: meeting.mentee.ulid,
      actorRole: "mentee",
      fromCalUid: meeting.calUid,
      baseVersion: 1,
      fromStartTime: iso(meeting.start),
      toStartTime: timesAfter(meeting, 2).startTime,
      reason: "A clash",
      state: "PREPARED",
      fence: 1,
      sentAt: null,
      answered: false,
    });
    const found = await db.attempts.get({
      attemptUlid: attempt.ulid,
      actorUserUlid: meeting.mentee.ulid,
    });
    expect(found).toEqual(attempt);
    expect(await db.attempts.getInFlight({ bookingUlid: meeting.bookingUlid })).toEqual(attempt);
  });

  it("shows an attempt to its actor only", async () => {
    const meeting = await makeMeeting();
    const { ulid: attemptUlid } = await prepared(meeting);
    const actorUserUlid = meeting.mentee.ulid;

    expect(await db.attempts.get({ attemptUlid, actorUserUlid })).toBeNull();
  });

  it("returns the same attempt for the same key and body", async () => {
    const meeting = await makeMeeting();
    const attempt = await prepared(meeting);

    const again = await begin(meeting, { attemptUlid: attempt.ulid });
    expect(again).toEqual({ kind: "replay", attempt });
  });

  it("replays even after the move was applied and the version rose", async () => {
    const meeting = await makeMeeting();
    const attempt = await sending(meeting);
    await db.attempts.apply(moveOf(meeting));

    const again = await begin(meeting, { attemptUlid: attempt.ulid });
    expect(again).toMatchObject({ kind: "replay", attempt: { state: "APPLIED" } });
  });

  it("gives a non-participant the same result as for an unknown booking", async () => {
    const meeting = await makeMeeting();
    const stranger = await makeUser();

    expect(await begin(meeting, { actor: stranger })).toEqual({ kind: "notFound" });
    expect(await begin({ ...meeting, bookingUlid: ulid() })).toEqual({ kind: "notFound" });
  });

  it("rejects an outdated version and returns the latest", async () => {
    const meeting = await makeMeeting();
    await db.attempts.apply(moveOf(meeting));

    expect(await begin(meeting)).toEqual({ kind: "changed", version: 2 });
  });

  it("rejects a cancelled booking", async () => {
    const meeting = await makeMeeting();
    const change = {
      calBookingId: meeting.calUid,
      status: "cancelled" as const,
      newUlids: newUlids(),
    };
    await db.observations.status(change);

    expect(await begin(meeting)).toEqual({ kind: "notMovable", status: "cancelled" });
  });

  it("creates exactly one of many concurrent attempts", async () => {
    const meeting = await makeMeeting();
    const movers = Array.from({ length: 12 }, (_, index) =>
      begin(meeting, { actor: index % 2 ? meeting.coach : meeting.mentee, hours: index + 1 }),
    );

    const kinds = (await Promise.all(movers)).map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === "created")).toHaveLength(1);
    expect(kinds.filter((kind) => kind === "inProgress")).toHaveLength(11);
  });

  it("creates one attempt when the same key arrives twice at once", async () => {
    const meeting = await makeMeeting();
    const attemptUlid = ulid();

    const twice = await Promise.all([
      begin(meeting, { attemptUlid }),
      begin(meeting, { attemptUlid }),
    ]);
    expect(twice.map(({ kind }) => kind).toSorted()).toEqual(["created", "replay"]);
  });

  it("rejects overlapping targets of one coach, and allows adjacent ones and other coaches", async () => {
    const meeting = await makeMeeting();
    const { coach } = meeting;
    const overlapping = await makeMeeting({ coach, start: meeting.start + 30 * minuteMs });
    const touching = await makeMeeting({ coach, start: meeting.start + 45 * minuteMs });
    const elsewhere = await makeMeeting({ start: meeting.start });
    await prepared(meeting);

    expect(await begin(overlapping)).toEqual({ kind: "coachBusy" });
    expect(await begin(touching)).toMatchObject({ kind: "created" });
    expect(await begin(elsewhere)).toMatchObject({ kind: "created" });
  });

  it("creates one of a coach's concurrent overlapping attempts, the others get coachBusy", async () => {
    const coach = await makeUser();
    const meetings = await Promise.all(Array.from({ length: 12 }, () => makeMeeting({ coach })));

    const kinds = (await Promise.all(meetings.map((meeting) => begin(meeting)))).map(
      ({ kind }) => kind,
    );
    expect(kinds.filter((kind) => kind === "created")).toHaveLength(1);
    expect(kinds.filter((kind) => kind === "coachBusy")).toHaveLength(11);
  });

  it("abandons an unsent attempt once its lease has expired", async () => {
    const meeting = await makeMeeting();
    const left = await prepared(meeting);
    await expireLease(left.ulid);

    expect(await begin(meeting)).toMatchObject({ kind: "created" });
    expect(await stateOf(left.ulid)).toBe("ABANDONED");
  });
});

describe("markSending", () => {
  const limits = generousLimits;

  it("succeeds once per attempt", async () => {
    const meeting = await makeMeeting();
    const { ulid: attemptUlid, fence } = await prepared(meeting);
    const step = { attemptUlid, fence, leaseMs: LEASE_MS, limits };

    const sent = await db.attempts.markSending(step);
    expect(sent).toMatchObject({ kind: "sending", attempt: { state: "SENDING" } });
    expect(await db.attempts.markSending(step)).toEqual({ kind: "leaseLost" });
  });

  it("fails when the lease has expired, the fence is old, or the attempt is unknown", async () => {
    const meeting = await makeMeeting();
    const { ulid: attemptUlid, fence } = await prepared(meeting);
    const step = { attemptUlid, fence, leaseMs: LEASE_MS, limits };

    expect(await db.attempts.markSending({ ...step, fence: fence + 1 })).toEqual({
      kind: "leaseLost",
    });
    expect(await db.attempts.markSending({ ...step, attemptUlid: ulid() })).toEqual({
      kind: "leaseLost",
    });
    await expireLease(attemptUlid);
    expect(await db.attempts.markSending(step)).toEqual({ kind: "leaseLost" });
  });

  it("counts the requests of an actor in the last minute", async () => {
    const coach = await makeUser();
    const step = { leaseMs: LEASE_MS, limits: { ...limits, personPerMinute: 2 } };
    for (const hours of [1, 2]) await sending(await makeMeeting({ coach }), { hours });

    const { ulid: attemptUlid, fence } = await prepared(await makeMeeting({ coach }), { hours: 3 });
    const refused = await db.attempts.markSending({ attemptUlid, fence, ...step });
    expect(refused).toEqual({ kind: "rateLimited", retryAfterMs: expect.any(Number) });
    expect(refused.kind === "rateLimited" && refused.retryAfterMs).toBeGreaterThan(0);
    expect(refused.kind === "rateLimited" && refused.retryAfterMs).toBeLessThanOrEqual(minuteMs);
    expect(await stateOf(attemptUlid)).toBe("PREPARED");
  });

  it("counts the requests for a booking in a day, by either participant", async () => {
    const meeting = await makeMeeting();
    const { ulid: first, fence } = await sending(meeting, { actor: meeting.mentee });
    await db.attempts.fail({
      attemptUlid: first,
      fence,
      state: "REJECTED",
      errorCode: "SLOT_TAKEN",
    });

    const second = await prepared(meeting);
    const refused = await db.attempts.markSending({
      attemptUlid: second.ulid,
      fence: second.fence,
      leaseMs: LEASE_MS,
      limits: { ...limits, bookingPerDay: 1 },
    });
    expect(refused.kind).toBe("rateLimited");
  });

  it("does not count attempts that never reached Cal.com", async () => {
    const meeting = await makeMeeting();
    const { ulid: first, fence } = await prepared(meeting);
    await db.attempts.fail({
      attemptUlid: first,
      fence,
      state: "ABANDONED",
      errorCode: "SLOT_TAKEN",
    });

    const second = await prepared(meeting);
    const sent = await db.attempts.markSending({
      attemptUlid: second.ulid,
      fence: second.fence,
      leaseMs: LEASE_MS,
      limits: { personPerMinute: 1, personPerDay: 1, bookingPerDay: 1 },
    });
    expect(sent.kind).toBe("sending");
  });
});

describe("fail", () => {
  it("abandons an unsent attempt and frees the booking", async () => {
    const meeting = await makeMeeting();
    const { ulid: attemptUlid, fence } = await prepared(meeting);

    const failed = await db.attempts.fail({
      attemptUlid,
      fence,
      state: "ABANDONED",
      errorCode: "SLOT_TAKEN",
    });
    expect(failed).toMatchObject({ state: "ABANDONED", errorCode: "SLOT_TAKEN" });
    expect(await db.attempts.getInFlight({ bookingUlid: meeting.bookingUlid })).toBeNull();
  });

  it("rejects a sent attempt", async () => {
    const { ulid: attemptUlid, fence } = await sending(await makeMeeting());
    const step = { attemptUlid, fence, errorCode: "SLOT_TAKEN" };

    expect(await db.attempts.fail({ ...step, state: "REJECTED" })).toMatchObject({
      state: "REJECTED",
    });
    expect(await db.attempts.fail({ ...step, state: "UNKNOWN" })).toBeNull();
  });

  it("makes no transition that the state does not allow", async () => {
    const notSent = await prepared(await makeMeeting());
    const sent = await sending(await makeMeeting());
    const errorCode = "X";

    for (const state of ["UNKNOWN", "NEEDS_HUMAN"] as const) {
      const { ulid: attemptUlid, fence } = notSent;
      expect(await db.attempts.fail({ attemptUlid, fence, state, errorCode })).toBeNull();
    }
    const { ulid: attemptUlid, fence } = sent;
    expect(
      await db.attempts.fail({ attemptUlid, fence, state: "ABANDONED", errorCode }),
    ).toBeNull();
    expect(await stateOf(attemptUlid)).toBe("SENDING");
  });

  it("does nothing with a fence that is no longer the latest", async () => {
    const { ulid: attemptUlid, fence } = await sending(await makeMeeting());
    await expireLease(attemptUlid);
    await db.attempts.claimDue({ limit: 50, leaseMs: LEASE_MS, lookMs: 5_000 });

    const late = await db.attempts.fail({ attemptUlid, fence, state: "REJECTED", errorCode: "X" });
    expect(late).toBeNull();
    expect(await stateOf(attemptUlid)).toBe("UNKNOWN");
  });

  it("keeps an attempt of unknown outcome open until it is due again", async () => {
    const meeting = await makeMeeting();
    const { ulid: attemptUlid, fence } = await sending(meeting);
    const failed = await db.attempts.fail({
      attemptUlid,
      fence,
      state: "UNKNOWN",
      errorCode: "CAL_UNAVAILABLE",
      answered: true,
      retryInMs: 30 * minuteMs,
    });
    expect(failed).toMatchObject({ state: "UNKNOWN", answered: true });
    const { bookingUlid, coach } = meeting;
    expect(await db.attempts.getInFlight({ bookingUlid })).toEqual(failed);
    expect(await db.attempts.listInFlight({ coachUserUlid: coach.ulid })).toEqual([failed]);
    expect(Date.parse(failed?.nextRunAt ?? "")).toBeGreaterThan(Date.now() + 25 * minuteMs);

    const due = await db.attempts.claimDue({ limit: 50, leaseMs: LEASE_MS, lookMs: 5_000 });
    expect(due.map((attempt) => attempt.ulid)).not.toContain(attemptUlid);
    expect(await begin(meeting)).toEqual({ kind: "inProgress" });
  });

  it("claimDue gives a due attempt to exactly one of many claimers", async () => {
    const { ulid: attemptUlid, fence } = await sending(await makeMeeting());
    await db.attempts.fail({ attemptUlid, fence, state: "UNKNOWN", errorCode: "X", retryInMs: 0 });

    const claims = Array.from({ length: 6 }, () =>
      db.attempts.claimDue({ limit: 50, leaseMs: LEASE_MS, lookMs: 5_000 }),
    );
    const mine = (await Promise.all(claims))
      .flat()
      .filter((attempt) => attempt.ulid === attemptUlid);
    expect(mine).toHaveLength(1);
    expect(mine[0]).toMatchObject({ state: "UNKNOWN", fence: fence + 1, tries: 1 });
  });
});
