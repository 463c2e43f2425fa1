import { DbError } from "@reslot/db";
import { describe, expect, it, vi } from "vitest";
import type { App } from "../../src/app/app.ts";
import { AppError } from "../core/errors/app-error.ts";
import { attempt, arrangeProcess, booking, moveBy } from "../../test/support/move-in-memory.ts";
import { requestHash } from "./attempt.ts";
import {
  getRescheduleStatus,
  isKnownMove,
  resultAfterSending,
  resultOfRepeat,
} from "./attempt-result.ts";

const move = moveBy("coach");
const requestHashOfMove = requestHash(move.input);
const known = { ...attempt, requestHash: requestHashOfMove };

/** What the database says of the attempt and its booking. */
function arrange(stored: object | null = {}, changed: object = {}) {
  const { deps, log } = arrangeProcess();
  const get = vi.fn(async () => stored && { ...known, ...stored });
  const getByUlid = vi.fn(async () => ({ ...booking, ...changed }));
  const db = {
    attempts: { get, getInFlight: async () => null },
    bookings: { getByUlid },
    calConnections: { get: async () => ({ status: "connected" }) },
    consents: { get: async () => null },
    reminders: { lastSentAt: async () => null },
  };
  return { deps: { ...deps, db } as unknown as App, get, getByUlid, log };
}

const refusal = new AppError("IN_THE_PAST");

describe("the result of a move that was sent", () => {
  it.each(["PREPARED", "SENDING", "UNKNOWN", "NEEDS_HUMAN"])("is open in %s", async (state) => {
    expect(await resultAfterSending(arrange({ state }).deps, move)).toMatchObject({
      outcome: "confirming",
      attemptUlid: attempt.ulid,
    });
  });

  it.each([
    ["moved", { status: "accepted", version: 2 }],
    ["awaitingConfirmation", { status: "pending", version: 2 }],
    ["moved", { status: "pending", version: 3 }],
  ])("is %s for a booking with %j", async (outcome, changed) => {
    const { deps } = arrange({ state: "APPLIED", appliedVersion: 2 }, changed);

    expect(await resultAfterSending(deps, move)).toMatchObject({ outcome });
  });

  it.each([
    ["REJECTED", "SLOT_TAKEN {}", "SLOT_TAKEN"],
    ["REJECTED", "NOT_EXECUTED", "CAL_UNAVAILABLE"],
    ["SUPERSEDED", "BOOKING_CHANGED", "BOOKING_CHANGED"],
    ["ABANDONED", 'CAL_RECONNECT_REQUIRED {"who":"coach"}', "CAL_RECONNECT_REQUIRED"],
  ])("is the recorded reason in %s with %s", async (state, errorCode, code) => {
    const { deps } = arrange({ state, errorCode });

    await expect(resultAfterSending(deps, move)).rejects.toMatchObject({ code });
  });

  it("is open after two seconds in which the database has said nothing", async () => {
    vi.useFakeTimers();
    const { deps, get } = arrange({ state: "APPLIED", appliedVersion: 2 });
    get.mockReturnValue(new Promise<never>(() => undefined));
    const result = resultAfterSending(deps, move);

    await vi.advanceTimersByTimeAsync(2_000);

    expect(await result).toMatchObject({ outcome: "confirming" });
    vi.useRealTimers();
  });

  it("is open while the database does not answer, whose silence says nothing about Cal.com", async () => {
    const { deps, get, log } = arrange();
    get.mockRejectedValue(
      new DbError("UNAVAILABLE", { table: "RescheduleAttempts", operation: "get" }),
    );

    expect(await resultAfterSending(deps, move)).toMatchObject({
      outcome: "confirming",
      attemptUlid: attempt.ulid,
      booking: {
        reschedule: { allowed: false, reason: "inProgress" },
        inFlight: { kind: "move", by: "coach", newStartTime: attempt.toStartTime },
      },
    });
    const fields = { attemptUlid: attempt.ulid };
    expect(log.error.mock.calls).toEqual([["CAL_RESCHEDULE_ERROR", expect.any(DbError), fields]]);
  });
});

