import { dayMs, hourMs } from "@reslot/cal/time";
import type { Attempt } from "../src/index.ts";
import { ulid } from "ulid";
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
  serverClient,
  sql,
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

describe("begin, for someone whose attempts never reached Cal.com", () => {
  /** So many attempts like this one, which is abandoned. */
  async function abandonedLike({ ulid: model, fence }: Attempt, count: number) {
    await db.attempts.fail({ attemptUlid: model, fence, state: "ABANDONED", errorCode: "EXPIRED" });
    const { data } = await serverClient
      .from("RescheduleAttempts")
      .select()
      .eq("ulid", model)
      .single()
      .throwOnError();
    const copies = Array.from({ length: count }, () => ulid()).map((copy) => ({
      ...data,
      ulid: copy,
      idempotencyKey: copy,
    }));
    await serverClient.from("RescheduleAttempts").insert(copies).throwOnError();
  }

  it("refuses the 201st in a day, of that person alone, and records a known one again", async () => {
    const meeting = await makeMeeting();
    const first = await prepared(meeting);
    await abandonedLike(first, 198);
    const last = await prepared(meeting); // the 200th
    await abandonedLike(last, 0);

    const refused = await begin(meeting);
    expect(refused).toMatchObject({ kind: "rateLimited" });
    const wait = refused.kind === "rateLimited" ? refused.retryAfterMs : 0;
    expect(wait).toBeGreaterThan(dayMs - hourMs);
    expect(wait).toBeLessThanOrEqual(dayMs);

    expect(await begin(meeting, { attemptUlid: first.ulid })).toMatchObject({ kind: "created" });
    await expireLease(first.ulid);
    expect(await begin(meeting, { actor: meeting.mentee })).toMatchObject({ kind: "created" });
  });

  it("counts neither what was sent nor what is older than a day", async () => {
    const meeting = await makeMeeting();
    await abandonedLike(await prepared(meeting), 250);
    const own = `"actorUserUlid" = '${meeting.coach.ulid}'`;
    expect(await begin(meeting)).toMatchObject({ kind: "rateLimited" });

    await sql(`update public."RescheduleAttempts" set "createdAt" = now() - interval '25 hours'
      where ${own}`);
    const again = await prepared(meeting);
    await abandonedLike(again, 250);
    expect(await begin(meeting)).toMatchObject({ kind: "rateLimited" });
    await sql(`update public."RescheduleAttempts" set "state" = 'REJECTED', "sentAt" = now()
      where ${own}`);
    expect(await begin(meeting)).toMatchObject({ kind: "created" });
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
