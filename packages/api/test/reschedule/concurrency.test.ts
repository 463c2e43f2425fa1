import { ulid } from "ulid";
import { describe, expect, it, vi } from "vitest";
import { apiScopes, createCaller, createContext } from "../../src/index.ts";
import { createCalClient, createPorts } from "../../src/server.ts";
import { arrangeMeeting, settingsWith } from "../support/meeting.ts";
import { addFault, calLog, countMoves, stack } from "../support/services.ts";

describe("concurrent moves of one meeting", () => {
  it("let exactly one of two people through and tell the other what happened", async () => {
    const meeting = await arrangeMeeting();

    const results = await Promise.allSettled([
      meeting.as("coach").booking.reschedule(meeting.moveTo(11)),
      meeting.as("mentee").booking.reschedule(meeting.moveTo(12)),
    ]);

    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(results.find(({ status }) => status === "rejected")).toMatchObject({
      reason: {
        code: "CONFLICT",
        cause: { code: expect.stringMatching(/RESCHEDULE_IN_PROGRESS|BOOKING_CHANGED/) },
      },
    });
    expect(await countMoves()).toBe(1);
    expect((await meeting.row()).version).toBe(2);
  });

  it("let one of twenty callers in two processes through, with one call to Cal.com", async () => {
    // Connecting tells the limit of the accounts: the smallest one, assumed until then, is too small for twenty at once.
    const meeting = await arrangeMeeting({ isImported: true });
    const processes = [
      meeting.ports,
      createPorts(settingsWith(), {
        identity: meeting.ports.identity,
        log: { info: () => undefined, error: () => undefined },
      }),
    ];
    const request = { origin: null, contentType: "application/json", requestId: ulid() };
    const movers = Array.from({ length: 20 }, (_, index) => {
      const { clerkUserId } = meeting.people[index % 3 === 0 ? "coach" : "mentee"];
      const caller = { kind: "apiKey", clerkUserId, scopes: apiScopes } as const;
      const ports = processes[index % 2] ?? meeting.ports;
      return createCaller(() => createContext(ports)({ caller, request }));
    });

    const results = await Promise.allSettled(
      movers.map((mover, index) => mover.booking.reschedule(meeting.moveTo(10 + (index % 4)))),
    );

    const refusals = results.flatMap((each) =>
      each.status === "rejected" ? [(each.reason as { cause: { code: string } }).cause.code] : [],
    );
    expect(refusals).toHaveLength(19);
    for (const code of refusals) {
      expect(["RESCHEDULE_IN_PROGRESS", "BOOKING_CHANGED"]).toContain(code);
    }
    expect(await countMoves()).toBe(1);
    expect((await meeting.row()).version).toBe(2);
  });

  it("answer a double click alike, with one call to Cal.com", async () => {
    const meeting = await arrangeMeeting();
    const move = meeting.moveTo(11);

    const results = await Promise.all([
      meeting.as("coach").booking.reschedule(move),
      meeting.as("coach").booking.reschedule(move),
    ]);

    expect(new Set(results.map(({ attemptUlid }) => attemptUlid)).size).toBe(1);
    expect(await countMoves()).toBe(1);
  });
});

describe("the rate limit of moves", () => {
  it("counts only moves that reached Cal.com, and says when to retry", async () => {
    const meeting = await arrangeMeeting({ limits: { personPerMinute: 1 } });
    await expect(meeting.as("coach").booking.reschedule(meeting.moveTo(20))).rejects.toMatchObject({
      cause: { code: "SLOT_TAKEN" },
    });
    await meeting.as("coach").booking.reschedule(meeting.moveTo(11));

    const next = { ...meeting.moveTo(12), expectedVersion: 2 };

    await expect(meeting.as("coach").booking.reschedule(next)).rejects.toMatchObject({
      code: "TOO_MANY_REQUESTS",
      cause: { code: "RATE_LIMITED", details: { retryAfterMs: expect.any(Number) } },
    });
    expect(await countMoves()).toBe(1);
    expect(
      await meeting
        .as("mentee")
        .booking.reschedule({ ...next, attemptUlid: meeting.moveTo(12).attemptUlid }),
    ).toMatchObject({
      outcome: "moved",
    });
  });
});

describe("a move during many reads", () => {
  it("does not wait for them: its own reads have a queue of their own", async () => {
    const meeting = await arrangeMeeting();
    await addFault({ operation: "slots", fault: "hang", times: 20 });
    const end = new AbortController();
    const { slots } = createCalClient({ baseUrl: stack.calUrl, timeouts: { readMs: 60_000 } });
    const day = { start: "2030-01-01", end: "2030-01-02" };
    // As many as may be under way at once, and as many as may wait.
    const storm = Array.from({ length: 70 }, () =>
      slots.list({ eventTypeId: 1, ...day }, { signal: end.signal }).catch(() => null),
    );
    const unanswered = async () => (await calLog()).filter(({ status }) => status === 0).length;
    await vi.waitFor(async () => expect(await unanswered()).toBe(20), { timeout: 20_000 });

    const moved = await meeting.as("coach").booking.reschedule(meeting.moveTo(11));

    expect(moved.outcome).toBe("moved");
    expect(await unanswered()).toBe(20);
    end.abort();
    await Promise.all(storm);
  });
});
