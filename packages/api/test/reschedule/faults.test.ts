import { setTimeout as sleep } from "node:timers/promises";
import { CalError } from "@reslot/cal";
import { DbError } from "@reslot/db";
import { describe, expect, it } from "vitest";
import { createCalAccounts } from "../../src/cal-credentials/cal-accounts.ts";
import { apiScopes, createCaller, createContext } from "../../src/index.ts";
import type { App } from "../../src/server.ts";
import { runTick } from "../support/run-tick.ts";
import { arrangeMeeting, type Meeting } from "../support/meeting.ts";
import { addFault, calBookings, calControl, countMoves, mailTo, sql } from "../support/services.ts";

const quick = {
  postTimeoutMs: 1_500,
  leaseMs: 3_500,
  quietMs: 4_000,
  answeredRetryMs: 300,
  respondWithinMs: 700,
};

/** The coach at a server that differs from the meeting's own. */
function coachAt(app: App, { people }: Meeting) {
  const { clerkUserId } = people.coach;
  return createCaller(() =>
    createContext(app)({
      caller: { kind: "apiKey", clerkUserId, scopes: apiScopes },
      request: { origin: null, contentType: null, requestId: "r1" },
    }),
  );
}

/** Ticks like the worker until the person's attempt is settled. */
async function untilSettled(meeting: Meeting, attemptUlid: string) {
  for (let tries = 0; tries < 60; tries += 1) {
    await runTick(meeting.ports);
    const status = await meeting.as("coach").booking.rescheduleStatus({ attemptUlid });
    if (status.outcome !== "confirming") return status;
    await sleep(250);
  }
  throw new Error("The attempt was never settled.");
}

describe("a move whose answer from Cal.com is lost", () => {
  it.each(["resetAfterCommit", "status500AfterCommit", "truncatedBody"])(
    'is answered with "confirming" and recorded once (%s)',
    async (fault) => {
      const meeting = await arrangeMeeting({ timings: quick });
      const move = meeting.moveTo(11);
      await addFault({ operation: "reschedule", fault });

      const result = await meeting.as("coach").booking.reschedule(move);

      expect(result.outcome).toBe("confirming");
      expect((await meeting.row()).version).toBe(1);
      const status = await untilSettled(meeting, move.attemptUlid);
      expect(status).toMatchObject({
        outcome: "moved",
        booking: { startTime: move.newStartTime, version: 2 },
      });
      expect(await countMoves()).toBe(1);
      expect(
        await meeting.as("coach").booking.history({ bookingUlid: meeting.bookingUlid }),
      ).toMatchObject({
        items: [{ actor: "coach", recovered: true, to: { startTime: move.newStartTime } }],
      });
      expect(await meeting.as("mentee").notification.unreadCount()).toEqual({ count: 1 });
      await runTick(meeting.ports);
      expect(await mailTo(meeting.people.mentee.email)).toHaveLength(1);
    },
  );

  it("shows as in flight to both people until it is settled", async () => {
    const meeting = await arrangeMeeting({ timings: quick });
    const move = meeting.moveTo(11);
    await addFault({ operation: "reschedule", fault: "resetAfterCommit" });
    await meeting.as("coach").booking.reschedule(move);

    const seen = await meeting.as("mentee").booking.get({ bookingUlid: meeting.bookingUlid });

    expect(seen).toMatchObject({
      reschedule: { allowed: false, reason: "inProgress" },
      inFlight: { by: "coach", attemptUlid: null, newStartTime: move.newStartTime },
    });
    await expect(meeting.as("mentee").booking.reschedule(meeting.moveTo(12))).rejects.toMatchObject(
      {
        cause: { code: "RESCHEDULE_IN_PROGRESS" },
      },
    );
  });

  it("gives a repeated request the same answer and sends nothing twice", async () => {
    const meeting = await arrangeMeeting({ timings: quick });
    const move = meeting.moveTo(11);
    await addFault({ operation: "reschedule", fault: "resetAfterCommit" });
    await meeting.as("coach").booking.reschedule(move);

    expect(await meeting.as("coach").booking.reschedule(move)).toMatchObject({
      outcome: "confirming",
    });
    await untilSettled(meeting, move.attemptUlid);
    expect(await meeting.as("coach").booking.reschedule(move)).toMatchObject({ outcome: "moved" });
    expect(await countMoves()).toBe(1);
  });
});

