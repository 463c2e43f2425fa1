import { describe, expect, it } from "vitest";
import type { CellResult } from "./run-cell.ts";
import { brokenRules, tableOf } from "./table.ts";

const good: CellResult = {
  cell: { dependency: "database", fault: "slow", phase: "after" },
  answers: [
    { code: "confirming", at: 8_012 },
    { code: "moved", at: 16_200 },
  ],
  faultEndedAt: 15_400,
  posts: 1,
  state: "APPLIED",
  movedAtCal: true,
  notifications: 2,
  mailedAt: 17_000,
};

describe("a cell of the fault table", () => {
  it("is good when the move was made once, told and recorded", () => {
    expect(brokenRules(good)).toEqual([]);
  });

  it.each<[Partial<CellResult>, string]>([
    [{ answers: [{ code: "INTERNAL", at: 1 }, ...good.answers] }, "answered INTERNAL"],
    [
      { answers: [{ code: "UNAUTHENTICATED", at: 1 }, ...good.answers] },
      "answered UNAUTHENTICATED",
    ],
    [{ posts: 2 }, "2 POSTs"],
    [{ answers: good.answers.slice(0, 1), movedAtCal: false }, "ended as confirming"],
    [{ state: "UNKNOWN" }, "stored as UNKNOWN"],
    [{ movedAtCal: false }, "the answer is not what Cal.com has"],
    [{ notifications: 1 }, "1 notifications"],
    [{ mailedAt: null }, "mail was not sent"],
  ])("is broken with %j", (change, why) => {
    expect(brokenRules({ ...good, ...change })).toContain(why);
  });

  it("is a row that says what was seen, stored and repaired, and when", () => {
    expect(tableOf([good]).split("\n").at(-1)).toBe(
      "| database   | slow, 12 s | after the POST | confirming at 8.0 s, moved at 16.2 s | APPLIED, 1 POST, 2 notifications | answer at 16.2 s, mail at 17.0 s; fault until 15.4 s |",
    );
  });
});
