import { ulid } from "ulid";
import { describe, expect, it } from "vitest";
import {
  db,
  generousLimits,
  LEASE_MS,
  makeMeeting,
  makeUser,
  type Meeting,
  timesAfter,
} from "./fixtures.ts";

interface Asked {
  attemptUlid?: string;
  hours?: number;
  fence?: number;
  limits?: Partial<typeof generousLimits>;
}

function beginSending(meeting: Meeting, asked: Asked = {}) {
  const { startTime, endTime } = timesAfter(meeting, asked.hours ?? 2);
  return db.attempts.begin({
    attemptUlid: asked.attemptUlid ?? ulid(),
    bookingUlid: meeting.bookingUlid,
    actorUserUlid: meeting.coach.ulid,
    requestHash: "hash",
    expectedVersion: 1,
    toStartTime: startTime,
    toEndTime: endTime,
    reason: null,
    overrideConflict: false,
    leaseMs: LEASE_MS,
    sending: { fence: asked.fence ?? 700, limits: { ...generousLimits, ...asked.limits } },
  });
}

const stateOf = async (attemptUlid: string, { coach }: Meeting) =>
  (await db.attempts.get({ attemptUlid, actorUserUlid: coach.ulid }))?.state;

describe("an attempt that may be sent at once", () => {
  it("is SENDING under its lease, and known again by its fence", async () => {
    const meeting = await makeMeeting();
    const attemptUlid = ulid();

    const begun = await beginSending(meeting, { attemptUlid });

    expect(begun).toMatchObject({ kind: "created", attempt: { state: "SENDING", fence: 700 } });
    const again = await beginSending(meeting, { attemptUlid, fence: 701 });
    expect(again).toEqual({ ...begun, kind: "replay" });
    expect(await beginSending(meeting)).toEqual({ kind: "inProgress" });
  });

  it("records nothing beyond the limits, which count it until it is taken back", async () => {
    const coach = await makeUser();
    const [meeting, other] = [await makeMeeting({ coach }), await makeMeeting({ coach })];
    const one = { hours: 3, limits: { personPerMinute: 1 } };
    const [first, second] = [ulid(), ulid()];
    await beginSending(meeting, { attemptUlid: first });

    const refused = await beginSending(other, { ...one, attemptUlid: second });
    expect(refused).toEqual({ kind: "rateLimited", retryAfterMs: expect.any(Number) });
    expect(await stateOf(second, other)).toBeUndefined();

    await db.attempts.takeBack({ attemptUlid: first, fence: 700, errorCode: "SLOT_TAKEN" });
    expect(await stateOf(first, meeting)).toBe("ABANDONED");
    const begun = await beginSending(other, { ...one, attemptUlid: second });
    expect(begun).toMatchObject({ kind: "created" });
  });

  it("lets one of many at once through where one more is allowed", async () => {
    const coach = await makeUser();
    const meetings = await Promise.all(Array.from({ length: 6 }, () => makeMeeting({ coach })));

    const begun = await Promise.all(
      meetings.map((meeting, index) =>
        beginSending(meeting, { hours: index + 1, limits: { personPerMinute: 1 } }),
      ),
    );

    expect(begun.map(({ kind }) => kind).toSorted()).toEqual([
      "created",
      ...Array.from({ length: 5 }, () => "rateLimited"),
    ]);
  });

  it("has a later fence than it had before it was taken back", async () => {
    const meeting = await makeMeeting();
    const attemptUlid = ulid();
    await beginSending(meeting, { attemptUlid });
    await db.attempts.takeBack({ attemptUlid, fence: 700, errorCode: "SLOT_TAKEN" });

    const again = await beginSending(meeting, { attemptUlid, fence: 5 });

    expect(again).toMatchObject({ kind: "created", attempt: { state: "SENDING", fence: 701 } });
  });
});
