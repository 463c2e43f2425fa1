import { BARE, type ReadingResult } from "./readers.ts";
import {
  broken,
  growthOf,
  type LoadResult,
  MEMORY_BOUND,
  OWN_TIME_BOUND_MS,
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
  "Cal.com away",
  "failed",
];
const MEGABYTE = 1_048_576;

/** What a run with `--write` leaves, and without one prints. */
export interface Run {
  readonly result: LoadResult;
  readonly day: string;
  /** Of the machine, for whoever compares two runs. */
  readonly machine: string;
}

/** The readings as text cells; ratios are of one connection against one of the bare route. */
function rowsOf({ readings }: LoadResult): string[][] {
  const bare = readings.find(({ name }) => name === BARE);
  return readings.map((reading) => [
    reading.name,
    String(reading.connections),
    String(reading.requests),
    (reading.requests / reading.seconds).toFixed(0),
    bare ? (rateOf(reading) / rateOf(bare)).toFixed(2) : "",
    bare ? (reading.p95 / bare.p95).toFixed(2) : "",
    String(reading.limited),
    String(reading.injected),
    String(sum(reading.failed)),
  ]);
}

/** Requests a second of one connection. */
function rateOf({ requests, seconds: length, connections }: ReadingResult): number {
  return requests / length / connections;
}

function sum(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((total, count) => total + count, 0);
}

/** The bounds, each with what was measured against it. */
function boundRowsOf(result: LoadResult): string[][] {
  const { moves, watched, memory, readings, violations, faults, calCalls } = result;
  const failures =
    readings.reduce((total, { failed }) => total + sum(failed), 0) +
    sum(moves.failed) +
    sum(watched.failed);
  const share = calCalls === 0 ? 0 : sum(faults) / calCalls;
  return [
    ["faults at Cal.com", "5 % of the calls", `${percent(share)} of ${calCalls}`],
    ["5xx and broken connections that no fault explains", "0", String(failures)],
    ["invariant breaks", "0", String(violations.length)],
    [
      "a move beyond Cal.com's own time, slowest",
      `≤ ${seconds(OWN_TIME_BOUND_MS)}`,
      `${seconds(moves.ownMax)} (p95 ${seconds(moves.ownP95)}, half ${seconds(moves.ownP50)})`,
    ],
    ["heap after garbage collection", `< +${percent(MEMORY_BOUND)}`, grownBy(memory, "heapUsed")],
    ["resident memory then", `< +${percent(MEMORY_BOUND)}`, grownBy(memory, "rss")],
  ];
}

function grownBy(memory: LoadResult["memory"], part: "heapUsed" | "rss"): string {
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

/** Moves and streams in words. */
function trafficOf({ moves, watched, faults }: LoadResult): string[] {
  return [
    `${moves.asked} moves: ${counted(moves.answers)}.`,
    `${watched.opened} streams opened and left again, ${watched.events} changes told${watched.limited > 0 ? `, ${watched.limited} refused as too many` : ""}.`,
    `Faults: ${counted(faults)}.`,
  ];
}

function counted(counts: Readonly<Record<string, number>>): string {
  const parts = Object.entries(counts)
    .toSorted(([, left], [, right]) => right - left)
    .map(([what, count]) => `${count} ${what}`);
  return parts.join(", ") || "none";
}

/** For the terminal. */
export function textOf(result: LoadResult): string {
  const failures = broken(result).map((words) => `✗ ${words}`);
  return [
    tableOf([COLUMNS, ...rowsOf(result)]),
    "",
    ...trafficOf(result),
    "",
    tableOf([["bound", "wanted", "measured"], ...boundRowsOf(result)]),
    ...(failures.length > 0 ? ["", ...failures] : []),
  ].join("\n");
}

/** The document that a run with `--write` leaves. */
export function documentOf(run: Run): string {
  const { result } = run;
  return [
    introduction(run),
    tableOf([["bound", "wanted", "measured"], ...boundRowsOf(result)]),
    "",
    tableOf([COLUMNS, ...rowsOf(result)]),
    "",
    ...trafficOf(result).map((line) => `- ${line}`),
    ...brokenIn(result),
    "",
  ].join("\n");
}

/** A run that broke a bound says so. */
function brokenIn(result: LoadResult): string[] {
  const failures = broken(result);
  if (failures.length === 0) return [];
  return ["", "Broken in this run:", "", ...failures.map((words) => `- ${words}`)];
}

/** A Markdown table with its columns aligned, as the formatter would have it. */
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
  of waiting, 429. "Cal.com away" counts the answers that say so (\`CAL_UNAVAILABLE\`, \`CAL_RATE_LIMITED\`); any other 5xx is a failure.
- **limited** are \`RATE_LIMITED\` answers: no failure, and counted.
- **Memory** is read through the inspector before and after, with nobody asking for 5 s and after three garbage collections.
- **A move's own time** is from the request to the answer "moved", without the reschedule call at Cal.com and without waits that were set there.
- **A quiet machine** is needed: the move's bound is in seconds, and generator, database and stand-ins share the processors.
- **Invariants** are compared when nothing is on its way any more: database, Cal.com's own record and the inbox, by the rules of
  [the drill](chaos.md), for every meeting and every request to move one.
`;
}
