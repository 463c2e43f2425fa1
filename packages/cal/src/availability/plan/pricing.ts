import { floatAt, intAt, type Problem } from "./problem.ts";
import { type Remaining } from "./remaining.ts";

/**
 * What the time is worth. At given prices every meeting picks what is best for itself; what they get and
 * what the time is worth is together never less than the best plan.
 */
export interface Prices {
  /** No plan is worth more. */
  readonly bound: number;
  /** By candidate: a plan that uses it stays below `bound` by at least so much. */
  readonly loss: Float64Array;
  /** By meeting: the same for leaving it out. */
  readonly skipLoss: Float64Array;
  /** By cell: a plan that leaves it empty stays below `bound` by so much. */
  readonly rent: Float64Array;
}

/** The least that a place in each class is worth; -Infinity where all have one. */
type Thresholds = readonly [number, number];

export interface Evaluation {
  readonly bound: number;
  readonly thresholds: Thresholds;
}

export interface PricingInput {
  readonly p: Problem;
  readonly value: Int32Array;
  /** How many of each class are placed, exactly; null: as many as pays. */
  readonly count: readonly [number, number] | null;
}

/**
 * Lagrangian relaxation of "one meeting at a time" and of the caps. At the best prices the bound is that
 * of the linear programme.
 */
export class Pricing {
  readonly rent: Float64Array;
  readonly capPrice: Float64Array;
  private readonly input: PricingInput;
  /** What all cells before this one cost together. */
  private readonly sum: Float64Array;
  /** By meeting: what it would pick, and what that is worth to it. */
  private readonly pick: Int32Array;
  private readonly top: Float64Array;
  /** How many picked a cell, as differences, and how many a cap. */
  private readonly use: Float64Array;
  private readonly capUse: Float64Array;

  constructor(input: PricingInput) {
    const { p } = input;
    this.input = input;
    this.rent = new Float64Array(p.cells);
    this.capPrice = new Float64Array(p.capSize.length);
    this.sum = new Float64Array(p.cells + 1);
    this.pick = new Int32Array(p.size);
    this.top = new Float64Array(p.size);
    this.use = new Float64Array(p.cells + 1);
    this.capUse = new Float64Array(p.capSize.length);
  }

  /** Every meeting picks. Costs a look at each of the remaining candidates. */
  evaluate(list: Remaining): Evaluation {
    const { count, p } = this.input;
    const worth = this.worth();
    this.pickAll(list);
    const thresholds: [number, number] = [0, 0];
    let bound = worth;
    for (const kind of [0, 1] as const) {
      if (count) thresholds[kind] = this.threshold(kind, count[kind]);
      const least = thresholds[kind];
      if (count && least > -Infinity) bound += least * count[kind];
      for (let m = 0; m < p.size; m += 1) {
        if (p.classOf[m] !== kind || (this.pick[m] ?? -1) < 0) continue;
        const top = this.top[m] ?? 0;
        bound += least > -Infinity ? Math.max(0, top - least) : top;
      }
    }
    return { bound, thresholds };
  }

  /**
   * A step towards better prices: what several want costs more, what none wants costs less.
   * @returns false when the prices are balanced already
   */
  step(length: number, thresholds: Thresholds): boolean {
    const { capSize } = this.input.p;
    const { capPrice } = this;
    this.countUse(thresholds);
    const norm = this.norm();
    if (norm === 0) return false;
    const pace = length / norm;
    this.adjustRent(pace);
    for (let i = 0; i < capPrice.length; i += 1) {
      const over = floatAt(this.capUse, i) - intAt(capSize, i);
      capPrice[i] = Math.max(0, floatAt(capPrice, i) + pace * over);
    }
    return true;
  }

  /** What a plan loses by a candidate whose reduced value this is. */
  lossOf(m: number, reduced: number, thresholds: Thresholds): number {
    return Math.max(this.top[m] ?? 0, this.leastOf(m, thresholds)) - reduced;
  }

  losses(list: Remaining, thresholds: Thresholds): Omit<Prices, "bound"> {
    const { p } = this.input;
    const loss = new Float64Array(p.value.length).fill(Infinity);
    const skipLoss = new Float64Array(p.size);
    for (let m = 0; m < p.size; m += 1) {
      const least = this.leastOf(m, thresholds);
      const isLeftOut = (this.pick[m] ?? -1) < 0;
      const end = list.first[m + 1] ?? 0;
      if (!isLeftOut) {
        skipLoss[m] = least > -Infinity ? Math.max(0, (this.top[m] ?? 0) - least) : Infinity;
      }
      for (let i = list.first[m] ?? 0; i < end; i += 1) {
        loss[list.id[i] ?? 0] = this.lossOf(m, list.reduced[i] ?? 0, thresholds);
      }
    }
    return { loss, skipLoss, rent: this.rent.slice() };
  }