describe("the recorded reason of a move that was not made", () => {
  const reasonOf = async (errorCode: string, changed: object = {}) => {
    const { deps } = arrange({ state: "REJECTED", errorCode }, changed);
    return resultAfterSending(deps, moveBy("mentee")).catch((error: unknown) => error);
  };

  it.each([
    ['CAL_RECONNECT_REQUIRED {"who":"coach"}', "CAL_RECONNECT_REQUIRED", "coach"],
    ['CAL_NOT_CONNECTED {"who":"coach"}', "CAL_NOT_CONNECTED", "coach"],
    ['CAL_NOT_CONNECTED {"who":"mentee"}', "CAL_NOT_CONNECTED", "mentee"],
    ["CAL_RECONNECT_REQUIRED {}", "CAL_RECONNECT_REQUIRED", "mentee"],
    ["CAL_NOT_CONNECTED {}", "CAL_NOT_CONNECTED", "mentee"],
  ])("%s names whose connection it is", async (errorCode, code, who) => {
    expect(await reasonOf(errorCode)).toMatchObject({ code, details: { who } });
  });

  it("says where a meeting that was changed is now", async () => {
    expect(await reasonOf("BOOKING_CHANGED {}", { version: 9 })).toMatchObject({
      code: "BOOKING_CHANGED",
      details: { version: 9 },
    });
  });

  it("has no owner where it is about the time", async () => {
    const reason = await reasonOf("SLOT_TAKEN {}");

    expect(reason).toMatchObject({ code: "SLOT_TAKEN" });
    expect(reason).toHaveProperty("details", {});
  });
});

describe("a request that is not valid any more", () => {
  it("has the result of the one that it repeats", async () => {
    const { deps, get } = arrange({ state: "APPLIED", appliedVersion: 2 }, { version: 2 });

    expect(await resultOfRepeat(deps, move, refusal)).toMatchObject({ outcome: "moved" });
    expect(get).toHaveBeenNthCalledWith(1, { attemptUlid: attempt.ulid, actorUserUlid: "coach" });
  });

  it.each([
    ["nothing is known of it", null, "IN_THE_PAST"],
    ["nothing was sent for it", { state: "ABANDONED" }, "IN_THE_PAST"],
    ["its key was used for another one", { requestHash: "other" }, "IDEMPOTENCY_KEY_REUSED"],
  ])("is refused when %s", async (_why, stored, code) => {
    await expect(resultOfRepeat(arrange(stored).deps, move, refusal)).rejects.toMatchObject({
      code,
    });
  });
});

describe("the status of a move", () => {
  const status = (given: ReturnType<typeof arrange>) =>
    getRescheduleStatus(given.deps, move.actor, attempt.ulid);

  it("has no reason while it is open", async () => {
    expect(await status(arrange({ state: "UNKNOWN" }))).toEqual({
      outcome: "confirming",
      attemptUlid: attempt.ulid,
      booking: expect.objectContaining({ ulid: booking.ulid }),
    });
  });

  it("is told to the mentee who made it", async () => {
    const { deps } = arrange({ state: "UNKNOWN" });
    const { actor } = moveBy("mentee");

    expect(await getRescheduleStatus(deps, actor, attempt.ulid)).toMatchObject({
      outcome: "confirming",
    });
  });

  it("names the reason of a failure", async () => {
    const given = arrange({ state: "REJECTED", errorCode: "SLOT_TAKEN {}" });

    expect(await status(given)).toMatchObject({ outcome: "failed", error: { code: "SLOT_TAKEN" } });
  });

  it.each([
    ["there is none", null, {}],
    ["it is an answer", { kind: "confirm" }, {}],
    ["the meeting is no longer the person's", {}, { coachUserUlid: "other" }],
  ])("is not found when %s", async (_why, stored, changed) => {
    const { message } = new AppError("NOT_FOUND", { kind: "move" });

    await expect(status(arrange(stored, changed))).rejects.toMatchObject({
      code: "NOT_FOUND",
      message,
    });
  });
});

describe("a move that is not known", () => {
  it("has no booking to be read", async () => {
    const { deps, getByUlid } = arrange(null);
    await getRescheduleStatus(deps, move.actor, attempt.ulid).catch(() => undefined);

    expect(getByUlid).not.toHaveBeenCalled();
  });
});

describe("a request that has a result already", () => {
  it.each([
    [false, null],
    [false, { state: "ABANDONED" }],
    [true, { state: "PREPARED" }],
    [true, { state: "REJECTED" }],
  ])("is known: %s for %j", async (isKnown, stored) => {
    const { deps, get } = arrange(stored);

    expect(await isKnownMove(deps, { attemptUlid: attempt.ulid }, { ulid: "coach" })).toBe(isKnown);
    expect(get).toHaveBeenCalledWith({ attemptUlid: attempt.ulid, actorUserUlid: "coach" });
  });
});
