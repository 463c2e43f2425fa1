import { blockersOf } from "./blockers.ts";
import { type Board } from "./board.ts";
import { type Work } from "./work.ts";

const longestChain = 12;
const mostEjected = 2;
const unitsPerEjection = 20;

/**
 * Places one more meeting by a chain of ejections: it takes a place, and the meeting that was there looks for
 * another. Every meeting is asked once in a chain (as in Kuhn's matching), so where one makes way for one
 * it finds a place if there is any.
 *
 * @returns false when nothing was found, or the work is spent: the board is then as it was
 */
export function augment(board: Board, m: number, work: Work): boolean {
  const mark = board.mark();
  if (seek({ board, work, asked: new Uint8Array(board.p.size) }, m, longestChain)) return true;
  board.undo(mark);
  return false;
}

interface Chain {
  readonly board: Board;
  readonly work: Work;
  readonly asked: Uint8Array;
}

function seek(chain: Chain, m: number, depth: number): boolean {
  const { board, asked } = chain;
  asked[m] = 1;
  if (takeFree(chain, m)) return true;
  if (depth === 0) return false;
  const end = board.p.first[m + 1] ?? 0;
  for (let most = 1; most <= mostEjected; most += 1) {
    for (let c = board.p.first[m] ?? 0; c < end; c += 1) {
      if (eject(chain, { m, c, most, depth })) return true;
    }
  }
  return false;
}

/** The best place that is free, if any. */
function takeFree({ board, work }: Chain, m: number): boolean {
  const end = board.p.first[m + 1] ?? 0;
  for (let c = board.p.first[m] ?? 0; c < end; c += 1) {
    work.spend(1);
    if (!board.isFree(c)) continue;
    board.set(m, c);
    return true;
  }
  return false;
}

interface Ejection {
  readonly m: number;
  readonly c: number;
  readonly most: number;
  readonly depth: number;
}

/** Takes a place from exactly `most` others, each of which finds another. */
function eject(chain: Chain, { m, c, most, depth }: Ejection): boolean {
  const { board, work, asked } = chain;
  for (let alternative = 0; !work.isSpent; alternative += 1) {
    work.spend(1);
    const ejected = blockersOf(board, c, { most, alternative });
    if (!ejected) return false;
    if (ejected.length !== most || ejected.some((other) => asked[other] === 1)) continue;
    work.spend(unitsPerEjection);
    const mark = board.mark();
    for (const other of ejected) board.set(other, -1);
    board.set(m, c);
    if (ejected.every((other) => seek(chain, other, depth - 1))) return true;
    board.undo(mark);
  }
  return false;
}
