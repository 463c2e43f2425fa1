import { BASELINE, type ReaderResult } from "./readers.ts";
import {
  growthOf,
  type LoadResult,
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
export interface Run {
  readonly result: LoadResult;
  readonly day: string;
  /** The machine, for comparing two runs. */
  readonly machine: string;
}

/** One row per reader; ratios compare one connection with one of the bare route. */
function rowsOf({ readers }: LoadResult): string[][] {
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
function thresholdRowsOf(result: LoadResult): string[][] {
  const { moves, watchers, memory, readers, violations, faults, calCalls } = result;
  const failures =
    readers.reduce((total, { failed }) => total + sum(failed), 0) +
    sum(moves.failed) +
    sum(watchers.failed);
  const share = calCalls === 0 ? 0 : sum(faults) / calCalls;
  return [
    ["faults at Cal.com", "5 % of the calls", `${percent(share)} of ${calCalls}`],
    ["5xx and broken connections without a fault", "0", String(failures)],
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

function describeGrowth(memory: LoadResult["memory"], part: "heapUsed" | "rss"): string {
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
function describeTraffic({ moves, watchers, faults }: LoadResult): string[] {
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
export function textOf(result: LoadResult): string {
  const failures = missedThresholds(result).map((words) => `✗ ${words}`);
  return [
    tableOf([COLUMNS, ...rowsOf(result)]),
    "",
    ...describeTraffic(result),
    "",
    tableOf([["threshold", "limit", "measured"], ...thresholdRowsOf(result)]),
    ...(failures.length > 0 ? ["", ...failures] : []),
  ].join("\n");
}

/** The document that a run with `--write` leaves. */
export function documentOf(run: Run): string {
  const { result } = run;
  return [
    introduction(run),
    tableOf([["threshold", "limit", "measured"], ...thresholdRowsOf(result)]),
    "",
    tableOf([COLUMNS, ...rowsOf(result)]),
    "",
    ...describeTraffic(result).map((line) => `- ${line}`),
    ...missedSection(result),
    "",
  ].join("\n");
}

/** The thresholds that the run missed, if any. */
function missedSection(result: LoadResult): string[] {
  const failures = missedThresholds(result);
  if (failures.length === 0) return [];
  return ["", "Missed in this run:", "", ...failures.map((words) => `- ${words}`)];
}

/** A Markdown table with aligned columns. */
function tableOf(rows: readonly (readonly string[])[]): string {
  const [head = []] = rows;
  const widths = head.map((_, column) =>
    Math.max(3, ...rows.map((row) => (row[column] ?? "").length)),
  );
  const lineOf = (cells: readonly string[]) =>
    `| ${cells.map((text, column) => text.padEnd(widths[column] ?? 0)).join(" | ")} |`;
  const rule = `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`;
  return [lineOf(head), rule, ...rows.slice(1).map(lineOf)].join("\n");
}

function introduction({ result, day, machine }: Run): string {
  const { seconds: length, warmUpSeconds } = result;
  return `# Load: a crowd, with Cal.com failing now and then

Written by \`npm run load -- --write\` on ${day}, on ${machine}: ${length} s after ${warmUpSeconds} s of warm-up.

40 people with 200 meetings use the whole stack at once: the built web app, the worker, the database,
Cal.com and the mail inbox as programs of their own, all on one machine with the program that asks. 50 connections
are busy all the time: 35 read as fast as the answers come, 5 move meetings, 10 hold streams of changes open
and leave again. People call with their own API keys from addresses of their own, under the limits that a deployment has.

- **bare route** is \`/api/health?probe=live\` of the same server in the same minute: through the same middleware, and then nothing.
  Times of a shared machine mean little, so every other line is a ratio to it, for one connection each. Generator, database and stand-ins share
  the processors with the server, so the numbers are no capacity.
- **Faults** are set by chance at Cal.com's stand-in: connections reset and 500 after the work was done, 500 before it, 1.5 s
  of waiting, 429. "Cal.com unavailable" counts the answers that say so (\`CAL_UNAVAILABLE\`, \`CAL_RATE_LIMITED\`); any other 5xx is a failure.
- **limited** are \`RATE_LIMITED\` answers: no failure, and counted.
- **Memory** is read through the inspector before and after, with nobody asking for 5 s and after three garbage collections.
- **A move's own time** is from the request to the answer "moved", without the reschedule call at Cal.com and without waits that were set there.
- **A quiet machine** is needed: the move's bound is in seconds, and generator, database and stand-ins share the processors.
- **Invariants** are compared when nothing is on its way any more: database, Cal.com's own record and the inbox, by the rules of
  [the drill](chaos.md), for every meeting and every request to move one.
`;
}
