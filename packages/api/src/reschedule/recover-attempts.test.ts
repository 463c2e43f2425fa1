import { CalError } from "@reslot/cal";
import { dayMs, hourMs, minuteMs } from "@reslot/cal/time";
import type { DueAttempt } from "@reslot/db";
import { describe, expect, it, vi } from "vitest";
import {
  afterQuietMs,
  arrangeProcess,
  attempt as sent,
  booking,
  newAtCal,
  now,
  oldAtCal,
  timings,
} from "../../test/support/move-in-memory.ts";
import { recoverAttempts } from "./recover-attempts.ts";

const attempt = { ...sent, state: "UNKNOWN" as const, tries: 1 };
const key = { attemptUlid: attempt.ulid, fence: attempt.fence };

type Process = ReturnType<typeof arrangeProcess>;

/** One look at one attempt. */
async function recover(process: Process, changes: Partial<DueAttempt> = {}) {
  const { sentAt, isClaimed = true, ...row } = { ...attempt, ...changes };
  const sentForMs = sentAt === null ? null : process.clock.now() - now;
  process.attempts.claimDue.mockResolvedValue([{ ...row, sentAt, sentForMs, isClaimed }]);
  expect(await recoverAttempts(process.deps)).toBe(1);
  expect(process.client.bookings.reschedule).not.toHaveBeenCalled();
  return process.attempts.fail.mock.calls.map(([ended]) => ended);
}

const unreadable = (process: Process, error: Error) =>
  process.client.bookings.get.mockRejectedValue(error);
const notFound = new CalError("NOT_FOUND", { operation: "bookings.get" });

describe("an attempt that no process works on", () => {
  it("is abandoned when it was never sent", async () => {
    const process = arrangeProcess();

    expect(await recover(process, { sentAt: null, state: "PREPARED" })).toEqual([
      { ...key, state: "ABANDONED", errorCode: "EXPIRED" },
    ]);
    expect(process.client.bookings.get).not.toHaveBeenCalled();
  });

  it("claims ten at most, for half a minute", async () => {
    const process = arrangeProcess();
    await recoverAttempts(process.deps);

    expect(process.attempts.claimDue).toHaveBeenCalledExactlyOnceWith({
      limit: 10,
      leaseMs: 30_000,
      lookMs: 5_000,
    });
  });

  it.each([
    ["abandoned", {}, { sentAt: null }],
    ["notMoved", { elapsedMs: timings.quietMs }, {}],
    ["notMoved", { atCal: [{ ...oldAtCal, status: "cancelled" as const }] }, {}],
    ["open", {}, {}],
    ["moved", { atCal: [{ ...oldAtCal, rescheduledToUid: "new" }, newAtCal] }, {}],
  ])("is logged as %s", async (recovery, world, changes) => {
    const process = arrangeProcess(world);
    await recover(process, changes);

    expect(process.log.info).toHaveBeenCalledExactlyOnceWith("recoverAttempts", {
      attemptUlid: attempt.ulid,
      recovery,
      tries: 1,
    });
  });

  it("is read with the coach's token first, within the budget of recoveries", async () => {
    const process = arrangeProcess();
    const open = vi.spyOn(process.deps.calAccounts, "open");
    await recover(process);

    expect(open).toHaveBeenCalledExactlyOnceWith("coach", { purpose: "recovery" });
  });

  it("stays open until the quiet time is over, and is read again no later than then", async () => {
    const process = arrangeProcess({ elapsedMs: timings.quietMs - 1_500 });

    expect(await recover(process)).toEqual([
      { ...key, state: "UNKNOWN", errorCode: "OUTCOME_UNKNOWN", retryInMs: 1_500 },
    ]);
  });

  it("is read again less and less often", async () => {
    const retries = await Promise.all(
      [0, 3, 5].map(async (tries) => {
        const [ended] = await recover(arrangeProcess({ elapsedMs: 10_000 }), { tries });
        return ended?.retryInMs;
      }),
    );

    expect(retries).toEqual([1_000, 8_000, 32_000]);
  });

  it("has not happened when a read shows nothing after the quiet time", async () => {
    const process = arrangeProcess({ elapsedMs: timings.quietMs });

    expect(await recover(process)).toEqual([
      { ...key, state: "REJECTED", errorCode: "NOT_EXECUTED" },
    ]);
  });

  it("has not happened when a read shows nothing after Cal.com itself had answered", async () => {
    const early = arrangeProcess({ elapsedMs: timings.answeredRetryMs - 1 });
    const late = arrangeProcess({ elapsedMs: timings.answeredRetryMs });

    expect(await recover(early, { answered: true })).toMatchObject([{ state: "UNKNOWN" }]);
    expect(await recover(late, { answered: true })).toMatchObject([{ state: "REJECTED" }]);
  });

  it("is told as a taken time when Cal.com had answered with another booking", async () => {
    const process = arrangeProcess({ elapsedMs: afterQuietMs });

    expect(await recover(process, { errorCode: "OTHER_BOOKING" })).toEqual([
      { ...key, state: "REJECTED", errorCode: "SLOT_TAKEN" },
    ]);
  });

  it("keeps what it was left open for", async () => {
    expect(await recover(arrangeProcess(), { errorCode: "OTHER_BOOKING" })).toMatchObject([
      { state: "UNKNOWN", errorCode: "OTHER_BOOKING" },
    ]);
  });

  it("is settled by the move that a read finds, at once", async () => {
    const moved = { ...oldAtCal, status: "cancelled" as const, rescheduledToUid: "new" };
    const process = arrangeProcess({ atCal: [moved, newAtCal] });
    const ended = await recover(process);

    expect(process.attempts.applyChain).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({ cause: "recovery" }),
    );
    // The record has settled it, so that this does nothing.
    expect(ended).toEqual([
      { ...key, state: "NEEDS_HUMAN", errorCode: "INCONSISTENT", retryInMs: hourMs },
    ]);
  });

  it("ends with the booking that was cancelled", async () => {
    const process = arrangeProcess({ atCal: [{ ...oldAtCal, status: "cancelled" }] });

    expect(await recover(process)).toEqual([
      { ...key, state: "REJECTED", errorCode: "BOOKING_CHANGED" },
    ]);
  });
});

