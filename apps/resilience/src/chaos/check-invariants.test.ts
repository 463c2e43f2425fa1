import { describe, expect, it } from "vitest";
import { type Aftermath, judge } from "./check-invariants.ts";
import { SWEEP_MS, TIMINGS } from "./timings.ts";

const moved: Aftermath = {
  saw: { kind: "data", data: { outcome: "moved" } },
  status: "moved",
  repeated: { kind: "data", data: { outcome: "moved" } },
  attemptState: "APPLIED",
  openMs: 100,
  downMs: 0,
  isQuiet: true,
  posts: 1,
  movesAtCal: 1,
  widestFork: 1,
  movesInDatabase: 1,
  news: 1,
  inStep: true,
  notifications: 2,
  mails: 2,
  distinctMails: 2,
};

const refusal = { kind: "error", code: "CAL_UNAVAILABLE", message: "It stays." } as const;
const refused: Aftermath = {
  ...moved,
  saw: refusal,
  status: "failed",
  repeated: refusal,
  attemptState: "REJECTED",
  movesAtCal: 0,
  widestFork: 0,
  movesInDatabase: 0,
  news: 0,
  notifications: 0,
  mails: 0,
  distinctMails: 0,
};

describe("judge", () => {
  it("finds nothing wrong with a move that was made, refused, or never begun", () => {
    expect(judge(moved)).toEqual([]);
    expect(judge(refused)).toEqual([]);
    expect(
      judge({ ...refused, saw: { kind: "noAnswer" }, status: "unknown", repeated: null }),
    ).toEqual([]);
  });

  it.each<[string, Partial<Aftermath>]>([
    ["lost move", { movesInDatabase: 0, news: 0, notifications: 0, mails: 0, distinctMails: 0 }],
    ["database out of step with Cal.com", { inStep: false }],
    [
      "invented move",
      { movesInDatabase: 2, news: 2, notifications: 4, mails: 4, distinctMails: 4 },
    ],
    ["double move", { widestFork: 2 }],
    ["two calls for one attempt", { posts: 2 }],
    ["missing notification", { notifications: 1 }],
    ["duplicate notification", { notifications: 3 }],
    ["missing mail", { mails: 1, distinctMails: 1 }],
    ["duplicate mail", { mails: 3 }],
    ["duplicate mail", { distinctMails: 1 }],
    ["still in flight", { isQuiet: false }],
    ["in flight too long", { openMs: TIMINGS.quietMs + 2 * SWEEP_MS + 1 }],
    ["called failed, and had moved", { saw: refusal }],
    ["another answer to the same request", { repeated: refusal }],
  ])("names a %s", (words, change) => {
    expect(judge({ ...moved, ...change })).toContain(words);
  });

  it("names a move that was announced and not made", () => {
    expect(judge({ ...refused, saw: moved.saw })).toContain("called moved, and had not");
  });

  it("adds the time in which nobody could look", () => {
    expect(judge({ ...moved, openMs: 9_000, downMs: 3_000 })).toEqual([]);
  });

  it("takes an internal error for what it says: that nobody knows", () => {
    const saw = { kind: "error", code: "INTERNAL", message: "It is not known." } as const;

    expect(judge({ ...moved, saw })).toEqual([]);
  });
});
