import { intersect } from "@reslot/cal/availability";
import type { Interval } from "@reslot/cal/time";
import { type Suite } from "../suite.ts";
import { makeIntervals } from "../workloads.ts";

const large = 1_000_000;

/** The public `intersect` against a loop that only reads the same lists, and against itself. */
export function intersectMillion(): Suite {
  const [left, right] = [makeIntervals(large, 9), makeIntervals(large, 10)];
  const [someLeft, someRight] = [left.slice(0, large / 10), right.slice(0, large / 10)];
  const ours = "ours, 1e6 × 1e6";
  const smaller = "ours, 1e5 × 1e5";
  const reading = "a loop that reads both lists";
  return {
    title: "intersect: a million by a million sorted intervals",
    candidates: [
      { name: ours, run: () => intersect(left, right) },
      { name: reading, run: () => [read(left) + read(right)] },
      { name: smaller, run: () => intersect(someLeft, someRight) },
    ],
    incomparable: [ours, reading, smaller],
    options: { rounds: 15, budgetMs: 6000 },
    gates: (timeOf) => {
      const [whole, part, loop] = [timeOf(ours), timeOf(smaller), timeOf(reading)];
      if (whole === null || part === null || loop === null) return [];
      return [
        { text: "intersect / reading", value: whole / loop, limit: 12, kind: "atMost", goal: 6 },
        { text: "t(1e6) / t(1e5)", value: whole / part, limit: 26, kind: "atMost", goal: 13 },
      ];
    },
  };
}

function read(intervals: readonly Interval[]): number {
  let sum = 0;
  for (let i = 0; i < intervals.length; i += 1) {
    const interval = intervals[i];
    if (interval) sum += interval.start + interval.end;
  }
  return sum;
}
