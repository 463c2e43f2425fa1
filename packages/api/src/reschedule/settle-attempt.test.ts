import { CalError, type CalErrorCode } from "@reslot/cal";
import { describe, expect, it, vi } from "vitest";
import {
  appliedMove,
  arrangeProcess,
  attempt,
  connectionOf,
  moveBy,
  newAtCal,
  now,
  oldAtCal,
  timings,
} from "../../test/support/move-in-memory.ts";
import { recordOutcome, sendToCal } from "./settle-attempt.ts";

type Process = ReturnType<typeof arrangeProcess>;

const key = { attemptUlid: attempt.ulid, fence: attempt.fence };
const refusal = (code: CalErrorCode, answered = true) =>
  new CalError(code, { isWrite: true, answered });

/** What becomes of Cal.com's answer to the one request. */
function record(process: Process, answer: unknown, move = moveOf(process)) {
  const sent = answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
  return recordOutcome(process.deps, { attempt, move }, sent as Promise<typeof newAtCal>);
}

function moveOf({ client }: Process) {
  return moveBy("coach", {
    connections: { coach: connectionOf("coach", client), mentee: connectionOf("mentee") },
  });
}

const isStillMoving = ({ deps }: Process) => deps.caches.recentMoves.isMoving("old");

describe("the one request to Cal.com", () => {
  const send = (process: Process, changes: { leftMs?: number; reason?: string } = {}) =>
    sendToCal(process.deps, {
      move: moveOf(process),
      attempt: { ...attempt, reason: changes.reason ?? null },
      client: connectionOf("coach", process.client).client,
      options: { sameHost: true },
      deadline: now + (changes.leftMs ?? 10_000),
    });

  it("names the mover, the reason and what may be asked for", async () => {
    const process = arrangeProcess();

    expect(await send(process, { reason: "A clash" })).toBe(newAtCal);
    expect(process.client.bookings.reschedule).toHaveBeenCalledExactlyOnceWith(
      "old",
      {
        start: attempt.toStartTime,
        rescheduledBy: "coach@example.com",
        reschedulingReason: "A clash",
        sameHost: true,
      },
      { signal: expect.any(AbortSignal) },
    );
  });

  it("has no reason where none was given", async () => {
    const process = arrangeProcess();
    await send(process);

    expect(process.client.bookings.reschedule).toHaveBeenCalledWith(
      "old",
      { start: attempt.toStartTime, rescheduledBy: "coach@example.com", sameHost: true },
      expect.anything(),
    );
  });

  it.each([0, -1, -130_000])("does not leave when %i ms are left of its lease", async (leftMs) => {
    const process = arrangeProcess();

    await expect(send(process, { leftMs })).rejects.toThrow("bookings.reschedule failed: NOT_SENT");
    expect(process.client.bookings.reschedule).not.toHaveBeenCalled();
  });

  it("has no more time than its limit, however long the lease runs", async () => {
    const timeout = vi.spyOn(AbortSignal, "timeout");
    const process = arrangeProcess();
    await send(process, { leftMs: timings.postTimeoutMs - 1 });
    await send(process, { leftMs: timings.postTimeoutMs + 1_000 });

    expect(timeout.mock.calls).toEqual([[timings.postTimeoutMs - 1], [timings.postTimeoutMs]]);
    timeout.mockRestore();
  });
});

