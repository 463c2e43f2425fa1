import { CalError } from "@reslot/cal";
import { DbError } from "@reslot/db";
import { formatInstant, minuteMs, parseInstant } from "@reslot/cal/time";
import { describe, expect, it, vi } from "vitest";
import type { App } from "../app/app.ts";
import { AppError } from "../core/errors/app-error.ts";
import {
  arrangeProcess,
  attempt,
  booking,
  isoAt,
  moveBy,
  now,
  timings,
} from "../../test/support/move-in-memory.ts";
import { abandonAttempt, beginAttempt, requestHash, startSending } from "./attempt.ts";

const limits = { personPerMinute: 10, personPerDay: 100, bookingPerDay: 30 };
const move = moveBy("coach");

/** A process whose database answers so to the two steps before a request is sent. */
function arrange({ begun = {}, marked = {} }: { begun?: object; marked?: object | Error } = {}) {
  const process = arrangeProcess();
  const begin = vi.fn(async (_asked: object) => begun);
  const markSending = vi.fn(async (_asked: object) => {
    process.clock.advance(500);
    if (marked instanceof Error) throw marked;
    return marked;
  });
  const getByUlid = vi.fn(async () => ({
    ...booking,
    version: 4,
    startTime: isoAt(5),
    endTime: isoAt(6),
  }));
  const deps = {
    ...process.deps,
    telemetry: { count: vi.fn() },
    settings: { timings, limits },
    db: { attempts: { ...process.attempts, begin, markSending }, bookings: { getByUlid } },
  } as unknown as App;
  return { ...process, deps, begin, markSending, getByUlid };
}

describe("the record of an attempt", () => {
  it("says what is asked for, for the longest that the meeting may be", async () => {
    const { deps, begin } = arrange({ begun: { kind: "created", attempt } });
    const asked = moveBy("coach");
    const input = { ...asked.input, reason: "A clash", overrideConflict: true };

    expect(await beginAttempt(deps, { ...asked, input }, 90)).toMatchObject({
      kind: "begun",
      attempt,
    });
    expect(begin).toHaveBeenCalledExactlyOnceWith({
      attemptUlid: attempt.ulid,
      bookingUlid: booking.ulid,
      actorUserUlid: "coach",
      requestHash: requestHash(input),
      expectedVersion: 1,
      toStartTime: isoAt(2),
      toEndTime: formatInstant(parseInstant(isoAt(2)) + 90 * minuteMs),
      reason: "A clash",
      overrideConflict: true,
      leaseMs: timings.leaseMs,
      sending: null,
    });
  });

  it("may be sent at once where nothing is overridden, until well before its lease ends", async () => {
    const { deps, begin } = arrange({ begun: { kind: "created", attempt } });

    expect(await beginAttempt(deps, move, 60)).toEqual({
      kind: "begun",
      attempt,
      deadline: now + timings.postTimeoutMs + 4_000,
    });
    expect(begin).toHaveBeenCalledWith(
      expect.objectContaining({ sending: { fence: expect.any(Number), limits } }),
    );
  });

  it("is known again by its fence when the answer was lost, and no other one is", async () => {
    const ofAnother = arrange();
    const lost = (fenceOf: (asked: { sending: { fence: number } }) => number) =>
      vi
        .fn<(asked: { sending: { fence: number } }) => Promise<object>>()
        .mockRejectedValueOnce(
          new DbError("UNAVAILABLE", { table: "Attempts", operation: "begin" }),
        )
        .mockImplementation(async (asked) => ({
          kind: "replay",
          attempt: { ...attempt, state: "SENDING", fence: fenceOf(asked) },
        }));
    const beginWith = (begin: ReturnType<typeof lost>) => {
      const attempts = { ...ofAnother.deps.db.attempts, begin };
      return beginAttempt({ ...ofAnother.deps, db: { attempts } } as unknown as App, move, 60);
    };

    expect(await beginWith(lost(({ sending }) => sending.fence))).toMatchObject({ kind: "begun" });
    expect(await beginWith(lost(({ sending }) => sending.fence + 1))).toEqual({ kind: "repeated" });
  });

  it("has no reason and no override unless they are given", async () => {
    const { deps, begin } = arrange({ begun: { kind: "created", attempt } });
    await beginAttempt(deps, { ...move, input: { ...move.input, reason: "" } }, 60);

    expect(begin).toHaveBeenCalledWith(
      expect.objectContaining({ reason: null, overrideConflict: false }),
    );
  });

  it("may be there already", async () => {
    const { deps } = arrange({ begun: { kind: "replay", attempt } });

    expect(await beginAttempt(deps, move, 60)).toEqual({ kind: "repeated" });
  });

  it.each([
    ["keyReused", "IDEMPOTENCY_KEY_REUSED"],
    ["notFound", "NOT_FOUND"],
    ["inProgress", "RESCHEDULE_IN_PROGRESS"],
    ["notMovable", "UNSUPPORTED_BOOKING"],
    ["coachBusy", "SLOT_TAKEN"],
  ])("is refused when the database says %s", async (kind, code) => {
    const { deps, getByUlid } = arrange({ begun: { kind } });

    expect(await beginAttempt(deps, move, 60)).toMatchObject({
      kind: "refused",
      refusal: { code },
    });
    expect(getByUlid).not.toHaveBeenCalled();
  });

  it("is refused, and counted, when too many of the person's attempts were never sent", async () => {
    const { deps } = arrange({ begun: { kind: "rateLimited", retryAfterMs: 9_000 } });

    expect(await beginAttempt(deps, move, 60)).toMatchObject({
      refusal: { code: "RATE_LIMITED", details: { retryAfterMs: 9_000 } },
    });
    expect(deps.telemetry.count).toHaveBeenCalledWith("reslot.rate_limited", { kind: "move" });
  });

  it("is refused with what the booking has become when it was changed", async () => {
    const { deps, getByUlid } = arrange({ begun: { kind: "changed", version: 4 } });

    expect(await beginAttempt(deps, move, 60)).toMatchObject({
      refusal: { code: "BOOKING_CHANGED", details: { version: 4, startTime: isoAt(5) } },
    });
    getByUlid.mockResolvedValue(null as never);
    expect(await beginAttempt(deps, move, 60)).toMatchObject({
      refusal: { code: "BOOKING_CHANGED", details: { version: 1 } },
    });
  });
});

