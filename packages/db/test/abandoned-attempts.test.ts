import { describe, expect, it } from "vitest";
import {
  begin,
  db,
  expireLease,
  generousLimits,
  LEASE_MS,
  makeMeeting,
  moveOf,
  prepared,
  sending,
} from "./fixtures.ts";

const stateOf = async (attemptUlid: string, actorUserUlid: string) =>
  (await db.attempts.get({ attemptUlid, actorUserUlid }))?.state;

describe("begin, after an attempt was abandoned", () => {
  it("records an abandoned attempt again for the same request, with a later fence", async () => {
    const meeting = await makeMeeting();
    const { ulid: attemptUlid, fence } = await prepared(meeting);
    const errorCode = "SERVICE_BUSY";
    await db.attempts.fail({ attemptUlid, fence, state: "ABANDONED", errorCode });

    expect(await begin(meeting, { attemptUlid, requestHash: "other" })).toEqual({
      kind: "keyReused",
    });
    const again = await prepared(meeting, { attemptUlid });
    expect(again).toMatchObject({ state: "PREPARED", fence: fence + 1, errorCode: null });
    expect(await begin(meeting, { attemptUlid })).toEqual({ kind: "replay", attempt: again });
    const stale = { attemptUlid, fence, leaseMs: LEASE_MS, limits: generousLimits };
    expect(await db.attempts.markSending(stale)).toEqual({ kind: "leaseLost" });
  });

  it("checks the booking again before it records an abandoned attempt again", async () => {
    const meeting = await makeMeeting();
    const { ulid: attemptUlid, fence } = await prepared(meeting);
    await db.attempts.fail({ attemptUlid, fence, state: "ABANDONED", errorCode: "SERVICE_BUSY" });
    await db.attempts.apply(moveOf(meeting));

    expect(await begin(meeting, { attemptUlid })).toEqual({ kind: "changed", version: 2 });
    expect(await stateOf(attemptUlid, meeting.coach.ulid)).toBe("ABANDONED");
  });
});

describe("takeBack", () => {
  it("takes back a request that has not left, which then does not count for the limits", async () => {
    const meeting = await makeMeeting();
    const { ulid: attemptUlid, fence } = await sending(meeting);

    const back = await db.attempts.takeBack({ attemptUlid, fence, errorCode: "SERVICE_BUSY" });
    expect(back).toMatchObject({ state: "ABANDONED", sentAt: null, errorCode: "SERVICE_BUSY" });
    const again = await prepared(meeting, { attemptUlid });
    const limits = { personPerMinute: 1, personPerDay: 1, bookingPerDay: 1 };
    const sent = await db.attempts.markSending({
      attemptUlid,
      fence: again.fence,
      leaseMs: LEASE_MS,
      limits,
    });
    expect(sent.kind).toBe("sending");
  });

  it("takes back nothing but what its owner is sending", async () => {
    const notSent = await prepared(await makeMeeting());
    const taken = await sending(await makeMeeting());
    await expireLease(taken.ulid);
    await db.attempts.claimDue({ limit: 50, leaseMs: LEASE_MS, lookMs: 5_000 });

    for (const { ulid: attemptUlid, fence } of [notSent, taken, { ...taken, fence: 2 }]) {
      expect(await db.attempts.takeBack({ attemptUlid, fence, errorCode: "X" })).toBeNull();
    }
    expect(await stateOf(notSent.ulid, notSent.actorUserUlid)).toBe("PREPARED");
    expect(await stateOf(taken.ulid, taken.actorUserUlid)).toBe("UNKNOWN");
  });
});
