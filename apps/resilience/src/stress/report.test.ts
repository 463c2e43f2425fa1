import { describe, expect, it } from "vitest";
import { figuresOf, markdownOf, textOf } from "./report.ts";
import { type StressResult, missedThresholds } from "./thresholds.ts";

const MEGABYTE = 1_048_576;
const reader = (name: string, more: Partial<StressResult["readers"][number]> = {}) => ({
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
const good: StressResult = {
  readers: [
    reader("bare route"),
    reader("booking.get", { connections: 10, requests: 500, p95: 100, limited: 3 }),
  ],
  moves: {
    requested: 12,
    outcomes: { moved: 11, SLOT_TAKEN: 1 },
    failed: {},
    overheadP50: 300,
    overheadP95: 900,
    overheadMax: 2_900,
  },
  watchers: { opened: 9, events: 20, limited: 0, failed: {} },
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

const bad: StressResult = {
  ...good,
  readers: [reader("booking.get", { failed: { "500 INTERNAL": 2 } })],
  moves: { ...good.moves, overheadMax: 3_100, failed: { "0": 1 } },
  memory: { ...good.memory, after: { rss: 300 * MEGABYTE, heapUsed: 80 * MEGABYTE } },
  violations: ["lost move (01)"],
};

describe("the thresholds of a stress run", () => {
  it("are all met by a good run", () => {
    expect(missedThresholds(good)).toEqual([]);
  });

  it("are missed by failures, memory growth, a slow move and inconsistent records", () => {
    expect(missedThresholds(bad)).toEqual([
      "booking.get: 2 × 500 INTERNAL",
      "moves: 1 × 0",
      "heap grew by 60 %",
      "resident memory grew by 50 %",
      "a move took 3.1 s on top of Cal.com's own time",
      "lost move (01)",
    ]);
  });
});

describe("the report of a stress run", () => {
  it("compares each call with the bare route, per connection", () => {
    expect(textOf(good)).toMatch(
      /\| booking\.get +\| 10 +\| 500 +\| 50 +\| 0\.25 +\| 5\.00 +\| 3 /,
    );
  });

  it("has the time, the machine and each threshold with its measured value", () => {
    const run = { result: good, machine: "2 processors", limits: "real" } as const;

    const text = markdownOf(run, "2026-11-25T21:00:00.000Z");

    expect(text).toContain("run of 2026-11-25T21:00:00.000Z\n\nOn 2 processors: 300 s");
    expect(text).toContain("limited requests as a real Cal.com does");
    expect(text).toMatch(/5 % of the calls +\| 5 % of 200/);
    expect(text).toMatch(/\+10 % \(200 → 220 MB\)/);
    expect(text).toContain("12 moves: 11 moved, 1 SLOT_TAKEN.");
  });
});

describe("the figures of a stress run", () => {
  it("are within their limits after a good run", () => {
    const isWithin = Object.values(figuresOf(good)).map(({ ok }) => ok);

    expect(isWithin).toEqual([true, true, true, true, true]);
  });

  it("exceed their limits after a bad one", () => {
    expect(figuresOf(bad)).toEqual({
      failures: { value: 3, limit: 0, ok: false },
      "invariants broken": { value: 1, limit: 0, ok: false },
      "slowest move on top of Cal.com's own time, ms": { value: 3_100, limit: 3_000, ok: false },
      "heap growth, %": { value: 60, limit: 20, ok: false },
      "resident memory growth, %": { value: 50, limit: 20, ok: false },
    });
  });
});
