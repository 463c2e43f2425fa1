import { blockersOf } from "./blockers.ts";
import { type Board } from "./board.ts";
import { intAt } from "./problem.ts";
import { type Work } from "./work.ts";

const deepest = 3;
const mostEjected = 2;

/**
 * Raises the sum of values without losing a meeting: one takes a better place, and those who were there
 * go where it costs least, while the sum still rises. Ends when there is no such step, or the work is spent.
 */
export function polish(board: Board, work: Work): void {
  for (let isBetter = true; isBetter && !work.isSpent;) {
    isBetter = false;
    for (let m = 0; m < board.p.size && !work.isSpent; m += 1) {
      if (board.at(m) >= 0 && improve(board, m, work)) isBetter = true;
    }
  }
  board.forget();
}

interface Step {
  readonly board: Board;
  readonly work: Work;
  /** By meeting: 1 while it has to stay where this step put it. */
  readonly locked: Uint8Array;
}

function improve(board: Board, m: number, work: Work): boolean {
  const { p } = board;
  const now = intAt(p.value, board.at(m));
  const step: Step = { board, work, locked: new Uint8Array(p.size) };
  step.locked[m] = 1;
  const mark = board.mark();
  const end = p.first[m + 1] ?? 0;
  for (let c = p.first[m] ?? 0; c < end && intAt(p.value, c) > now; c += 1) {
    if (work.isSpent) return false;
    work.spend(1);
    board.set(m, -1);
    const out = blockersOf(board, c, { most: mostEjected, alternative: 0 });
    const budget = intAt(p.value, c) - now;
    if (out && makeWay(step, out, { m, c, budget, depth: deepest }) !== null) return true;
    board.undo(mark);
  }
  return false;
}

interface Taken {
  readonly m: number;
  readonly c: number;
  /** What others may lose, less than that. */
  readonly budget: number;
  readonly depth: number;
}

/** What it costs to give all meetings in `out` another place once `m` is at `c`; null when it is too much. */
function makeWay(step: Step, out: readonly number[], taken: Taken): number | null {
  const { board, locked } = step;
  if (out.some((other) => locked[other] === 1)) return null;
  const before = out.map((other) => board.at(other));
  for (const other of out) board.set(other, -1);
  board.set(taken.m, taken.c);
  let spent = 0;
  for (const [i, other] of out.entries()) {
    const from = before[i] ?? -1;
    const loss = settle(step, {
      m: other,
      c: from,
      budget: taken.budget - spent,
      depth: taken.depth - 1,
    });
    if (loss === null) return null;
    spent += loss;
  }
  return spent;
}

/** What a meeting that was at `c` loses, or gains, elsewhere; null when it is not less than the budget. */
function settle(step: Step, was: Taken): number | null {
  const free = takeFree(step, was);
  if (free !== null || was.depth <= 0) return free;
  const { board, work, locked } = step;
  const { p } = board;
  const least = intAt(p.value, was.c) - was.budget;
  const end = intAt(p.first, was.m + 1);
  const mark = board.mark();
  let loss: number | null = null;
  locked[was.m] = 1;
  for (let c = intAt(p.first, was.m); c < end && intAt(p.value, c) > least; c += 1) {
    if (work.isSpent) break;
    work.spend(1);
    loss = c === was.c ? null : displace(step, was, c);
    if (loss !== null) break;
    board.undo(mark);
  }
  locked[was.m] = 0;
  return loss;
}

/** The best place that is free, and loses less than the budget. */
function takeFree({ board, work }: Step, was: Taken): number | null {
  const { p } = board;
  const value = intAt(p.value, was.c);
  const end = intAt(p.first, was.m + 1);
  for (let c = intAt(p.first, was.m); c < end; c += 1) {
    if (value - intAt(p.value, c) >= was.budget) return null;
    work.spend(1);
    if (c === was.c || !board.isFree(c)) continue;
    board.set(was.m, c);
    return value - intAt(p.value, c);
  }
  return null;
}

function displace(step: Step, was: Taken, c: number): number | null {
  const { board } = step;
  const out = blockersOf(board, c, { most: mostEjected, alternative: 0 });
  if (!out || out.length === 0) return null;
  const loss = intAt(board.p.value, was.c) - intAt(board.p.value, c);
  const spent = makeWay(step, out, { m: was.m, c, budget: was.budget - loss, depth: was.depth });
  return spent === null ? null : loss + spent;
}
