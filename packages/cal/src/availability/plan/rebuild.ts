import { augment } from "./augment.ts";
import { type Board } from "./board.ts";
import { type Prices } from "./pricing.ts";
import { type Problem } from "./problem.ts";
import { type Work } from "./work.ts";

/** Who has the fewest places comes first, certain moves before offers. */
function scarcestFirst(p: Problem): number[] {
  const places = (m: number) => (p.first[m + 1] ?? 0) - (p.first[m] ?? 0);
  return Array.from({ length: p.size }, (_, m) => m).toSorted(
    (a, b) => (p.classOf[a] ?? 0) - (p.classOf[b] ?? 0) || places(a) - places(b) || a - b,
  );
}

/** Places each meeting that has no place, as far as one is found. */
export function fill(board: Board, work: Work): void {
  for (const m of scarcestFirst(board.p)) if (board.at(m) < 0) augment(board, m, work);
  board.forget();
}

/**
 * A plan from the prices: next comes who would lose most by a second choice, as things are by then. Who
 * is better left out at these prices waits until the others have a place.
 */
export function rebuild(board: Board, prices: Prices, work: Work): void {
  const { p } = board;
  work.spend(p.value.length);
  board.clear();
  const open = Array.from({ length: p.size }, (_, m) => ({
    m,
    list: cheapest(p, m, prices.loss),
    skipLoss: prices.skipLoss[m] ?? 0,
  }));
  for (;;) {
    const next = mostRegretful(board, prices.loss, open);
    if (!next) break;
    board.set(next.m, next.list[0] ?? -1);
    open.splice(open.indexOf(next), 1);
  }
  fill(board, work);
}

interface Waiting {
  readonly m: number;
  /** Those that are still free come first; the others are taken out as they are met. */
  readonly list: number[];
  readonly skipLoss: number;
}

function mostRegretful(board: Board, loss: Float64Array, open: Waiting[]): Waiting | null {
  let next: Waiting | null = null;
  let most = -1;
  for (const each of open) {
    const { list, skipLoss } = each;
    while (list[0] !== undefined && !board.isFree(list[0])) list.shift();
    const [best] = list;
    if (best === undefined) continue;
    const first = loss[best] ?? 0;
    if (first > skipLoss) continue;
    const second = list.find((c, i) => i > 0 && board.isFree(c));
    const other = second === undefined ? Infinity : (loss[second] ?? 0);
    const regret = Math.min(other, skipLoss) - first;
    const weight = regret === Infinity ? 1e9 - list.length : regret;
    if (weight <= most) continue;
    most = weight;
    next = each;
  }
  return next;
}

const shortest = 24;

/** The few that lose least, in order. */
function cheapest(p: Problem, m: number, loss: Float64Array): number[] {
  const list: number[] = [];
  const lossAt = (i: number) => loss[list[i] ?? 0] ?? 0;
  for (let c = p.first[m] ?? 0; c < (p.first[m + 1] ?? 0); c += 1) {
    const here = loss[c] ?? Infinity;
    if (here === Infinity || (list.length === shortest && here >= lossAt(shortest - 1))) continue;
    let i = list.length;
    while (i > 0 && lossAt(i - 1) > here) i -= 1;
    list.splice(i, 0, c);
    if (list.length > shortest) list.pop();
  }
  return list;
}
