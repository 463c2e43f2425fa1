import { dayMs } from "@reslot/cal/time";
import { describe, expect, it } from "vitest";
import type { App } from "../app/app.ts";
import {
  arrangeProcess,
  booking,
  connectionOf,
  isoAt,
  newAtCal,
  oldAtCal,
} from "../../test/support/move-in-memory.ts";
import type { Answer } from "./answer.ts";
import { prepareAnswer } from "./prepare-answer.ts";

const pending = { ...oldAtCal, status: "pending" as const };

/** A coach declines a request that Cal.com has like this. */
function prepare(atCal: Parameters<typeof arrangeProcess>[0], verified = "verified") {
  const { deps, client } = arrangeProcess(atCal);
  const connections = {
    coach: connectionOf("coach", client),
    mentee: { status: "notConnected" as const },
  };
  const calAccounts = {
    verify: async () => (verified === "verified" ? { kind: verified, client } : { kind: verified }),
  };
  const answer = {
    kind: "decline",
    booking: { ...booking, status: "pending" },
    role: "coach",
    connections,
    input: {},
  } as unknown as Answer;
  return prepareAnswer({ ...deps, calAccounts } as unknown as App, answer);
}

const refusal = (code: string, details: object = {}) => ({
  kind: "refused",
  cause: expect.objectContaining({ code, details: expect.objectContaining(details) }),
});

describe("an answer is only given to a request", () => {
  it("that still waits, at the time that was read, with its own host", async () => {
    expect(await prepare({ atCal: [pending] })).toMatchObject({ kind: "ready" });
  });

  it.each([
    ["was confirmed", [oldAtCal]],
    ["was cancelled", [{ ...pending, status: "cancelled" as const }]],
    ["waits at another time", [{ ...pending, start: isoAt(5), end: isoAt(6) }]],
    [
      "was moved on",
      [{ ...pending, status: "cancelled" as const, rescheduledToUid: "new" }, newAtCal],
    ],
  ])("and not to one that %s", async (_what, atCal) => {
    expect(await prepare({ atCal })).toEqual(refusal("BOOKING_CHANGED"));
  });

  it("of the coach, whose token Cal.com accepts for members of a team too", async () => {
    const hosts = [{ id: 99, email: "other@example.com" }];

    expect(await prepare({ atCal: [{ ...pending, hosts }] })).toEqual(
      refusal("UNSUPPORTED_BOOKING", { reason: "hostChanged" }),
    );
  });

  it("that has not begun", async () => {
    const elapsedMs = dayMs;

    expect(await prepare({ atCal: [pending], elapsedMs })).toEqual(refusal("IN_THE_PAST"));
    expect(await prepare({ atCal: [pending], elapsedMs: elapsedMs - 1 })).toMatchObject({
      kind: "ready",
    });
  });

  it.each([
    ["notConnected", "CAL_NOT_CONNECTED"],
    ["needsReconnect", "CAL_RECONNECT_REQUIRED"],
  ])("by a coach whose token is good, not %s", async (verified, code) => {
    expect(await prepare({ atCal: [pending] }, verified)).toEqual(refusal(code, { who: "coach" }));
  });
});
