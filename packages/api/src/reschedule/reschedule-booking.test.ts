import { CalError } from "@reslot/cal";
import { describe, expect, it, vi } from "vitest";
import type { App } from "../app/app.ts";
import { eventTypeAtCal } from "../../test/support/arrange-calendars.ts";
import {
  arrangeProcess,
  attempt,
  booking,
  connectionOf,
  isoAt,
  moveBy,
  newAtCal,
  oldAtCal,
  timings,
} from "../../test/support/move-in-memory.ts";
import { requestHash } from "./attempt.ts";
import { rescheduleBooking } from "./reschedule-booking.ts";

interface World {
  begun?: object;
  marked?: object;
  moved?: Partial<typeof newAtCal>;
  /** What is stored of the attempt when it is read. */
  stored?: object;
  starts?: readonly string[];
  respondWithinMs?: number | undefined;
}

/** A coach moves a meeting whose mentee is not connected. */
function arrange({
  begun = { kind: "created", attempt },
  marked = { kind: "sending", attempt },
  moved = {},
  stored = {},
  starts = [attempt.toStartTime],
  respondWithinMs,
}: World = {}) {
  const successor = { ...newAtCal, ...moved };
  const process = arrangeProcess({ atCal: [oldAtCal, successor] });
  process.client.bookings.reschedule.mockResolvedValue(successor);
  const client = {
    ...process.client,
    slots: { list: async () => [...starts] },
    eventTypes: { get: async () => eventTypeAtCal },
  };
  const move = moveBy("coach", {
    connections: { coach: connectionOf("coach", client), mentee: { status: "notConnected" } },
  });
  const attempts = {
    ...process.attempts,
    begin: vi.fn(async () => begun),
    markSending: vi.fn(async () => marked),
    get: vi.fn(async () => ({ ...attempt, requestHash: requestHash(move.input), ...stored })),
    getInFlight: async () => null,
  };
  const deps = {
    ...process.deps,
    telemetry: { count: vi.fn() },
    settings: {
      timings: { ...timings, ...(respondWithinMs !== undefined && { respondWithinMs }) },
      cal: {},
      limits: {},
    },
    calAccounts: { verify: async () => ({ kind: "verified", client }) },
    db: {
      ...process.deps.db,
      attempts,
      calConnections: { get: async () => null },
      consents: { get: async () => null, askFirst: async () => false },
      reminders: { lastSentAt: async () => null },
      bookings: process.bookings,
    },
  } as unknown as App;
  deps.caches.recentMoves.finish(attempt.ulid);
  const run = (changes: Partial<typeof move.input> = {}) =>
    rescheduleBooking(deps, { ...move, input: { ...move.input, ...changes } });
  return { run, process, attempts, deps, post: process.client.bookings.reschedule };
}

const prepared = { ...attempt, state: "PREPARED" };

