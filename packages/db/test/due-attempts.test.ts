import { hourMs, minuteMs, secondMs } from "@reslot/cal/time";
import { describe, expect, it } from "vitest";
import { db, expireLease, LEASE_MS, makeMeeting, moveOf, sending, sql } from "./fixtures.ts";

const claim = { limit: 50, leaseMs: LEASE_MS, lookMs: 5 * secondMs };

async function dueNow(attemptUlid: string) {
  return (await db.attempts.claimDue(claim)).find(({ ulid }) => ulid === attemptUlid) ?? null;
}

/** As if the attempt had been sent, and looked at last, so long ago. */
const age = (attemptUlid: string, interval: string) =>
  sql(`update public."RescheduleAttempts" set "sentAt" = "sentAt" - interval '${interval}',
    "nextRunAt" = "nextRunAt" - interval '${interval}' where "ulid" = '${attemptUlid}'`);

describe("claimDue", () => {
  it("gives an attempt that is being sent to be looked at, from five seconds on, and leaves it its owner's", async () => {
    const attempt = await sending(await makeMeeting());
    await age(attempt.ulid, "4 seconds");
    expect(await dueNow(attempt.ulid)).toBeNull();

    await age(attempt.ulid, "1 second");
    const looked = await dueNow(attempt.ulid);

    expect(looked).toMatchObject({ state: "SENDING", fence: attempt.fence, isClaimed: false });
    expect(looked?.sentForMs).toBeGreaterThanOrEqual(5 * secondMs);
    expect(await dueNow(attempt.ulid)).toBeNull();
    const { ulid: attemptUlid, fence } = attempt;
    const taken = await db.attempts.takeBack({ attemptUlid, fence, errorCode: "X" });
    expect(taken?.state).toBe("ABANDONED");
  });

  it("claims it when its lease has ended, with its age by the database's clock", async () => {
    const attempt = await sending(await makeMeeting());
    await age(attempt.ulid, "1 hour");
    await expireLease(attempt.ulid);

    const claimed = await dueNow(attempt.ulid);

    expect(claimed).toMatchObject({ state: "UNKNOWN", fence: attempt.fence + 1, isClaimed: true });
    expect(claimed?.sentForMs).toBeGreaterThanOrEqual(hourMs);
    expect(claimed?.sentForMs).toBeLessThan(hourMs + minuteMs);
  });

  it("goes on with an attempt that needs a person, which a read can still settle", async () => {
    const { ulid: attemptUlid, fence } = await sending(await makeMeeting());
    const failure = { attemptUlid, errorCode: "X", retryInMs: 0 };
    await db.attempts.fail({ ...failure, fence, state: "NEEDS_HUMAN" });

    const claimed = await dueNow(attemptUlid);

    expect(claimed).toMatchObject({ state: "NEEDS_HUMAN", fence: fence + 1, isClaimed: true });
    const key = { ...failure, fence: fence + 1 };
    expect(await db.attempts.fail({ ...key, state: "UNKNOWN" })).toBeNull();
    expect(await db.attempts.fail({ ...key, state: "NEEDS_HUMAN" })).not.toBeNull();
    expect(await db.attempts.fail({ ...key, state: "REJECTED" })).toMatchObject({
      state: "REJECTED",
    });
  });
});

describe("a move that Cal.com made at another time than asked", () => {
  it("stays its actor's where it is the answer to the attempt, and is another change otherwise", async () => {
    const [answered, other] = [await makeMeeting(), await makeMeeting()];
    const own = await sending(answered);
    await sending(other);

    const mine = await db.attempts.apply({ ...moveOf(answered, 5), ownAttemptUlid: own.ulid });
    const theirs = await db.attempts.apply(moveOf(other, 5));

    expect(mine).toMatchObject({ applied: true, attemptUlid: own.ulid });
    expect(theirs).toMatchObject({ applied: true, attemptUlid: null });
    const { bookingUlid } = answered;
    expect(await db.events.list({ bookingUlid })).toMatchObject([{ actorRole: "coach" }]);
  });

  it("is not credited to an attempt that had been rejected when its answer came", async () => {
    const meeting = await makeMeeting();
    const { ulid: attemptUlid, fence } = await sending(meeting);
    await db.attempts.fail({ attemptUlid, fence, state: "REJECTED", errorCode: "NOT_EXECUTED" });
    await sending(meeting, { hours: 7 });

    const late = await db.attempts.apply({ ...moveOf(meeting, 5), ownAttemptUlid: attemptUlid });

    expect(late).toMatchObject({ applied: true, attemptUlid: null });
  });
});

describe("a move whose outcome was found out by another process", () => {
  it("is recovered only if its outcome had become unknown", async () => {
    const [ordinary, lost] = [await makeMeeting(), await makeMeeting()];
    await sending(ordinary);
    const { ulid: attemptUlid, fence } = await sending(lost);
    await db.attempts.fail({ attemptUlid, fence, state: "UNKNOWN", errorCode: "X" });

    for (const meeting of [ordinary, lost]) {
      await db.attempts.apply({ ...moveOf(meeting), cause: "webhook" });
    }

    expect(await db.events.list(ordinary)).toMatchObject([{ recovered: false }]);
    expect(await db.events.list(lost)).toMatchObject([{ recovered: true }]);
  });
});
