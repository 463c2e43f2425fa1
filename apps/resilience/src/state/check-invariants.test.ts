import { describe, expect, it } from "vitest";
import { checkInvariants, type FinalState } from "./check-invariants.ts";

const MAX_OPEN_MS = 9_000;

const moved: FinalState = {
  response: { kind: "data", data: { outcome: "moved" } },
  otherResponse: null,
  refusals: [],
  status: "moved",
  repeatedResponse: { kind: "data", data: { outcome: "moved" } },
  attemptState: "APPLIED",
  openMs: 100,
  downtimeMs: 0,
  isSettled: true,
  rescheduleCalls: 1,
  movesAtCal: 1,
  maxSuccessors: 1,
  movesInDatabase: 1,
  notifiableChanges: 1,
  changesToldApart: 1,
  isInSync: true,
  notifications: 2,
  emails: 2,
  distinctEmails: 2,
};

const refusal = { kind: "error", code: "CAL_UNAVAILABLE", message: "It stays." } as const;
const refused: FinalState = {
  ...moved,
  response: refusal,
  status: "failed",
  repeatedResponse: refusal,
  attemptState: "REJECTED",
  movesAtCal: 0,
  maxSuccessors: 0,
  movesInDatabase: 0,
  notifiableChanges: 0,
  changesToldApart: 0,
  notifications: 0,
  emails: 0,
  distinctEmails: 0,
};

const unrecorded: FinalState = {
  ...refused,
  response: { kind: "noResponse" },
  status: "unknown",
  repeatedResponse: null,
};

describe("checkInvariants", () => {
  it.each([
    ["made", moved],
    ["refused", refused],
    ["never recorded", unrecorded],
  ])("finds no violation after a move that was %s", (_, final) => {
    expect(checkInvariants(final, MAX_OPEN_MS)).toEqual([]);
  });

  it.each<[string, Partial<FinalState>]>([
    [
      "lost move",
      {
        movesInDatabase: 0,
        notifiableChanges: 0,
        notifications: 0,
        emails: 0,
        distinctEmails: 0,
      },
    ],
    ["database out of sync with Cal.com", { isInSync: false }],
    [
      "invented move",
      {
        movesInDatabase: 2,
        notifiableChanges: 2,
        notifications: 4,
        emails: 4,
        distinctEmails: 4,
      },
    ],
    ["double move", { maxSuccessors: 2 }],
    ["two reschedule calls for one attempt", { rescheduleCalls: 2 }],
    ["missing notification", { notifications: 1 }],
    ["duplicate notification", { notifications: 3 }],
    ["missing email", { emails: 1, distinctEmails: 1 }],
    ["missing email", { notifiableChanges: 2, changesToldApart: 2, notifications: 4 }],
    ["duplicate email", { emails: 3 }],
    ["duplicate email", { distinctEmails: 1 }],
    ["still in flight", { isSettled: false }],
    ["in flight too long", { openMs: MAX_OPEN_MS + 1 }],
    ["reported as failed but moved", { response: refusal }],
    ["reported as failed but moved", { otherResponse: refusal }],
    ["answered with an internal error", { refusals: ["SERVICE_BUSY", "INTERNAL"] }],
    ["different result for the same request", { repeatedResponse: refusal }],
  ])("reports the violation: %s", (violation, change) => {
    expect(checkInvariants({ ...moved, ...change }, MAX_OPEN_MS)).toContain(violation);
  });

  it("reports the violation: reported as moved but not moved", () => {
    const final = { ...refused, response: moved.response };

    expect(checkInvariants(final, MAX_OPEN_MS)).toContain("reported as moved but not moved");
    const byOther = { ...refused, otherResponse: moved.response };
    expect(checkInvariants(byOther, MAX_OPEN_MS)).toContain("reported as moved but not moved");
  });

  it("allows an attempt to be open for as long again as a process was down", () => {
    expect(
      checkInvariants({ ...moved, openMs: MAX_OPEN_MS + 3_000, downtimeMs: 3_000 }, MAX_OPEN_MS),
    ).toEqual([]);
  });

  it.each(["INTERNAL", "SERVICE_BUSY"])("treats %s as an outcome that claims nothing", (code) => {
    const response = { kind: "error", code, message: "It is not known." } as const;

    expect(checkInvariants({ ...moved, response }, MAX_OPEN_MS)).toEqual([]);
  });
});
