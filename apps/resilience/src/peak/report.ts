import { secondMs } from "@reslot/cal/time";
import { atLeast, atMost, type Figures } from "../report/figures.ts";
import { markdownTable } from "../report/markdown-table.ts";
import type { StreamCosts } from "./measure-streams.ts";
import type { Burst, Fairness } from "./measure-views.ts";

export interface PeakResult {
  readonly count: number;
  readonly streams: StreamCosts;
  readonly burst: Burst;
  readonly fairness: Fairness;
}

/** Each limit as a figure. */
export function figuresOf({ count, streams, burst, fairness }: PeakResult): Figures {
  return {
    "cold views at once: errors": atMost(burst.errors, 0),
    "cold views at once: p95, s": atMost(round(burst.p95Ms / secondMs), 3),
    "p95 beside 50 batches of another person, times": atMost(
      round(fairness.beside / Math.max(1, fairness.alone)),
      2,
    ),
    "of 1,000 streams of one person, let in": atMost(streams.letIn, 20),
    "streams open": atLeast(streams.open, count),
    "memory of the process, MB": atMost(Math.round(streams.rssMb), 600),
    "memory of a stream, KB": atMost(round(streams.kbEach), 40),
    "processor time to open a stream, ms": atMost(round(streams.openMs), 3),
    "processor time of a change, ms": atMost(round(streams.changeMs), 1),
  };
}

const round = (value: number) => Math.round(value * 100) / 100;

/** The whole report. docs/scale.md explains the rows. */
export function markdownOf(result: PeakResult, { at, machine }: { at: string; machine: string }) {
  const { streams, burst, fairness } = result;
  const rows = Object.entries(figuresOf(result)).map(([name, { value, limit, ok }]) => [
    name,
    `${limit}`,
    `${value}${ok ? "" : " ✗"}`,
  ]);
  return [
    `# Peak run of ${at}`,
    "",
    `On ${machine}. ${burst.views} views at once, with ${burst.calls} calls to Cal.com; ${streams.open} streams, each ${round(streams.heapKbEach)} KB of heap; idle they took ${round(streams.idleCpuPercent)} % of a processor; of ${streams.changes.made} changes of one meeting its two people heard ${streams.changes.heard} times. Alone, the other person's p95 was ${Math.round(fairness.alone)} ms.`,
    "",
    markdownTable([["pass line", "limit", "measured"], ...rows]),
    "",
  ].join("\n");
}