describe("a success of the one request", () => {
  it("is applied when Cal.com names the booking that was moved", async () => {
    const process = arrangeProcess();

    expect(await record(process, newAtCal)).toEqual({
      kind: "applied",
      version: 2,
      moved: newAtCal,
    });
    expect(process.attempts.apply).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({ fromCalUid: "old", toCalUid: "new", cause: "request" }),
    );
    expect(process.attempts.fail).not.toHaveBeenCalled();
    expect(isStillMoving(process)).toBe(false);
  });

  it.each([
    ["another booking", "other"],
    ["no booking", undefined],
  ])("is not believed when it was moved from %s", async (_what, rescheduledFromUid) => {
    const process = arrangeProcess();

    expect(await record(process, { ...newAtCal, rescheduledFromUid })).toEqual({ kind: "open" });
    expect(process.attempts.apply).not.toHaveBeenCalled();
    expect(process.attempts.fail).toHaveBeenCalledExactlyOnceWith({
      ...key,
      state: "UNKNOWN",
      errorCode: "OTHER_BOOKING",
      answered: true,
      retryInMs: timings.answeredRetryMs,
    });
    expect(isStillMoving(process)).toBe(true);
  });

  it("with the same uid has changed nothing, and says so at once", async () => {
    const process = arrangeProcess({ atCal: [oldAtCal] });

    expect(await record(process, oldAtCal)).toEqual({ kind: "ended" });
    expect(process.attempts.fail).toHaveBeenCalledExactlyOnceWith({
      ...key,
      state: "REJECTED",
      errorCode: 'SLOT_TAKEN {"reason":"notOffered"}',
    });
  });

  it.each([
    ["another process has recorded it", { applied: false as const, why: "already" as const }],
    ["it was recorded as another change", { ...appliedMove, attemptUlid: null }],
  ])("is read from the record when %s", async (_why, applied) => {
    const process = arrangeProcess();
    process.attempts.apply.mockResolvedValue(applied as typeof appliedMove);

    expect(await record(process, newAtCal)).toEqual({ kind: "ended" });
    expect(isStillMoving(process)).toBe(false);
  });

  it("stays open when it cannot be recorded", async () => {
    const process = arrangeProcess();
    process.attempts.apply.mockRejectedValue(new Error("no database"));

    expect(await record(process, newAtCal)).toBeNull();
    expect(isStillMoving(process)).toBe(true);
    expect(process.log.error).toHaveBeenCalledWith("CAL_RESCHEDULE_ERROR", expect.any(Error), {
      attemptUlid: attempt.ulid,
    });
  });

  it.each([
    ["newHost", "coach", "applied"],
    ["replaced", "coach", "ended"],
    ["newHost", "mentee", "ended"],
    ["same", "coach", "applied"],
  ] as const)("with other people (%s) for a %s is %s", async (outcome, role, kind) => {
    const process = arrangeProcess();
    process.observations.people.mockResolvedValue({ outcome, bookingUlid: attempt.bookingUlid });
    const hosts = [{ id: 99, email: "other@example.com" }];
    const move = moveBy(role, { connections: moveOf(process).connections });

    expect(await record(process, { ...newAtCal, hosts }, move)).toMatchObject({ kind });
  });

  it("needs no look at the people when it names the ones that are known", async () => {
    const process = arrangeProcess();
    await record(process, newAtCal);
    expect(process.observations.people).not.toHaveBeenCalled();

    await record(process, { ...newAtCal, attendees: [{ email: "other@example.com" }] });
    expect(process.observations.people).toHaveBeenCalledOnce();
  });

  it("needs none by a mentee who is known by the address they sign in with", async () => {
    const process = arrangeProcess();
    const connections = {
      coach: connectionOf("coach", process.client),
      mentee: { status: "notConnected" as const },
    };

    expect(await record(process, newAtCal, moveBy("mentee", { connections }))).toMatchObject({
      kind: "applied",
    });
    expect(process.observations.people).not.toHaveBeenCalled();
  });

  it.each([
    ["the mover is the attendee", "coach", "connected", "coach@example.com"],
    ["the mentee is not connected", "coach", "connected", "mentee@example.com"],
    ["the coach is not connected", "mentee", "notConnected", "mentee@example.com"],
  ] as const)("looks at the people when %s", async (...[, role, coach, email]) => {
    const process = arrangeProcess();
    const connections = {
      coach:
        coach === "connected"
          ? connectionOf("coach", process.client)
          : { status: "notConnected" as const },
      mentee: { status: "notConnected" as const },
    };
    const moved = { ...newAtCal, attendees: [{ email }] };

    expect(await record(process, moved, moveBy(role, { connections }))).toMatchObject({
      kind: "applied",
    });
    expect(process.observations.people).toHaveBeenCalledOnce();
  });
});