describe("the hash of a request", () => {
  const hashOf = (changes: Partial<typeof move.input>) =>
    requestHash({ ...move.input, ...changes });
  const seen = { timeZone: "UTC", wallClock: "2026-12-02T11:00" };

  it("is the same for the same instants, whatever is left out or written otherwise", () => {
    const offset = isoAt(2).replace("11:00:00.000Z", "12:00:00+01:00");

    expect(offset).toContain("+01:00");
    expect(hashOf({ newStartTime: offset })).toBe(hashOf({}));
    expect(hashOf({ reason: "", overrideConflict: false })).toBe(hashOf({}));
  });

  it("is another one for another request", () => {
    const hashes = [
      {},
      { bookingUlid: "other" },
      { newStartTime: isoAt(1) },
      { newEndTime: isoAt(4) },
      { expectedVersion: 2 },
      { reason: "A clash" },
      { overrideConflict: true },
      { seen },
      { seen: { ...seen, timeZone: "Europe/London" } },
      { seen: { ...seen, wallClock: "2026-12-02T12:00" } },
      { seen: { ...seen, offset: "+00:00" } },
    ].map(hashOf);

    expect(new Set(hashes).size).toBe(hashes.length);
  });
});

describe("the permission to send", () => {
  const start = (deps: App) =>
    startSending(deps, { move, attempt, overriddenVerdict: "menteeBusy" });

  it("ends well before the lease, counted from when it was asked for", async () => {
    const { deps, markSending } = arrange({ marked: { kind: "sending", attempt } });

    expect(await start(deps)).toEqual({
      kind: "sending",
      attempt,
      deadline: now + timings.postTimeoutMs + 4_000,
    });
    expect(markSending).toHaveBeenCalledExactlyOnceWith({
      attemptUlid: attempt.ulid,
      fence: attempt.fence,
      leaseMs: timings.leaseMs,
      limits,
      overriddenVerdict: "menteeBusy",
    });
  });

  it("never ends after the lease", async () => {
    const { deps } = arrange({ marked: { kind: "sending", attempt } });
    const short = { ...timings, leaseMs: 10_000 };
    const settings = { ...deps.settings, timings: short };

    expect(await start({ ...deps, settings })).toMatchObject({ deadline: now + 10_000 });
  });

  it("is lost to another process", async () => {
    const { deps } = arrange({ marked: { kind: "leaseLost" } });

    expect(await start(deps)).toEqual({ kind: "leaseLost" });
  });

  it("is refused when the database does not answer", async () => {
    const marked = new Error("no database");

    expect(await start(arrange({ marked }).deps)).toEqual({ kind: "refused", cause: marked });
  });

  it("is refused beyond the limits, with a time to wait", async () => {
    const { deps } = arrange({ marked: { kind: "rateLimited", retryAfterMs: 9_000 } });

    expect(await start(deps)).toMatchObject({
      kind: "refused",
      cause: { code: "RATE_LIMITED", details: { retryAfterMs: 9_000 } },
    });
    expect(deps.telemetry.count).toHaveBeenCalledExactlyOnceWith("reslot.rate_limited", {
      kind: "move",
    });
  });
});

describe("an attempt of which nothing was sent", () => {
  const prepared = { ...attempt, state: "PREPARED" } as const;
  const abandon = async (cause: unknown) => {
    const process = arrange();
    const failure = await abandonAttempt(process.deps, { move, attempt: prepared, cause });
    expect(process.deps.caches.recentMoves.isMoving("old")).toBe(false);
    expect(process.log.error).toHaveBeenCalledExactlyOnceWith("CAL_RESCHEDULE_ERROR", failure, {
      attemptUlid: attempt.ulid,
    });
    return { failure, ended: process.attempts.fail.mock.calls };
  };

  it("ends with the reason, so that the next one can begin", async () => {
    const cause = new AppError("SLOT_TAKEN");
    const { failure, ended } = await abandon(cause);

    expect(failure).toBe(cause);
    expect(ended).toEqual([
      [
        {
          attemptUlid: attempt.ulid,
          fence: attempt.fence,
          state: "ABANDONED",
          errorCode: "SLOT_TAKEN {}",
        },
      ],
    ]);
  });

  it("words what failed at Cal.com for the person who tried", async () => {
    const { failure } = await abandon(new CalError("UNREACHABLE"));

    expect(failure.code).toBe("CAL_UNAVAILABLE");
    expect(failure.message).toMatch(/The meeting stays at/);
  });
});