describe("a move", () => {
  it("is recorded, sent once, and answered with the booking as Cal.com has it now", async () => {
    const { run, post, attempts, deps } = arrange();

    expect(await run()).toMatchObject({
      outcome: "moved",
      attemptUlid: attempt.ulid,
      booking: {
        startTime: isoAt(2),
        endTime: isoAt(3),
        durationMinutes: 60,
        status: "accepted",
        version: 2,
        upstreamChanged: false,
      },
    });
    expect(post).toHaveBeenCalledOnce();
    expect(attempts.get).not.toHaveBeenCalled();
    expect(deps.caches.recentMoves.isMoving("old")).toBe(false);
  });

  it("may wait for the coach's confirmation", async () => {
    expect(await arrange({ moved: { status: "pending" } }).run()).toMatchObject({
      outcome: "awaitingConfirmation",
      booking: { status: "pending" },
    });
  });

  it("has the length that Cal.com gave it, in whole minutes", async () => {
    const end = isoAt(3.2505);

    expect(await arrange({ moved: { end } }).run()).toMatchObject({
      booking: { durationMinutes: 76, endTime: end },
    });
  });

  it("that is not valid is not begun, and is the result of what it repeats", async () => {
    const given = arrange({ stored: { state: "UNKNOWN" } });

    expect(await given.run({ expectedVersion: 7 }).catch((error: unknown) => error)).toMatchObject({
      code: "IDEMPOTENCY_KEY_REUSED",
    });
    expect(given.attempts.begin).not.toHaveBeenCalled();
  });

  it.each([
    ["inProgress", "RESCHEDULE_IN_PROGRESS"],
    ["coachBusy", "SLOT_TAKEN"],
  ])("is refused and not sent when another one is first (%s)", async (kind, code) => {
    const { run, post, attempts } = arrange({ begun: { kind } });

    await expect(run()).rejects.toMatchObject({ code });
    expect(post).not.toHaveBeenCalled();
    expect(attempts.fail).not.toHaveBeenCalled();
  });

  it("that is repeated has the result of the first, and is not sent", async () => {
    const { run, post } = arrange({
      begun: { kind: "replay", attempt },
      stored: { state: "UNKNOWN" },
    });

    expect(await run()).toMatchObject({ outcome: "confirming" });
    expect(post).not.toHaveBeenCalled();
  });

  it("is abandoned, and not sent, when a calendar rules it out", async () => {
    const { run, post, attempts } = arrange({ starts: [] });

    await expect(run()).rejects.toMatchObject({ code: "SLOT_TAKEN" });
    expect(attempts.takeBack).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({ errorCode: expect.stringMatching(/^SLOT_TAKEN/) }),
    );
    expect(attempts.markSending).not.toHaveBeenCalled();
    expect(post).not.toHaveBeenCalled();
  });

  it("asks for permission to send only where its attempt has none yet", async () => {
    const [sending, waiting] = [
      arrange(),
      arrange({ begun: { kind: "created", attempt: prepared } }),
    ];

    expect(await sending.run()).toMatchObject({ outcome: "moved" });
    expect(await waiting.run()).toMatchObject({ outcome: "moved" });
    expect(sending.attempts.markSending).not.toHaveBeenCalled();
    expect(waiting.attempts.markSending).toHaveBeenCalledOnce();
  });

  it("is not sent by a process that has lost it", async () => {
    const { run, post, attempts } = arrange({
      begun: { kind: "created", attempt: prepared },
      marked: { kind: "leaseLost" },
      stored: { state: "UNKNOWN" },
    });

    expect(await run()).toMatchObject({ outcome: "confirming" });
    expect(post).not.toHaveBeenCalled();
    expect(attempts.fail).not.toHaveBeenCalled();
  });

  it("is abandoned beyond the limits", async () => {
    const limited = { kind: "rateLimited", retryAfterMs: 1_000 };
    const early = arrange({ begun: limited });
    await expect(early.run()).rejects.toMatchObject({ code: "RATE_LIMITED" });
    expect(early.post).not.toHaveBeenCalled();

    const begun = { kind: "created", attempt: prepared };
    const { run, post, attempts } = arrange({ begun, marked: limited });

    await expect(run()).rejects.toMatchObject({ code: "RATE_LIMITED" });
    expect(attempts.fail).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({ state: "ABANDONED" }),
    );
    expect(post).not.toHaveBeenCalled();
  });

  it("is confirming when Cal.com's answer is lost", async () => {
    const { run, post, deps } = arrange({ stored: { state: "UNKNOWN" } });
    post.mockRejectedValue(new CalError("UNREACHABLE", { isWrite: true }));

    expect(await run()).toMatchObject({ outcome: "confirming" });
    expect(deps.caches.recentMoves.isMoving("old")).toBe(true);
  });

  it("is confirming when Cal.com takes longer than a person waits", async () => {
    const { run, post } = arrange({ respondWithinMs: 1, stored: { state: "SENDING" } });
    post.mockReturnValue(new Promise(() => undefined));

    expect(await run()).toMatchObject({ outcome: "confirming" });
  });

  it("is waited for eight seconds where nothing else is set", async () => {
    vi.useFakeTimers();
    const { run, post } = arrange({ stored: { state: "SENDING" } });
    post.mockReturnValue(new Promise(() => undefined));
    const answered = vi.fn();
    const result = run().then(answered);

    await vi.advanceTimersByTimeAsync(7_999);
    expect(answered).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    await result;
    vi.useRealTimers();

    expect(answered).toHaveBeenCalledWith(expect.objectContaining({ outcome: "confirming" }));
  });

  it("may be as long as the meeting's slots say where the event type cannot be read", async () => {
    const { run, deps, attempts } = arrange();
    vi.spyOn(deps.caches.eventTypes, "get").mockResolvedValue(null);
    const defaultLength = vi.fn(async () => 90);
    const cal = vi.fn(() => ({ slots: { defaultLength } }));
    deps.cal = cal as unknown as App["cal"];
    await run().catch(() => undefined);

    expect(defaultLength).toHaveBeenCalledOnce();
    expect(cal).toHaveBeenCalledExactlyOnceWith(
      { of: "anonymous", eventTypeId: 5 },
      { purpose: "move", by: "coach" },
    );
    expect(attempts.begin).toHaveBeenCalledWith(
      expect.objectContaining({ toStartTime: isoAt(2), toEndTime: isoAt(3.5) }),
    );
    expect(booking.eventType).toBeNull();
  });
});