  private leastOf(m: number, thresholds: Thresholds): number {
    return thresholds[this.input.p.classOf[m] === 0 ? 0 : 1];
  }

  /** Adds up the prices of the cells; gives what all the time and all the caps are worth. */
  private worth(): number {
    const { p } = this.input;
    let worth = 0;
    for (let t = 0; t < p.cells; t += 1) {
      worth += this.rent[t] ?? 0;
      this.sum[t + 1] = worth;
    }
    for (let i = 0; i < p.capSize.length; i += 1) {
      worth += (this.capPrice[i] ?? 0) * (p.capSize[i] ?? 0);
    }
    return worth;
  }

  private pickAll({ first, id, from, to, value, reduced }: Remaining): void {
    const { sum } = this;
    const hasCaps = this.capPrice.length > 0;
    for (let m = 0; m < this.pick.length; m += 1) {
      const end = intAt(first, m + 1);
      let most = -Infinity;
      let at = -1;
      for (let i = intAt(first, m); i < end; i += 1) {
        let here = floatAt(value, i) - floatAt(sum, intAt(to, i)) + floatAt(sum, intAt(from, i));
        if (hasCaps) here -= this.priceOfCaps(intAt(id, i));
        reduced[i] = here;
        if (here > most) {
          most = here;
          at = intAt(id, i);
        }
      }
      this.top[m] = most;
      this.pick[m] = at;
    }
  }

  private priceOfCaps(c: number): number {
    const { capA, capB } = this.input.p;
    const [a, b] = [capA[c] ?? -1, capB[c] ?? -1];
    return (a < 0 ? 0 : (this.capPrice[a] ?? 0)) + (b < 0 ? 0 : (this.capPrice[b] ?? 0));
  }

  /** Between the last that has a place and the first that has none. */
  private threshold(kind: 0 | 1, count: number): number {
    const { p } = this.input;
    const tops: number[] = [];
    for (let m = 0; m < p.size; m += 1) {
      if (p.classOf[m] === kind && (this.pick[m] ?? -1) >= 0) tops.push(this.top[m] ?? 0);
    }
    if (count >= tops.length) return -Infinity;
    tops.sort((a, b) => b - a);
    const next = tops[count] ?? 0;
    return count === 0 ? next : ((tops[count - 1] ?? 0) + next) / 2;
  }

  private countUse(thresholds: Thresholds): void {
    const { p } = this.input;
    const { use, capUse } = this;
    use.fill(0);
    capUse.fill(0);
    for (let m = 0; m < p.size; m += 1) {
      const c = intAt(this.pick, m);
      if (c < 0 || floatAt(this.top, m) < this.leastOf(m, thresholds)) continue;
      add(use, intAt(p.from, c), 1);
      add(use, intAt(p.to, c), -1);
      add(capUse, intAt(p.capA, c), 1);
      add(capUse, intAt(p.capB, c), 1);
    }
  }

  /** How far the picks are from a plan, squared; a price of 0 cannot be lower. */
  private norm(): number {
    const { p } = this.input;
    let norm = 0;
    for (let t = 0, running = 0; t < p.cells; t += 1) {
      running += floatAt(this.use, t);
      if (running > 1 || floatAt(this.rent, t) > 0) norm += (running - 1) * (running - 1);
    }
    for (let i = 0; i < this.capUse.length; i += 1) {
      const over = floatAt(this.capUse, i) - intAt(p.capSize, i);
      if (over > 0 || floatAt(this.capPrice, i) > 0) norm += over * over;
    }
    return norm;
  }

  private adjustRent(pace: number): void {
    const { rent, use } = this;
    for (let t = 0, running = 0; t < rent.length; t += 1) {
      running += floatAt(use, t);
      const price = floatAt(rent, t);
      if (running > 1 || price > 0) rent[t] = Math.max(0, price + pace * (running - 1));
    }
  }
}

function add(to: Float64Array, i: number, by: number): void {
  if (i >= 0) to[i] = floatAt(to, i) + by;
}
