/** Half-open, epoch milliseconds. */
export interface Interval {
  readonly start: number;
  readonly end: number;
}

/** The times in both lists; both may be unsorted and overlap. */
export function intersect(left: readonly Interval[], right: readonly Interval[]): Interval[] {
  return left.flatMap((a) =>
    right
      .map((b) => ({ start: Math.max(a.start, b.start), end: Math.min(a.end, b.end) }))
      .filter(({ start, end }) => end > start),
  );
}

/** One interval without the others; `taken` may be unsorted. */
export function subtractFrom(interval: Interval, taken: readonly Interval[]): Interval[] {
  const sorted = taken.filter((busy) => busy.end > interval.start && busy.start < interval.end);
  sorted.sort((a, b) => a.start - b.start);
  const free: Interval[] = [];
  let from = interval.start;
  for (const busy of sorted) {
    if (busy.start > from) free.push({ start: from, end: busy.start });
    from = Math.max(from, busy.end);
  }
  if (from < interval.end) free.push({ start: from, end: interval.end });
  return free;
}
