import { ulid } from "ulid";
import { describe, expect, it } from "vitest";
import type { User } from "../src/index.ts";
import { db, iso, LEASE_MS, makeMeeting, makeUser, prepared, serverClient } from "./fixtures.ts";

/** Two occurrences that wait for their coach's answer. */
async function makePendingSeries() {
  const coach = await makeUser("Sam Okafor");
  const meetings = [await makeMeeting({ coach }), await makeMeeting({ coach })] as const;
  const calSeriesUid = `series-${ulid()}`;
  const ulids = meetings.map(({ bookingUlid }) => bookingUlid);
  const waiting = { calSeriesUid, status: "pending", askedAt: iso(Date.now()) };
  await serverClient.from("Bookings").update(waiting).in("ulid", ulids).throwOnError();
  const answer = (index: number, kind: "confirm" | "decline") =>
    db.answers.begin({
      kind,
      attemptUlid: ulid(),
      bookingUlid: ulids[index] ?? "",
      actorUserUlid: coach.ulid,
      requestHash: "hash",
      expectedVersion: 1,
      reason: null,
      overrideConflict: false,
      leaseMs: LEASE_MS,
    });
  return { answer, meetings };
}

describe("an answer", () => {
  it("lets only the coach answer, and only a request that a move made", async () => {
    const { bookingUlid, coach, mentee } = await makeMeeting();
    const answer = (actor: User) =>
      db.answers.begin({
        kind: "confirm",
        attemptUlid: ulid(),
        bookingUlid,
        actorUserUlid: actor.ulid,
        requestHash: "hash",
        expectedVersion: 1,
        reason: null,
        overrideConflict: false,
        leaseMs: LEASE_MS,
      });
    const change = (columns: object) =>
      serverClient.from("Bookings").update(columns).eq("ulid", bookingUlid).throwOnError();

    expect(await answer(coach)).toEqual({ kind: "notAsked" });
    await change({ status: "pending" });
    expect(await answer(coach)).toEqual({ kind: "notAsked" });
    await change({ askedAt: iso(Date.now()) });
    expect(await answer(mentee)).toEqual({ kind: "notFound" });
    expect(await answer(coach)).toMatchObject({ kind: "created" });
  });
});

describe("answers to a series", () => {
  it("records no second answer to a series while Cal.com may carry out the first", async () => {
    const { answer } = await makePendingSeries();

    const first = await answer(0, "decline");

    expect(await answer(1, "decline")).toEqual({ kind: "inProgress" });
    const { ulid: attemptUlid, fence } =
      "attempt" in first ? first.attempt : { ulid: "", fence: 0 };
    await db.attempts.fail({ attemptUlid, fence, state: "ABANDONED", errorCode: "X" });
    expect(await answer(1, "decline")).toMatchObject({ kind: "created" });
  });

  it("records none while one of its pending occurrences is being moved", async () => {
    const { answer, meetings } = await makePendingSeries();
    const [, other] = meetings;
    const { ulid: attemptUlid, fence } = await prepared(other, { actor: other.mentee });

    expect(await answer(0, "confirm")).toEqual({ kind: "inProgress" });

    await db.attempts.fail({ attemptUlid, fence, state: "ABANDONED", errorCode: "X" });
    expect(await answer(0, "confirm")).toMatchObject({ kind: "created" });
  });

  it("records one while an occurrence is being moved that it does not decide", async () => {
    const { answer, meetings } = await makePendingSeries();
    const [, other] = meetings;
    await serverClient
      .from("Bookings")
      .update({ status: "accepted" })
      .eq("ulid", other.bookingUlid)
      .throwOnError();
    await prepared(other, { actor: other.mentee });

    expect(await answer(0, "confirm")).toMatchObject({ kind: "created" });
  });
});
