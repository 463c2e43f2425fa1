/**
 * Many meetings, each of which wants one of its intervals of one person's time. Times are compressed to
 * cells: their borders are the edges of all footprints, so that a candidate is a run of cells.
 *
 * The candidates of meeting `m` are `first[m]` to `first[m + 1]`, the best first, equal ones by time.
 */
export interface Problem {
  /** How many meetings. */
  readonly size: number;
  /** 0: placed for certain; 1: only a time to offer. As many of class 0 as possible are placed first. */
  readonly classOf: Uint8Array;
  readonly first: Int32Array;
  /** Cells: the first, and the one after the last. */
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly value: Int32Array;
  /** Two caps that a candidate counts against: the day's, and that of two people on a day; or -1. */
  readonly capA: Int32Array;
  readonly capB: Int32Array;
  readonly capSize: Int32Array;
  readonly cells: number;
}

export interface Counts {
  /** How many are placed in each class. */
  readonly placed: readonly [number, number];
  readonly value: number;
}

export interface Solution extends Counts {
  /** By meeting: the candidate, or -1. */
  readonly choice: Int32Array;
}

/** A place a meeting can take. `start` and `end` are those of its footprint. */
export interface Candidate {
  readonly start: number;
  readonly end: number;
  readonly value: number;
  readonly day: number;
  /** Names two people and a day; -1: they have no other meeting to keep apart. */
  readonly pairDay: number;
}

interface Meeting {
  readonly kind: 0 | 1;
  /** Sorted by `byValue`. */
  readonly candidates: readonly Candidate[];
}

/** How many a day may have; infinite: any number. */
type DayCap = (day: number) => number;

/** Arrays of the problem are read within their length, so that there is always a number. */
export function intAt(array: Int32Array, i: number): number {
  return array[i] ?? 0;
}

export function floatAt(array: Float64Array, i: number): number {
  return array[i] ?? 0;
}

export function byValue(a: Candidate, b: Candidate): number {
  return b.value - a.value || a.start - b.start;
}

/** Certain places first, then offers, then what people like. */
export function isBetter(one: Counts, other: Counts): boolean {
  if (one.placed[0] !== other.placed[0]) return one.placed[0] > other.placed[0];
  if (one.placed[1] !== other.placed[1]) return one.placed[1] > other.placed[1];
  return one.value > other.value;
}

export function compile(meetings: readonly Meeting[], dayCap: DayCap): Problem {
  const cellOf = numberCells(meetings);
  const total = meetings.reduce((sum, { candidates }) => sum + candidates.length, 0);
  const first = new Int32Array(meetings.length + 1);
  const column = () => new Int32Array(total);
  const [from, to, value, capA, capB] = [column(), column(), column(), column(), column()];
  const caps = createCaps();
  let c = 0;
  for (const [m, { candidates }] of meetings.entries()) {
    for (const each of candidates) {
      from[c] = cellOf.get(each.start) ?? 0;
      to[c] = cellOf.get(each.end) ?? 0;
      value[c] = each.value;
      capA[c] = caps.indexOf(`day ${each.day}`, dayCap(each.day));
      capB[c] = each.pairDay < 0 ? -1 : caps.indexOf(`pair ${each.pairDay}`, 1);
      c += 1;
    }
    first[m + 1] = c;
  }
  const classOf = Uint8Array.from(meetings, ({ kind }) => kind);
  const capSize = Int32Array.from(caps.sizes);
  const cells = cellOf.size;
  return { size: meetings.length, classOf, first, from, to, value, capA, capB, capSize, cells };
}

function numberCells(meetings: readonly Meeting[]): Map<number, number> {
  const edges = meetings.flatMap(({ candidates }) =>
    candidates.flatMap(({ start, end }) => [start, end]),
  );
  const cellOf = new Map<number, number>();
  for (const edge of Float64Array.from(edges).toSorted()) {
    if (!cellOf.has(edge)) cellOf.set(edge, cellOf.size);
  }
  return cellOf;
}

function createCaps() {
  const known = new Map<string, number>();
  const sizes: number[] = [];
  return {
    sizes,
    indexOf(key: string, size: number): number {
      if (!Number.isFinite(size)) return -1;
      const index = known.get(key) ?? sizes.push(size) - 1;
      known.set(key, index);
      return index;
    },
  };
}