describe("a move that was sent while the database stops answering", () => {
  it.each(["read", "recorded"])("is confirming, never busy, if it cannot be %s", async (how) => {
    const meeting = await arrangeMeeting({ timings: quick });
    const { db } = meeting.ports;
    const place = { table: "RescheduleAttempts", operation: how };
    const silent = () => Promise.reject(new DbError("UNAVAILABLE", place));
    const lost = how === "read" ? { get: silent } : { get: silent, fail: silent };
    const app = { ...meeting.ports, db: { ...db, attempts: { ...db.attempts, ...lost } } };
    const coach = coachAt(app, meeting);
    const move = meeting.moveTo(11);
    await addFault({ operation: "reschedule", fault: "resetAfterCommit" });

    const { attemptUlid, newStartTime, newEndTime } = move;
    const inFlight = { attemptUlid, by: "coach", newStartTime, newEndTime };
    const reschedule = { allowed: false, reason: "inProgress" };
    const booking = { version: 1, reschedule, inFlight };
    const confirming = { outcome: "confirming", attemptUlid, booking };
    expect(await coach.booking.reschedule(move)).toMatchObject(confirming);
    expect(await coach.booking.reschedule(move)).toMatchObject(confirming);
    expect(await untilSettled(meeting, attemptUlid)).toMatchObject({ outcome: "moved" });
    expect(await countMoves()).toBe(1);
  });
});

describe("a move that Cal.com did not carry out", () => {
  it("fails soon after Cal.com itself answered with an error", async () => {
    const meeting = await arrangeMeeting({ timings: quick });
    const move = meeting.moveTo(11);
    await addFault({ operation: "reschedule", fault: "status500BeforeCommit" });

    expect(await meeting.as("coach").booking.reschedule(move)).toMatchObject({
      outcome: "confirming",
    });

    const status = await untilSettled(meeting, move.attemptUlid);
    expect(status).toMatchObject({ outcome: "failed", error: { code: "CAL_UNAVAILABLE" } });
    expect(await meeting.row()).toMatchObject({ version: 1, calBookingId: meeting.calUid });
    expect(await meeting.as("mentee").notification.unreadCount()).toEqual({ count: 0 });
    const again = { ...meeting.moveTo(11) };
    expect(await meeting.as("coach").booking.reschedule(again)).toMatchObject({ outcome: "moved" });
  });

  it("fails only after the quiet time when no answer came at all", async () => {
    const meeting = await arrangeMeeting({ timings: quick });
    const move = meeting.moveTo(11);
    await addFault({ operation: "reschedule", fault: "hang" });

    expect(await meeting.as("coach").booking.reschedule(move)).toMatchObject({
      outcome: "confirming",
    });

    const status = await untilSettled(meeting, move.attemptUlid);
    expect(status).toMatchObject({ outcome: "failed", error: { code: "CAL_UNAVAILABLE" } });
    const live = (await calBookings()).filter(({ status: state }) => state === "accepted");
    expect(live).toHaveLength(1);
    expect((await meeting.row()).calBookingId).toBe(live[0]?.uid);
  });

  it.each([
    ["rateLimit", "CAL_RATE_LIMITED", "TOO_MANY_REQUESTS"],
    ["unauthorized", "CAL_RECONNECT_REQUIRED", "PRECONDITION_FAILED"],
  ])("is reported at once, and nothing moved (%s, %s)", async (fault, code, trpcCode) => {
    const meeting = await arrangeMeeting({ timings: quick });
    const move = meeting.moveTo(11);
    await addFault({ operation: "reschedule", fault });

    await expect(meeting.as("coach").booking.reschedule(move)).rejects.toMatchObject({
      code: trpcCode,
      cause: { code },
    });

    expect(await meeting.row()).toMatchObject({ version: 1, calBookingId: meeting.calUid });
    await expect(meeting.as("coach").booking.reschedule(move)).rejects.toMatchObject({
      cause: { code },
    });
    const isLost = code === "CAL_RECONNECT_REQUIRED";
    expect(await meeting.as("coach").calConnection.get()).toMatchObject({
      status: isLost ? "needsReconnect" : "connected",
    });
  });
});

