import { type Board } from "./board.ts";
import { type Prices } from "./pricing.ts";
import { floatAt, intAt, type Problem } from "./problem.ts";

interface Part {
  readonly part: Problem;
  /** The candidates of the part as those of the whole. */
  readonly ids: Int32Array;
}

/** The same problem for a few meetings, with all others where they are. */
export function partOf(board: Board, group: readonly number[]): Part {
  const { p } = board;
  const mark = board.mark();
  for (const m of group) board.set(m, -1);
  const first = new Int32Array(group.length + 1);
  const kept: number[] = [];
  for (const [i, m] of group.entries()) {
    for (let c = p.first[m] ?? 0; c < (p.first[m + 1] ?? 0); c += 1) {
      if (board.isFree(c)) kept.push(c);
    }
    first[i + 1] = kept.length;
  }
  const capSize = p.capSize.map((size, i) => size - (board.capUsed[i] ?? 0));
  board.undo(mark);

  const ids = Int32Array.from(kept);
  const cells = numberCells(p, ids);
  const column = (of: Int32Array) => Int32Array.from(ids, (c) => of[c] ?? 0);
  const part: Problem = {
    size: group.length,
    classOf: Uint8Array.from(group, (m) => p.classOf[m] ?? 0),
    first,
    from: Int32Array.from(ids, (c) => cells.numbers[p.from[c] ?? 0] ?? 0),
    to: Int32Array.from(ids, (c) => cells.numbers[p.to[c] ?? 0] ?? 0),
    value: column(p.value),
    capA: column(p.capA),
    capB: column(p.capB),
    capSize,
    cells: cells.count,
  };
  return { part, ids };
}

function numberCells(p: Problem, ids: Int32Array): { numbers: Int32Array; count: number } {
  const isEdge = new Uint8Array(p.cells + 1);
  for (const c of ids) {
    isEdge[p.from[c] ?? 0] = 1;
    isEdge[p.to[c] ?? 0] = 1;
  }
  const numbers = new Int32Array(p.cells + 1);
  let count = 0;
  for (let t = 0; t <= p.cells; t += 1) {
    numbers[t] = count;
    if (isEdge[t] === 1) count += 1;
  }
  return { numbers, count };
}

/** Before each cell: what all time that is worth something and is not used costs together. */
function idleRent({ owner, p }: Board, { rent }: Prices): Float64Array {
  const idle = new Float64Array(p.cells + 1);
  for (let t = 0; t < p.cells; t += 1) {
    idle[t + 1] = (idle[t] ?? 0) + ((owner[t] ?? -1) < 0 ? (rent[t] ?? 0) : 0);
  }
  return idle;
}

const placesPerMeeting = 12;

/** A meeting and those in its way, and in theirs: where a plan can be changed for the better. */
export function groupAround(
  board: Board,
  m: number,
  at: { prices: Prices; size: number },
): number[] {
  const { p, owner } = board;
  const idle = idleRent(board, at.prices);
  const group = new Set([m]);
  for (const here of group) {
    for (const c of wantedPlaces(board, here, { loss: at.prices.loss, idle })) {
      for (let t = p.from[c] ?? 0; t < (p.to[c] ?? 0); t += 1) {
        const other = owner[t] ?? -1;
        if (other >= 0 && group.size < at.size) group.add(other);
      }
    }
    if (group.size >= at.size) break;
  }
  return [...group];
}

interface Worth {
  readonly loss: Float64Array;
  readonly idle: Float64Array;
}

/** What a place costs at these prices, less the time it uses that is worth something and idle now. */
function costOf(p: Problem, c: number, { loss, idle }: Worth): number {
  return floatAt(loss, c) - floatAt(idle, intAt(p.to, c)) + floatAt(idle, intAt(p.from, c));
}

/** The few places that a meeting would gain most by. */
function wantedPlaces(board: Board, m: number, worth: Worth): number[] {
  const { p } = board;
  const now = board.at(m);
  const limit = now < 0 ? Infinity : floatAt(worth.loss, now);
  const end = intAt(p.first, m + 1);
  const wanted: { c: number; cost: number }[] = [];
  for (let c = intAt(p.first, m); c < end; c += 1) {
    const cost = costOf(p, c, worth);
    if (c !== now && cost < limit) wanted.push({ c, cost });
  }
  wanted.sort((a, b) => a.cost - b.cost || a.c - b.c);
  return wanted.slice(0, placesPerMeeting).map(({ c }) => c);
}

/** Who could gain most: by a better place, or by time that is worth much and is not used; -1: none could. */
export function worst(board: Board, prices: Prices, tried: ReadonlySet<number>): number {
  const { p } = board;
  const worth = { loss: prices.loss, idle: idleRent(board, prices) };
  let found = -1;
  let most = 0.5;
  for (let m = 0; m < p.size; m += 1) {
    if (tried.has(m)) continue;
    const at = board.at(m);
    const now = at < 0 ? Math.min(1e9, floatAt(prices.skipLoss, m)) : floatAt(prices.loss, at);
    const end = intAt(p.first, m + 1);
    for (let c = intAt(p.first, m); c < end; c += 1) {
      const gain = now - costOf(p, c, worth);
      if (gain <= most) continue;
      most = gain;
      found = m;
    }
  }
  return found;
}
