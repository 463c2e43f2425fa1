import { type Interval } from "./interval.ts";
import { normalized } from "./normalize.ts";

/**
 * The time that lies in `left` and in `right`, normalised. Intervals that only touch share no
 * instant: 09:00–10:00 and 10:00–11:00 give nothing.
 *
 * O(n + m) for normalised inputs, which is what every function here returns; others are
 * normalised first. Neither input is changed; interval objects may be shared with them.
 *
 * @example
 * intersect([{ start: 0, end: 60 }], [{ start: 30, end: 90 }]);
 * //=> [{ start: 30, end: 60 }]
 */
export function intersect(left: readonly Interval[], right: readonly Interval[]): Interval[] {
  const ours = normalized(left);
  const theirs = normalized(right);
  const shared: Interval[] = [];
  let i = 0;
  let j = 0;
  let mine = ours[i];
  let other = theirs[j];
  while (mine && other) {
    const start = mine.start > other.start ? mine.start : other.start;
    const end = mine.end < other.end ? mine.end : other.end;
    if (start < end) shared.push({ start, end });
    if (mine.end <= other.end) mine = ours[++i];
    else other = theirs[++j];
  }
  return shared;
}
