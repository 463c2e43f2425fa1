import { type Interval } from "../time/interval.ts";

/**
 * Whether `start` to `end` shares an instant with one of the intervals; what only touches does not.
 * `intervals` is normalised. O(log n).
 */
export function overlapsAny(intervals: readonly Interval[], { start, end }: Interval): boolean {
  let low = 0;
  let high = intervals.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((intervals[middle]?.end ?? end) <= start) low = middle + 1;
    else high = middle;
  }
  const first = intervals[low];
  return first !== undefined && first.start < end;
}
