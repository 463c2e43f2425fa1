import { describe, expect, it } from "vitest";
import { createTally } from "../load/tally.ts";
import { areWithinLimits } from "../report/figures.ts";
import { figuresOf, markdownOf, type RollingResult } from "./report.ts";

const replaced = Array.from({ length: 8 }, (_, index) => ({
  name: `web${index}`,
  tookMs: 1_200,
  code: 0,
}));

function resultWith(change: Partial<RollingResult>): RollingResult {
  return {
    minutes: 10,
    replaced,
    scenarios: [{ name: "coach moves, mentee connected", outcome: "moved" }],
    tally: {
      ...createTally(),
      moves: { moved: 3, confirming: 1 },
      reads: { ok: 9 },
      moveMs: [800],
    },
    streams: { gapsMs: [900], changes: new Map(), protocols: new Set(["h2"]) },
    comparison: { meetings: 40, lost: 0, open: 0, mailedTwice: 0 },
    ...change,
  };
}

const tallyWith = (change: object) => ({ ...createTally(), ...change });

describe("a rolling run", () => {
  it("is good when nothing failed and every process was replaced", () => {
    expect(areWithinLimits(figuresOf(resultWith({})))).toBe(true);
  });

  it.each<[string, Partial<RollingResult>]>([
    ["a move failed", { tally: tallyWith({ moves: { SERVICE_BUSY: 1 } }) }],
    ["a read was not answered", { tally: tallyWith({ reads: { "status 0": 1 } }) }],
    ["a scenario found no time", { scenarios: [{ name: "a", outcome: "no mutual time" }] }],
    [
      "a meeting is not where Cal.com has it",
      { comparison: { meetings: 1, lost: 1, open: 0, mailedTwice: 0 } },
    ],
    ["an attempt stayed open", { comparison: { meetings: 1, lost: 0, open: 1, mailedTwice: 0 } }],
    ["a mail was sent twice", { comparison: { meetings: 1, lost: 0, open: 0, mailedTwice: 1 } }],
    ["a process was not replaced", { replaced: replaced.slice(1) }],
    [
      "a process was killed",
      { replaced: [...replaced.slice(1), { name: "web", tookMs: 9, code: 1 }] },
    ],
    [
      "an exit took too long",
      { replaced: [...replaced, { name: "web", tookMs: 10_001, code: 0 }] },
    ],
    [
      "a stream was away too long",
      { streams: { gapsMs: [10_001], changes: new Map(), protocols: new Set(["h2"]) } },
    ],
    [
      "no stream was interrupted",
      { streams: { gapsMs: [], changes: new Map(), protocols: new Set(["h2"]) } },
    ],
    [
      "a stream spoke HTTP/1.1",
      { streams: { gapsMs: [1], changes: new Map(), protocols: new Set(["http/1.1"]) } },
    ],
  ])("is not when %s", (_, change) => {
    expect(areWithinLimits(figuresOf(resultWith(change)))).toBe(false);
  });

  it("reports how long exits, streams and moves took", () => {
    const text = markdownOf(resultWith({}), {
      at: "2026-12-01T12:00:00Z",
      machine: "2 processors",
    });

    expect(text).toContain("3 × moved, 1 × confirming");
    expect(text).toContain("web0 1200 ms (0)");
    expect(text).toContain("800, 800 ms");
  });
});