describe("a failure of the one request", () => {
  it.each(["UNREACHABLE", "SERVER_ERROR", "UNEXPECTED_RESPONSE"] as const)(
    "leaves the outcome open after %s, and a look soon decides",
    async (code) => {
      const process = arrangeProcess();

      expect(await record(process, refusal(code, false))).toEqual({ kind: "open" });
      expect(process.attempts.fail).toHaveBeenCalledExactlyOnceWith({
        ...key,
        state: "UNKNOWN",
        errorCode: "OUTCOME_UNKNOWN",
        answered: false,
        retryInMs: 2_000,
      });
      expect(isStillMoving(process)).toBe(true);
    },
  );

  it("leaves the outcome open after an error of our own", async () => {
    const process = arrangeProcess();

    expect(await record(process, new Error("a bug"))).toEqual({ kind: "open" });
    expect(process.attempts.fail).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({ state: "UNKNOWN", answered: false, retryInMs: 2_000 }),
    );
  });

  it("notes that Cal.com itself answered: one look five seconds later decides", async () => {
    const process = arrangeProcess();
    await record(process, refusal("SERVER_ERROR"));

    expect(process.attempts.fail).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({ answered: true, retryInMs: timings.answeredRetryMs }),
    );
  });

  it.each(["HELD_BACK", "NOT_SENT"] as const)(
    "takes the attempt back when it never left (%s)",
    async (code) => {
      const process = arrangeProcess();

      expect(await record(process, refusal(code, false))).toEqual({ kind: "ended" });
      expect(process.attempts.takeBack).toHaveBeenCalledExactlyOnceWith({
        ...key,
        errorCode: expect.stringMatching(/^(?:SERVICE_BUSY|CAL_UNAVAILABLE) /),
      });
      expect(process.attempts.fail).not.toHaveBeenCalled();
      expect(isStillMoving(process)).toBe(false);
    },
  );

  it("ends the attempt when Cal.com refuses, with the reason", async () => {
    const process = arrangeProcess();

    expect(await record(process, refusal("SLOT_UNAVAILABLE"))).toEqual({ kind: "ended" });
    expect(process.attempts.fail).toHaveBeenCalledExactlyOnceWith({
      ...key,
      state: "REJECTED",
      errorCode: 'SLOT_TAKEN {"reason":"notOffered"}',
    });
    expect(process.client.bookings.get).not.toHaveBeenCalled();
    const fields = { attemptUlid: attempt.ulid };
    expect(process.log.error.mock.calls).toEqual([
      ["CAL_RESCHEDULE_ERROR", expect.any(CalError), fields],
    ]);
  });

  const elsewhere = ["ALREADY_RESCHEDULED", "BOOKING_CANCELLED", "NOT_FOUND", "CONFLICT"] as const;

  it.each(elsewhere)("reads what became of the booking after %s", async (code) => {
    const process = arrangeProcess();

    expect(await record(process, refusal(code))).toEqual({ kind: "ended" });
    expect(process.client.bookings.get).toHaveBeenCalledExactlyOnceWith("old");
    expect(process.attempts.fail).toHaveBeenCalledExactlyOnceWith({
      ...key,
      state: "REJECTED",
      errorCode: code === "CONFLICT" ? "SLOT_TAKEN {}" : "BOOKING_CHANGED {}",
    });
  });

  it("adopts a move that it finds", async () => {
    const moved = { ...oldAtCal, status: "cancelled" as const, rescheduledToUid: "new" };
    const process = arrangeProcess({ atCal: [moved, newAtCal] });

    expect(await record(process, refusal("ALREADY_RESCHEDULED"))).toEqual({ kind: "ended" });
    expect(process.attempts.applyChain).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({ cause: "reconcile" }),
    );
    expect(process.attempts.fail).not.toHaveBeenCalled();
  });

  it("tells of a cancellation that it finds", async () => {
    const process = arrangeProcess({ atCal: [{ ...oldAtCal, status: "cancelled" }] });
    await record(process, refusal("CONFLICT"));

    expect(process.attempts.fail).toHaveBeenCalledExactlyOnceWith({
      ...key,
      state: "REJECTED",
      errorCode: "BOOKING_CHANGED {}",
    });
  });

  it("leaves the outcome open when the booking cannot be read", async () => {
    const process = arrangeProcess({ atCal: [] });

    expect(await record(process, refusal("NOT_FOUND"))).toEqual({ kind: "open" });
    expect(process.attempts.fail).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({ state: "UNKNOWN", answered: true }),
    );
  });

  it("reads with the mentee's token where the coach is not connected", async () => {
    const process = arrangeProcess();
    const connections = {
      coach: { status: "notConnected" as const },
      mentee: connectionOf("mentee", process.client),
    };
    const cal = vi.spyOn(process.deps, "cal");
    await record(process, refusal("CONFLICT"), moveBy("mentee", { connections }));

    expect(process.client.bookings.get).toHaveBeenCalledOnce();
    expect(cal).not.toHaveBeenCalled();
  });

  it("reads without a token where neither is connected, as a recovery", async () => {
    const process = arrangeProcess();
    const none = { status: "notConnected" as const };
    const cal = vi.spyOn(process.deps, "cal");
    await record(
      process,
      refusal("CONFLICT"),
      moveBy("mentee", { connections: { coach: none, mentee: none } }),
    );

    expect(cal).toHaveBeenCalledExactlyOnceWith(expect.anything(), { purpose: "recovery" });
  });
});
