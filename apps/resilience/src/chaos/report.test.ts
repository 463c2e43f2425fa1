import { describe, expect, it } from "vitest";
import { figuresOf, lineOf, markdownOf, summaryOf } from "./report.ts";
import type { ScenarioResult } from "./run-scenario.ts";
import { allScenarios } from "./scenarios/all-scenarios.ts";

const [scenario] = allScenarios().filter(({ killPlan }) => killPlan.key === "webInFlight");

function resultWith(violations: readonly string[]): ScenarioResult {
  if (!scenario) throw new Error("There is no such scenario.");
  const moved = { kind: "data", data: { outcome: "moved" } } as const;
  return {
    scenario,
    inFlight: "POST at Cal.com",
    errorCode: null,
    violations,
    tookMs: 5_000,
    final: {
      response: { kind: "noResponse" },
      otherResponse: null,
      refusals: [],
      status: "moved",
      repeatedResponse: moved,
      attemptState: "APPLIED",
      openMs: 3_200,
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
    },
  };
}

describe("the report of a chaos run", () => {
  it("gives each scenario a line with its response, final status and violations", () => {
    expect(lineOf(resultWith([]))).toContain("no response → moved");
    expect(lineOf(resultWith(["double move"]))).toMatch(/^✗ .*double move$/);
  });

  it("sums a run up", () => {
    const results = [resultWith([]), resultWith(["lost move"])];

    expect(summaryOf({ results, planned: 2, tookMs: 90_000, limits: "real" })).toBe(
      "2 scenarios, 2 processes killed, 0 stopped, 2 moves made, 1 scenarios broken; the longest attempt was open for 3.2 s; 1.5 min",
    );
  });

  it("has the time of the run and one row per scenario", () => {
    const run = { results: [resultWith([])], planned: 1, tookMs: 90_000, limits: "real" } as const;

    const text = markdownOf(run, "2026-11-25T21:00:00.000Z");

    expect(text).toContain("run of 2026-11-25T21:00:00.000Z\n\n1 scenarios, ");
    expect(text).toContain("limited requests as a real Cal.com does");
    expect(text.split("\n").filter((line) => line.startsWith("| "))).toHaveLength(3);
    expect(text).toMatch(/\| 1 move +\| 1 move +\| 2 +\| 2 +\| 3\.2 s +\| ok +\|/);
  });
});

describe("the figures of a chaos run", () => {
  it("count the scenarios that show each violation", () => {
    const results = [resultWith(["lost move", "missing email"]), resultWith(["lost move"])];

    const figures = figuresOf({ results, planned: 2, tookMs: 0, limits: "real" });

    expect(figures).toMatchObject({
      scenarios: { value: 2, limit: 2, ok: true },
      "lost move": { value: 2, limit: 0, ok: false },
      "missing email": { value: 1, limit: 0, ok: false },
      "double move": { value: 0, limit: 0, ok: true },
      "injection point not reached": { value: 0, limit: 0, ok: true },
    });
  });

  it("miss the number of scenarios when one was not run", () => {
    expect(figuresOf({ results: [], planned: 1, tookMs: 0, limits: "real" })).toMatchObject({
      scenarios: { value: 0, limit: 1, ok: false },
    });
  });
});
