import { Board } from "./board.ts";
import { polish } from "./polish.ts";
import { price } from "./price.ts";
import { type Prices } from "./pricing.ts";
import { type Counts, isBetter, type Problem, type Solution } from "./problem.ts";
import { fill, rebuild } from "./rebuild.ts";
import { groupAround, partOf, worst } from "./regroup.ts";
import { searchAll } from "./search.ts";
import { type Work } from "./work.ts";

export interface Solved extends Solution {
  /** No plan places more. */
  readonly isMost: boolean;
  /** No plan of as many meetings has a higher sum. */
  readonly isBest: boolean;
  /** No plan of as many meetings is worth more than this. */
  readonly bound: number;
}

interface SolveOptions {
  /** All units that may be spent. */
  readonly work: Work;
  /** 1 by default; 0: only the first plan. */
  readonly effort?: number;
  /** A plan to begin with: what is found is never worse. */
  readonly seed?: Int32Array;
}

/** Work that is too much for the parts of a problem. */
interface Depth {
  readonly isPart: boolean;
}

/**
 * The most meetings, then the highest sum of values. How good that is, is proven or bounded.
 *
 * A first plan comes from chains of ejections. Prices of the time (`Pricing`) give an upper bound and
 * lead to further plans; small parts are solved again, and a bounded search proves what is left.
 */
export function solve(p: Problem, options: SolveOptions): Solved {
  return new Solver(p, options, { isPart: false }).run(options.seed);
}

const roundsWithPlan: ReadonlySet<number> = new Set([4, 16, 40, 80, 120]);
/** Up to so many meetings are searched through to the end, of others only as far as a person waits. */
const fewMeetings = 12;
const searchUnits = { part: 10_000, few: 3_000_000, many: 60_000 };
/** Larger parts once the smaller ones give nothing more. */
const groupSizes = [12, 20];
const triesOf = { count: 12, value: 20 };

class Solver {
  private readonly p: Problem;
  private readonly board: Board;
  private readonly work: Work;
  private readonly effort: number;
  private readonly isPart: boolean;
  private best: Solution;

  constructor(p: Problem, { work, effort = 1 }: SolveOptions, { isPart }: Depth) {
    this.p = p;
    this.board = new Board(p);
    this.work = work;
    this.effort = effort;
    this.isPart = isPart;
    this.best = this.board.snapshot();
  }

  run(seed?: Int32Array): Solved {
    const { board } = this;
    for (const [m, c] of seed?.entries() ?? []) if (c >= 0 && board.isFree(c)) board.set(m, c);
    this.best = board.snapshot();
    fill(board, this.budget(30_000));
    polish(board, this.budget(1000));
    this.keepBetter();
    const isMost = this.placeMost();
    board.load(this.best.choice);
    const { bound, isBest } = this.raise();
    return { ...this.best, isMost, isBest, bound };
  }

  private budget(units: number): Work {
    return this.work.part(units * this.effort);
  }

  private keepBetter(): void {
    if (isBetter(this.board.tally(), this.best)) this.best = this.board.snapshot();
  }

  /** Places more; whether it is proven that no plan places more. */
  private placeMost(): boolean {
    const { p } = this;
    const all = countPlaceable(p);
    const isFull = () => this.best.placed[0] === all[0] && this.best.placed[1] === all[1];
    if (isFull()) return true;
    const weights = [all[1] + 1, 1] as const;
    const value = new Int32Array(p.value.length);
    for (let m = 0; m < p.size; m += 1) {
      value.fill(weights[p.classOf[m] === 0 ? 0 : 1], p.first[m], p.first[m + 1]);
    }
    const worth = ({ placed }: Counts) => placed[0] * weights[0] + placed[1];
    const prices = price({
      p,
      value,
      count: null,
      known: () => worth(this.best),
      rounds: Math.ceil(100 * this.effort),
      work: this.work,
      plansIn: roundsWithPlan,
      makePlan: (at) => {
        rebuild(this.board, at, this.budget(12_000));
        this.keepBetter();
      },
    });
    const isProven = () => isFull() || prices.bound < worth(this.best) + 1 - 1e-6;
    this.improve(prices, isProven, triesOf.count);
    return isProven() || this.search(prices, { worth, spare: countAll(p) });
  }