describe("an attempt that is still being sent", () => {
  it.each([
    ["shows nothing", [oldAtCal]],
    ["shows the end of the booking", [{ ...oldAtCal, status: "cancelled" as const }]],
  ])("is left to its owner when a read %s", async (_what, atCal) => {
    const process = arrangeProcess({ atCal, elapsedMs: afterQuietMs });

    expect(await recover(process, { state: "SENDING", isClaimed: false })).toEqual([]);
  });

  it("is left to its owner when it cannot be read", async () => {
    const process = arrangeProcess({ elapsedMs: afterQuietMs });
    unreadable(process, new CalError("UNREACHABLE"));

    expect(await recover(process, { state: "SENDING", isClaimed: false })).toEqual([]);
  });

  it("is settled by the move that a read finds", async () => {
    const moved = { ...oldAtCal, status: "cancelled" as const, rescheduledToUid: "new" };
    const process = arrangeProcess({ atCal: [moved, newAtCal] });

    expect(await recover(process, { state: "SENDING", isClaimed: false })).toEqual([]);
    expect(process.attempts.applyChain).toHaveBeenCalledOnce();
  });
});

describe("an attempt whose booking cannot be read", () => {
  it("needs a person still, and is read again in an hour", async () => {
    const process = arrangeProcess({ elapsedMs: hourMs });
    unreadable(process, new CalError("UNREACHABLE"));

    expect(await recover(process, { state: "NEEDS_HUMAN", tries: 20 })).toMatchObject([
      { state: "NEEDS_HUMAN", retryInMs: hourMs },
    ]);
  });

  it("stays open, whatever time has passed, and is read again within the hour", async () => {
    const process = arrangeProcess({ elapsedMs: dayMs });
    unreadable(process, new CalError("UNREACHABLE"));

    expect(await recover(process, { tries: 20 })).toEqual([
      { ...key, state: "UNKNOWN", errorCode: "OUTCOME_UNKNOWN", retryInMs: hourMs },
    ]);
    expect(process.log.error).toHaveBeenCalledWith("RECOVER_ATTEMPTS_ERROR", expect.any(CalError), {
      attemptUlid: attempt.ulid,
    });
  });

  it("needs a person after a day", async () => {
    const process = arrangeProcess({ elapsedMs: dayMs + 1 });
    unreadable(process, new CalError("UNREACHABLE"));

    expect(await recover(process)).toMatchObject([{ state: "NEEDS_HUMAN" }]);
    expect(process.log.info.mock.calls).toMatchObject([
      ["recoverAttempts", { recovery: "needsHuman" }],
    ]);
  });

  it("is not failed while the booking is not known to be gone", async () => {
    const process = arrangeProcess({ elapsedMs: afterQuietMs });
    unreadable(process, notFound);

    expect(await recover(process, { tries: 20 })).toMatchObject([
      { state: "UNKNOWN", retryInMs: 2 * minuteMs },
    ]);
    expect(process.observations.missing).toHaveBeenCalledOnce();
  });

  it("is not failed before the quiet time, although the booking is gone", async () => {
    const process = arrangeProcess({ elapsedMs: minuteMs });
    unreadable(process, notFound);
    process.bookings.getByUlid.mockResolvedValue({ ...booking, gone: true });

    expect(await recover(process, { tries: 20 })).toMatchObject([{ state: "UNKNOWN" }]);
  });

  it("is failed once the booking is gone and the quiet time is over", async () => {
    const process = arrangeProcess({ elapsedMs: timings.quietMs });
    unreadable(process, notFound);
    process.bookings.getByUlid.mockResolvedValue({ ...booking, gone: true });

    expect(await recover(process)).toEqual([{ ...key, state: "REJECTED", errorCode: "GONE" }]);
    expect(process.log.info.mock.calls).toMatchObject([
      ["recoverAttempts", { recovery: "notMoved" }],
    ]);
  });

  it("stays open when the database cannot say whether the booking is gone", async () => {
    const process = arrangeProcess({ elapsedMs: afterQuietMs });
    unreadable(process, notFound);
    process.bookings.getByUlid.mockRejectedValue(new Error("no database"));

    expect(await recover(process)).toMatchObject([{ state: "UNKNOWN" }]);
  });
});
