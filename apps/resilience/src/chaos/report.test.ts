import { describe, expect, it } from "vitest";
import { allCells } from "./scenarios.ts";
import { documentOf, lineOf, summaryOf } from "./report.ts";
import type { CellResult } from "./run-scenario.ts";

const [cell] = allCells().filter(({ killing }) => killing.key === "webInFlight");

function resultOf(violations: readonly string[]): CellResult {
  if (!cell) throw new Error("There is no such cell.");
  const moved = { kind: "data", data: { outcome: "moved" } } as const;
  return {
    cell,
    inFlight: "POST at Cal.com",
    errorCode: null,
    violations,
    tookMs: 5_000,
    after: {
      saw: { kind: "noAnswer" },
      status: "moved",
      repeated: moved,
      attemptState: "APPLIED",
      openMs: 3_200,
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
    },
  };
}

describe("the drill's report", () => {
  it("says in one line what was done, what the caller got, and what is broken", () => {
    expect(lineOf(resultOf([]))).toContain("no answer → moved");
    expect(lineOf(resultOf(["double move"]))).toMatch(/^✗ .*double move$/);
  });

  it("sums a run up", () => {
    const results = [resultOf([]), resultOf(["lost move"])];

    expect(summaryOf({ results, tookMs: 90_000 })).toBe(
      "2 cells, 2 programs killed, 2 moves made, 1 cells broken; the longest attempt was open for 3.2 s; 1.5 min",
    );
  });

  it("writes a document with its day and one row a cell", () => {
    const text = documentOf({ results: [resultOf([])], tookMs: 90_000, day: "2026-11-25" });

    expect(text).toContain("on 2026-11-25: 1 cells");
    expect(text.split("\n").filter((line) => line.startsWith("| "))).toHaveLength(3);
    expect(text).toMatch(/\| 1 move +\| 1 move +\| 2 +\| 2 +\| 3\.2 s +\| ok +\|/);
  });
});
