import { markdownTable } from "../report/markdown-table.ts";
import { atMost, type Figure, type Figures } from "../report/figures.ts";
import { type CalLimits, describeLimits } from "../state/prepare-cal.ts";
import { BASELINE, type ReaderResult } from "./readers.ts";
import {
  growthOf,
  type StressResult,
  MAX_MEMORY_GROWTH,
  MAX_OVERHEAD_MS,
  missedThresholds,
  seconds,
} from "./thresholds.ts";

const COLUMNS = [
  "call",
  "connections",
  "requests",
  "per second",
  "rate ÷ bare",
  "p95 ÷ bare",
  "limited",
  "Cal.com unavailable",
  "failed",
];
const MEGABYTE = 1_048_576;

/** A finished run. */
export interface StressRun {
  readonly result: StressResult;
  /** The machine, for comparing two runs. */
  readonly machine: string;
  readonly limits: CalLimits;
}

/** One row per reader; ratios compare one connection with one of the bare route. */
function rowsOf({ readers }: StressResult): string[][] {
  const bare = readers.find(({ name }) => name === BASELINE);
  return readers.map((reader) => [
    reader.name,
    String(reader.connections),
    String(reader.requests),
    (reader.requests / reader.seconds).toFixed(0),
    bare ? (rateOf(reader) / rateOf(bare)).toFixed(2) : "",
    bare ? (reader.p95 / bare.p95).toFixed(2) : "",
    String(reader.limited),
    String(reader.injected),
    String(sum(reader.failed)),
  ]);
}

/** Requests per second and connection. */
function rateOf({ requests, seconds: length, connections }: ReaderResult): number {
  return requests / length / connections;
}

function sum(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((total, count) => total + count, 0);
}

/** Each threshold with the value measured. */
function thresholdRowsOf(result: StressResult): string[][] {
  const { moves, memory, violations, faults, calCalls } = result;
  const share = calCalls === 0 ? 0 : sum(faults) / calCalls;
  return [
    ["faults at Cal.com", "5 % of the calls", `${percent(share)} of ${calCalls}`],
    ["5xx and broken connections without a fault", "0", String(countFailures(result))],
    ["invariants broken", "0", String(violations.length)],
    [
      "slowest move, on top of Cal.com's own time",
      `≤ ${seconds(MAX_OVERHEAD_MS)}`,
      `${seconds(moves.overheadMax)} (p95 ${seconds(moves.overheadP95)}, median ${seconds(moves.overheadP50)})`,
    ],
    [
      "heap after garbage collection",
      `< +${percent(MAX_MEMORY_GROWTH)}`,
      describeGrowth(memory, "heapUsed"),
    ],
    [
      "resident memory after garbage collection",
      `< +${percent(MAX_MEMORY_GROWTH)}`,
      describeGrowth(memory, "rss"),
    ],
  ];
}

function countFailures({ readers, moves, watchers }: StressResult): number {
  const failedReads = readers.reduce((total, { failed }) => total + sum(failed), 0);
  return failedReads + sum(moves.failed) + sum(watchers.failed);
}

function describeGrowth(memory: StressResult["memory"], part: "heapUsed" | "rss"): string {
  const growth = growthOf(memory, part);
  const sign = growth < 0 ? "−" : "+";
  const [before, after] = [memory.before[part], memory.after[part]].map((bytes) =>
    (bytes / MEGABYTE).toFixed(0),
  );
  return `${sign}${percent(Math.abs(growth))} (${before} → ${after} MB)`;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(share > 0 && share < 0.095 ? 1 : 0)} %`.replace(".0 %", " %");
}

/** Moves, streams and faults in words. */
function describeTraffic({ moves, watchers, faults }: StressResult): string[] {
  return [
    `${moves.requested} moves: ${listCounts(moves.outcomes)}.`,
    `${watchers.opened} streams opened and closed, ${watchers.events} changes received${watchers.limited > 0 ? `, ${watchers.limited} streams rate limited` : ""}.`,
    `Faults: ${listCounts(faults)}.`,
  ];
}

function listCounts(counts: Readonly<Record<string, number>>): string {
  const parts = Object.entries(counts)
    .toSorted(([, left], [, right]) => right - left)
    .map(([what, count]) => `${count} ${what}`);
  return parts.join(", ") || "none";
}

/** For the terminal. */
export function textOf(result: StressResult): string {
  const failures = missedThresholds(result).map((words) => `✗ ${words}`);
  return [
    markdownTable([COLUMNS, ...rowsOf(result)]),
    "",
    ...describeTraffic(result),
    "",
    markdownTable([["threshold", "limit", "measured"], ...thresholdRowsOf(result)]),
    ...(failures.length > 0 ? ["", ...failures] : []),
  ].join("\n");
}

/** The thresholds that the run missed, if any. */
function missedSection(result: StressResult): string[] {
  const failures = missedThresholds(result);
  if (failures.length === 0) return [];
  return ["", "Missed in this run:", "", ...failures.map((words) => `- ${words}`)];
}

/** Each threshold as a figure. */
export function figuresOf(result: StressResult): Figures {
  const { moves, memory, violations } = result;
  return {
    failures: atMost(countFailures(result), 0),
    "invariants broken": atMost(violations.length, 0),
    "slowest move on top of Cal.com's own time, ms": atMost(moves.overheadMax, MAX_OVERHEAD_MS),
    "heap growth, %": growthFigure(growthOf(memory, "heapUsed")),
    "resident memory growth, %": growthFigure(growthOf(memory, "rss")),
  };
}

function growthFigure(growth: number): Figure {
  const value = Math.round(growth * 1_000) / 10;
  return { value, limit: MAX_MEMORY_GROWTH * 100, ok: growth <= MAX_MEMORY_GROWTH };
}

/** Everything that the run measured. docs/load.md explains the rows and columns. */
export function markdownOf({ result, machine, limits }: StressRun, at: string): string {
  const { seconds: length, warmUpSeconds } = result;
  return [
    `# Stress run of ${at}`,
    "",
    `On ${machine}: ${length} s after ${warmUpSeconds} s of warm-up. ${describeLimits(limits)}`,
    "",
    markdownTable([["threshold", "limit", "measured"], ...thresholdRowsOf(result)]),
    "",
    markdownTable([COLUMNS, ...rowsOf(result)]),
    "",
    ...describeTraffic(result).map((line) => `- ${line}`),
    ...missedSection(result),
    "",
  ].join("\n");
}