  /** Raises the sum of values of a plan of as many meetings, and finds out how far the best can be. */
  private raise(): { bound: number; isBest: boolean } {
    const { p, board } = this;
    const { placed } = this.best;
    const prices = price({
      p,
      value: p.value,
      count: placed,
      known: () => this.best.value,
      rounds: Math.ceil(130 * this.effort),
      work: this.work,
      plansIn: roundsWithPlan,
      makePlan: (at) => {
        rebuild(board, at, this.budget(6000));
        polish(board, this.budget(500));
        this.keepBetter();
      },
    });
    const isProven = () => prices.bound < this.best.value + 1 - 1e-6;
    this.improve(prices, isProven, triesOf.value);
    const all = countAll(p);
    const spare = [all[0] - placed[0], all[1] - placed[1]] as const;
    const isBest = isProven() || this.search(prices, { worth: ({ value }) => value, spare });
    // The bound is that of the number that was placed then.
    if (isBetter(this.best, { placed, value: Infinity })) return this.raise();
    const bound = Math.max(this.best.value, Math.floor(prices.bound + 1e-6));
    return { bound: isBest ? this.best.value : bound, isBest };
  }

  /** From the best plan, and from the one the last prices make: the two often lead to different ends. */
  private improve(prices: Prices, isDone: () => boolean, tries: number): void {
    if (this.isPart || isDone()) return;
    const { board } = this;
    board.load(this.best.choice);
    this.regroup(prices, isDone, tries);
    if (isDone()) return;
    rebuild(board, prices, this.budget(6000));
    this.keepBetter();
    this.regroup(prices, isDone, tries);
  }

  /** Solves small parts again where the plan on the board is furthest from what the prices say. */
  private regroup(prices: Prices, isDone: () => boolean, tries: number): void {
    const { board, p } = this;
    const tried = new Set<number>();
    let step = 0;
    for (let left = Math.ceil(tries * this.effort); left > 0; left -= 1) {
      const size = groupSizes[step] ?? Infinity;
      if (isDone() || this.work.isSpent || size > p.size + 4) return;
      this.work.spend(p.value.length);
      const m = worst(board, prices, tried);
      if (m >= 0) tried.add(m);
      if (m < 0) step += 1;
      if (m < 0 || this.solvePart(groupAround(board, m, { prices, size }))) tried.clear();
    }
  }

  /** Whether a part got better. */
  private solvePart(group: readonly number[]): boolean {
    const { board, work } = this;
    const before = board.tally();
    const { part, ids } = partOf(board, group);
    work.spend(part.value.length);
    const solved = new Solver(part, { work }, { isPart: true }).run();
    const mark = board.mark();
    for (const m of group) board.set(m, -1);
    for (const [i, m] of group.entries()) board.set(m, ids[solved.choice[i] ?? -1] ?? -1);
    if (!isBetter(board.tally(), before)) {
      board.undo(mark);
      return false;
    }
    board.forget();
    this.keepBetter();
    return true;
  }

  private search(prices: Prices, { worth, spare }: Goal): boolean {
    const { board, p } = this;
    const many = p.size <= fewMeetings ? searchUnits.few : searchUnits.many;
    board.clear();
    const isDone = searchAll({
      board,
      prices,
      known: worth(this.best),
      worth: () => worth(board.tally()),
      onBetter: () => this.keepBetter(),
      work: this.budget(this.isPart ? searchUnits.part : many),
      spare,
    });
    board.load(this.best.choice);
    return isDone;
  }
}

interface Goal {
  readonly worth: (counts: Counts) => number;
  /** How many of each class may be left out. */
  readonly spare: readonly [number, number];
}

function countAll(p: Problem): [number, number] {
  const all: [number, number] = [0, 0];
  for (const kind of p.classOf) all[kind === 0 ? 0 : 1] += 1;
  return all;
}

/** How many have a place at all. */
function countPlaceable(p: Problem): [number, number] {
  const all: [number, number] = [0, 0];
  for (let m = 0; m < p.size; m += 1) {
    if ((p.first[m + 1] ?? 0) > (p.first[m] ?? 0)) all[p.classOf[m] === 0 ? 0 : 1] += 1;
  }
  return all;
}
