import { secondMs } from "@reslot/cal/time";
import { count, sum, type Tally } from "../load/tally.ts";
import { atLeast, atMost, type Figures } from "../report/figures.ts";
import { markdownTable } from "../report/markdown-table.ts";
import { quantile } from "../traffic/quantile.ts";
import type { Comparison } from "./compare-with-cal.ts";
import type { ScenarioResult } from "./four-scenarios.ts";
import type { Replacement } from "./rolling-stack.ts";
import type { StreamLog } from "./watch-streams.ts";

export interface RollingResult {
  readonly minutes: number;
  readonly replaced: readonly Replacement[];
  readonly scenarios: readonly ScenarioResult[];
  readonly tally: Tally;
  readonly streams: StreamLog;
  readonly comparison: Comparison;
}

const longestMs = 10 * secondMs;
/** Answers to a move that is made, or that is looked up until it is known. */
const good = new Set(["moved", "confirming"]);

/** Each pass line as a figure. */
export function figuresOf({
  replaced,
  scenarios,
  tally,
  streams,
  comparison,
}: RollingResult): Figures {
  const exits = replaced.map(({ tookMs }) => tookMs);
  return {
    "moves that failed": atMost(failed(tally.moves), 0),
    "reads that failed": atMost(sum(tally.reads) - (tally.reads["ok"] ?? 0), 0),
    "scenarios that failed": atMost(failed(outcomesOf(scenarios)), 0),
    "meetings that are not where Cal.com has them": atMost(comparison.lost, 0),
    "attempts that stayed open": atMost(comparison.open, 0),
    "mails sent twice": atMost(comparison.mailedTwice, 0),
    "processes replaced": atLeast(replaced.length, 8),
    "exits with an error": atMost(replaced.filter(({ code }) => code !== 0).length, 0),
    "the slowest exit, ms": atMost(Math.max(...exits), longestMs),
    "the longest a stream was away, ms": atMost(Math.max(0, ...streams.gapsMs), longestMs),
    "streams that were interrupted": atLeast(streams.gapsMs.length, 1),
    "protocols other than HTTP/2": atMost(
      [...streams.protocols].filter((one) => one !== "h2").length,
      0,
    ),
  };
}

function outcomesOf(scenarios: readonly ScenarioResult[]): Record<string, number> {
  const outcomes: Record<string, number> = {};
  for (const { outcome } of scenarios) count(outcomes, outcome);
  return outcomes;
}

function failed(outcomes: Readonly<Record<string, number>>): number {
  return sum(Object.fromEntries(Object.entries(outcomes).filter(([name]) => !good.has(name))));
}

const listOf = (counts: Readonly<Record<string, number>>) =>
  Object.entries(counts)
    .map(([name, times]) => `${times} × ${name}`)
    .join(", ") || "none";

export function markdownOf(
  result: RollingResult,
  { at, machine }: { at: string; machine: string },
): string {
  const { minutes, replaced, scenarios, tally, streams, comparison } = result;
  const sorted = tally.moveMs.toSorted((one, other) => one - other);
  const gaps = streams.gapsMs.toSorted((one, other) => one - other);
  const exits = replaced.map(({ name, tookMs, code }) => `${name} ${tookMs} ms (${code})`);
  const rows = [
    ["measured", "figure"],
    ["length", `${minutes} min`],
    ["moves of mentees", listOf(tally.moves)],
    ["a move took, p50, p95", `${quantile(sorted, 0.5)}, ${quantile(sorted, 0.95)} ms`],
    ["reads", listOf(tally.reads)],
    ["the four scenarios", listOf(outcomesOf(scenarios))],
    ["exits", exits.join(", ")],
    ["streams interrupted", String(gaps.length)],
    ["a stream was away, p50, longest", `${quantile(gaps, 0.5)}, ${gaps.at(-1) ?? 0} ms`],
    ["protocol of streams", [...streams.protocols].join(", ")],
    ["meetings compared with Cal.com", `${comparison.meetings}, ${comparison.lost} different`],
  ];
  return `${markdownTable(rows)}\n\n${at}, ${machine}\n`;
}
