import { type Board } from "./board.ts";
import { type Prices } from "./pricing.ts";
import { type Problem } from "./problem.ts";
import { type Work } from "./work.ts";

interface SearchInput {
  /** Empty. */
  readonly board: Board;
  readonly prices: Prices;
  /** What the best known plan is worth, in the units of the prices. */
  readonly known: number;
  /** What the plan on the board is worth. */
  readonly worth: () => number;
  /** A better plan is on the board. */
  readonly onBetter: () => void;
  readonly work: Work;
  /** How many of each class may be left out. */
  readonly spare: readonly [number, number];
}

const unitsPerBranch = 5;

/**
 * Looks through every plan that could still beat the known one. Losses add up along a branch, which is cut
 * when their sum exceeds what is left between the bound and the known plan. Next comes the meeting whose
 * cheapest open place costs most.
 *
 * @returns true when all was looked at: the best plan found is then the best there is
 */
export function searchAll(input: SearchInput): boolean {
  const gap = input.prices.bound - input.known - 1 + 1e-6;
  const lists = cheapestFirst(input.board.p, input.prices, gap);
  return new Search(input, lists).dive(input.board.p.size, 0);
}

class Search {
  private readonly input: SearchInput;
  private readonly lists: readonly Int32Array[];
  private readonly open: Uint8Array;
  private readonly spare: [number, number];
  private known: number;

  constructor(input: SearchInput, lists: readonly Int32Array[]) {
    this.input = input;
    this.lists = lists;
    this.open = new Uint8Array(input.board.p.size).fill(1);
    this.spare = [...input.spare];
    this.known = input.known;
  }

  /** `left` meetings are open, and the others lost so much. */
  dive(left: number, lost: number): boolean {
    const { work } = this.input;
    if (left === 0) return this.arrive();
    if (work.isSpent) return false;
    work.spend(unitsPerBranch);
    const next = this.choose(lost);
    if (next < 0) return true;
    this.open[next] = 0;
    const isDone = this.place(next, left, lost) && this.leaveOut(next, left, lost);
    this.open[next] = 1;
    return isDone;
  }

  private arrive(): boolean {
    const worth = this.input.worth();
    if (worth > this.known) {
      this.known = worth;
      this.input.onBetter();
    }
    return true;
  }

  private place(m: number, left: number, lost: number): boolean {
    const { board, prices } = this.input;
    for (const c of this.lists[m] ?? []) {
      const loss = lost + (prices.loss[c] ?? 0);
      if (loss > this.gap()) return true;
      if (!board.isFree(c)) continue;
      board.set(m, c);
      const isDone = this.dive(left - 1, loss);
      board.set(m, -1);
      if (!isDone) return false;
    }
    return true;
  }

  private leaveOut(m: number, left: number, lost: number): boolean {
    const { board, prices } = this.input;
    const kind = board.p.classOf[m] === 0 ? 0 : 1;
    const loss = lost + (prices.skipLoss[m] ?? 0);
    if (this.spare[kind] === 0 || loss > this.gap()) return true;
    this.spare[kind] -= 1;
    const isDone = this.dive(left - 1, loss);
    this.spare[kind] += 1;
    return isDone;
  }

  /** -1: what is left cannot beat the known plan. */
  private choose(lost: number): number {
    const limit = this.gap();
    let sum = lost;
    let dearest = -1;
    let most = -1;
    for (let m = 0; m < this.open.length; m += 1) {
      if (this.open[m] === 0) continue;
      const { least, isOpen } = this.cheapest(m, limit - lost);
      sum += least;
      if (sum > limit) return -1;
      const length = Math.min(199, this.lists[m]?.length ?? 0);
      const weight = least * 1000 + (200 - length) + isOpen;
      if (weight <= most) continue;
      most = weight;
      dearest = m;
    }
    return dearest;
  }

  /** What a meeting loses at least, and in how many ways at first sight. */
  private cheapest(m: number, limit: number): { least: number; isOpen: number } {
    const { board, prices, work } = this.input;
    const isSpare = this.spare[board.p.classOf[m] === 0 ? 0 : 1] > 0;
    const skip = isSpare ? (prices.skipLoss[m] ?? 0) : Infinity;
    const ways = skip < Infinity ? 1 : 0;
    for (const c of this.lists[m] ?? []) {
      const loss = prices.loss[c] ?? 0;
      if (loss >= skip || loss > limit) break;
      work.spend(1);
      if (board.isFree(c)) return { least: loss, isOpen: ways + 1 };
    }
    return { least: skip, isOpen: ways };
  }

  private gap(): number {
    return this.input.prices.bound - this.known - 1 + 1e-6;
  }
}

/** By meeting: the candidates that can be part of a better plan. */
function cheapestFirst(p: Problem, { loss }: Prices, gap: number): Int32Array[] {
  return Array.from({ length: p.size }, (_, m) => {
    const list: number[] = [];
    for (let c = p.first[m] ?? 0; c < (p.first[m + 1] ?? 0); c += 1) {
      if ((loss[c] ?? Infinity) <= gap) list.push(c);
    }
    return Int32Array.from(list.toSorted((a, b) => (loss[a] ?? 0) - (loss[b] ?? 0) || a - b));
  });
}
