import { describe, expect, it } from "vitest";
import { broken, type LoadResult } from "./thresholds.ts";
import { documentOf, textOf } from "./report.ts";

const MEGABYTE = 1_048_576;
const reading = (name: string, more: Partial<LoadResult["readings"][number]> = {}) => ({
  name,
  connections: 5,
  requests: 1_000,
  seconds: 10,
  p50: 10,
  p95: 20,
  limited: 0,
  injected: 0,
  failed: {},
  ...more,
});
const good: LoadResult = {
  readings: [
    reading("bare route"),
    reading("booking.get", { connections: 10, requests: 500, p95: 100, limited: 3 }),
  ],
  moves: {
    asked: 12,
    answers: { moved: 11, SLOT_TAKEN: 1 },
    failed: {},
    ownP50: 300,
    ownP95: 900,
    ownMax: 2_900,
  },
  watched: { opened: 9, events: 20, limited: 0, failed: {} },
  seconds: 300,
  warmUpSeconds: 60,
  memory: {
    before: { rss: 200 * MEGABYTE, heapUsed: 50 * MEGABYTE },
    after: { rss: 220 * MEGABYTE, heapUsed: 49 * MEGABYTE },
  },
  calCalls: 200,
  faults: { delay: 6, rateLimit: 4 },
  violations: [],
};

describe("the bounds of the load run", () => {
  it("hold for a good run", () => {
    expect(broken(good)).toEqual([]);
  });

  it("are broken by a failure, by memory, by a slow move and by records that differ", () => {
    const bad: LoadResult = {
      ...good,
      readings: [reading("booking.get", { failed: { "500 INTERNAL": 2 } })],
      moves: { ...good.moves, ownMax: 3_100, failed: { "0": 1 } },
      memory: { ...good.memory, after: { rss: 300 * MEGABYTE, heapUsed: 80 * MEGABYTE } },
      violations: ["lost move (01)"],
    };

    expect(broken(bad)).toEqual([
      "booking.get: 2 × 500 INTERNAL",
      "who moves: 1 × 0",
      "heap grew by 60 %",
      "resident memory grew by 50 %",
      "a move took 3.1 s beyond Cal.com's own time",
      "lost move (01)",
    ]);
  });
});

describe("the report of the load run", () => {
  it("compares one connection with one of the bare route", () => {
    expect(textOf(good)).toMatch(
      /\| booking\.get +\| 10 +\| 500 +\| 50 +\| 0\.25 +\| 5\.00 +\| 3 /,
    );
  });

  it("writes down what was measured against each bound, and the day", () => {
    const text = documentOf({ result: good, day: "2026-11-25", machine: "2 processors" });

    expect(text).toContain("on 2026-11-25, on 2 processors");
    expect(text).toMatch(/5 % of the calls +\| 5 % of 200/);
    expect(text).toMatch(/\+10 % \(200 → 220 MB\)/);
    expect(text).toContain("12 moves: 11 moved, 1 SLOT_TAKEN.");
  });
});
