import { ulid } from "ulid";
import { describe, expect, it } from "vitest";
import { db, iso, LEASE_MS, makeMeeting, makeUser, serverClient } from "./fixtures.ts";

describe("answers to a series", () => {
  it("records no second answer to a series while Cal.com may carry out the first", async () => {
    const coach = await makeUser("Sam Okafor");
    const meetings = [await makeMeeting({ coach }), await makeMeeting({ coach })];
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

    const first = await answer(0, "decline");

    expect(await answer(1, "decline")).toEqual({ kind: "inProgress" });
    const { ulid: attemptUlid, fence } =
      "attempt" in first ? first.attempt : { ulid: "", fence: 0 };
    await db.attempts.fail({ attemptUlid, fence, state: "ABANDONED", errorCode: "X" });
    expect(await answer(1, "decline")).toMatchObject({ kind: "created" });
  });
});
