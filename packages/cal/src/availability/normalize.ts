import { type Interval } from "./interval.ts";

/**
 * Sorts intervals and merges those that overlap or touch. Empty, inverted and `NaN` intervals
 * are dropped. The same instants are covered before and after.
 *
 * Costs O(n) when the input is normalised already (it is then returned as it is), else
 * O(n log n). The input is never changed; interval objects may be shared with it.
 *
 * @example
 * normalize([{ start: 30, end: 60 }, { start: 0, end: 30 }]);
 * //=> [{ start: 0, end: 60 }]
 */
export function normalize(intervals: readonly Interval[]): Interval[] {
  if (isNormalized(intervals)) return intervals.slice();
  return mergeSorted(sortByStart(intervals));
}

/** `intervals` itself when it is normalised, else a normalised copy. */
export function normalized(intervals: readonly Interval[]): readonly Interval[] {
  return isNormalized(intervals) ? intervals : mergeSorted(sortByStart(intervals));
}

function isNormalized(intervals: readonly Interval[]): boolean {
  let previousEnd = Number.NEGATIVE_INFINITY;
  for (const { start, end } of intervals) {
    if (!(start < end && start > previousEnd)) return false;
    previousEnd = end;
  }
  return true;
}

function sortByStart(intervals: readonly Interval[]): Interval[] {
  const solid = intervals.filter(({ start, end }) => start < end);
  return solid.toSorted((left, right) => left.start - right.start);
}

function mergeSorted(sorted: readonly Interval[]): Interval[] {
  const merged: Interval[] = [];
  let last: Interval | undefined;
  for (const next of sorted) {
    if (last && next.start <= last.end) {
      if (next.end <= last.end) continue;
      last = { start: last.start, end: next.end };
      merged[merged.length - 1] = last;
    } else {
      last = next;
      merged.push(next);
    }
  }
  return merged;
}