describe("a move that is held back at the last step", () => {
  /** The same people at a server whose next call that moves something is refused by a budget. */
  async function arrangeHeldBack() {
    const meeting = await arrangeMeeting();
    const { ports } = meeting;
    let isHeldBack = true;
    const cal: App["cal"] = (credential, use) => {
      const client = ports.cal(credential, use);
      const reschedule: typeof client.bookings.reschedule = async (...call) => {
        if (!isHeldBack) return client.bookings.reschedule(...call);
        isHeldBack = false;
        throw new CalError("HELD_BACK", { isWrite: true, retryAfterMs: 20_000 });
      };
      return { ...client, bookings: { ...client.bookings, reschedule } };
    };
    const app = { ...ports, cal };
    const busy = { ...app, calAccounts: createCalAccounts(app) };
    return { meeting, coach: coachAt(busy, meeting) };
  }

  it("says that the meeting stays, and is made when the same request is sent again", async () => {
    const { meeting, coach } = await arrangeHeldBack();
    const move = meeting.moveTo(11);

    await expect(coach.booking.reschedule(move)).rejects.toMatchObject({
      cause: {
        code: "SERVICE_BUSY",
        message: expect.stringMatching(/ The meeting stays at .+ Try again in 20 seconds\.$/),
        details: { reason: "calBudget", retryAfterMs: 20_000 },
      },
    });
    expect(await meeting.row()).toMatchObject({ version: 1 });
    const { attemptUlid } = move;
    expect(await coach.booking.rescheduleStatus({ attemptUlid })).toMatchObject({
      outcome: "failed",
      error: { code: "SERVICE_BUSY" },
    });

    expect(await coach.booking.reschedule(move)).toMatchObject({ outcome: "moved", attemptUlid });
    expect(await countMoves()).toBe(1);
  });

  it("is answered for the meeting as it is now when it was moved in between", async () => {
    const { meeting, coach } = await arrangeHeldBack();
    const move = meeting.moveTo(11);
    await expect(coach.booking.reschedule(move)).rejects.toMatchObject({
      cause: { code: "SERVICE_BUSY" },
    });
    await meeting.as("mentee").booking.reschedule(meeting.moveTo(12));

    await expect(coach.booking.reschedule(move)).rejects.toMatchObject({
      cause: { code: "BOOKING_CHANGED", details: { version: 2 } },
    });
  });
});

describe("a move with a token that Cal.com refuses", () => {
  it("asks the mover to reconnect before anything is sent", async () => {
    const meeting = await arrangeMeeting();
    await sql(`update "CalIntegrations" set "provenAt" = now() - interval '2 minutes'`);
    await addFault({ operation: "me", fault: "unauthorized" });

    await expect(meeting.as("coach").booking.reschedule(meeting.moveTo(11))).rejects.toMatchObject({
      cause: { code: "CAL_RECONNECT_REQUIRED", details: { who: "coach" } },
    });

    expect(await countMoves()).toBe(0);
    expect(await meeting.as("coach").calConnection.get()).toMatchObject({
      status: "needsReconnect",
    });
  });

  it("is not sent while Cal.com cannot say whether the token is valid", async () => {
    const meeting = await arrangeMeeting();
    await sql(`update "CalIntegrations" set "provenAt" = now() - interval '2 minutes'`);
    await addFault({ operation: "me", fault: "status500BeforeCommit", times: 5 });

    await expect(meeting.as("coach").booking.reschedule(meeting.moveTo(11))).rejects.toMatchObject({
      code: "SERVICE_UNAVAILABLE",
      cause: { code: "CAL_UNAVAILABLE" },
    });
    expect(await countMoves()).toBe(0);
  });
});

describe("a move of a meeting that was moved in Cal.com", () => {
  it("adopts the new time, notifies both people and does not move it again", async () => {
    const meeting = await arrangeMeeting();
    const elsewhere = meeting.moveTo(12, { days: 1 }).newStartTime;
    await calControl(`bookings/${meeting.calUid}/move`, { start: elsewhere });

    await expect(meeting.as("coach").booking.reschedule(meeting.moveTo(11))).rejects.toMatchObject({
      cause: { code: "BOOKING_CHANGED", details: { startTime: elsewhere, version: 2 } },
    });

    const seen = await meeting.as("mentee").booking.get({ bookingUlid: meeting.bookingUlid });
    expect(seen).toMatchObject({
      startTime: elsewhere,
      version: 2,
      upstreamChanged: true,
      reschedule: { allowed: true },
    });
    expect(await meeting.as("mentee").notification.unreadCount()).toEqual({ count: 1 });
    expect(await meeting.as("coach").notification.unreadCount()).toEqual({ count: 1 });
  });
});
