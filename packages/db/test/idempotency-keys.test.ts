import { ulid } from "ulid";
import { describe, expect, it } from "vitest";
import { begin, db, makeMeeting, prepared } from "./fixtures.ts";

describe("the idempotency key of an attempt", () => {
  it("is rejected when the same person used it for another body or for another booking", async () => {
    const meeting = await makeMeeting();
    const { ulid: attemptUlid } = await prepared(meeting);
    const other = await makeMeeting({ coach: meeting.coach });

    expect(await begin(meeting, { attemptUlid, requestHash: "other" })).toEqual({
      kind: "keyReused",
    });
    expect(await begin(other, { attemptUlid })).toEqual({ kind: "keyReused" });
  });

  it("is its person's own: another one with the same key is neither told of it nor uses it up", async () => {
    const victim = await makeMeeting();
    const attacker = await makeMeeting();
    const attemptUlid = ulid();
    const own = await prepared(attacker, { attemptUlid });
    const attempt = await prepared(victim, { attemptUlid });

    expect(own.ulid).toBe(attemptUlid);
    expect(attempt).toMatchObject({ idempotencyKey: attemptUlid, fence: 1, state: "PREPARED" });
    expect(attempt.ulid).not.toBe(attemptUlid);
    expect(await begin(victim, { attemptUlid })).toEqual({ kind: "replay", attempt });
    expect(await begin(attacker, { attemptUlid })).toEqual({ kind: "replay", attempt: own });
    const ofVictim = { attemptUlid, actorUserUlid: victim.coach.ulid };
    expect((await db.attempts.get(ofVictim))?.bookingUlid).toBe(victim.bookingUlid);

    // On one booking the other person's key is no different from a new one.
    const others = { actor: victim.mentee, attemptUlid };
    expect(await begin(victim, others)).toEqual({ kind: "inProgress" });
    const { ulid: rowUlid, fence } = attempt;
    const ended = {
      attemptUlid: rowUlid,
      fence,
      state: "ABANDONED",
      errorCode: "EXPIRED",
    } as const;
    await db.attempts.fail(ended);
    expect(await prepared(victim, { attemptUlid })).toMatchObject({ ulid: attempt.ulid, fence: 2 });
    expect(await begin(attacker, { attemptUlid })).toEqual({ kind: "replay", attempt: own });
  });
});
