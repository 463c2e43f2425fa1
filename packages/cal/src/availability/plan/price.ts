import { type Evaluation, type Prices, Pricing, type PricingInput } from "./pricing.ts";
import { Remaining } from "./remaining.ts";
import { type Work } from "./work.ts";

export interface PriceInput extends PricingInput {
  /** What the best known plan is worth: a bound below `known() + 1` is a proof. */
  readonly known: () => number;
  readonly rounds: number;
  readonly work: Work;
  /** In which rounds a plan is made of the prices, with the lowest bound so far. */
  readonly plansIn: ReadonlySet<number>;
  readonly makePlan: (prices: Prices) => void;
}

/** Values are whole, so a better plan is better by at least 1. */
const wholeStep = 1 - 1e-6;
const firstPace = 1.2;
const lastPace = 0.01;
const roundsUntilSlower = 6;
const roundsBetweenPrunings = 12;

/** Lowers the bound by better and better prices (subgradient steps of Polyak's length). */
export function price(input: PriceInput): Prices {
  const { p, value, known, work } = input;
  const pricing = new Pricing(input);
  const list = new Remaining(p, value);
  const best = { bound: Infinity, rent: pricing.rent.slice(), capPrice: pricing.capPrice.slice() };
  let pace = firstPace;
  let stale = 0;
  for (let round = 1; round <= input.rounds && !work.isSpent; round += 1) {
    work.spend(list.length);
    const now = pricing.evaluate(list);
    if (now.bound < best.bound - 1e-6) {
      best.rent.set(pricing.rent);
      best.capPrice.set(pricing.capPrice);
      best.bound = now.bound;
      stale = 0;
    } else if (++stale >= roundsUntilSlower) {
      pace /= 2;
      stale = 0;
    }
    if (input.plansIn.has(round)) {
      input.makePlan({ bound: now.bound, ...pricing.losses(list, now.thresholds) });
    }
    if (best.bound < known() + wholeStep || pace < lastPace) break;
    if (round % roundsBetweenPrunings === 0) prune(pricing, list, { now, known: known() });
    const target = Math.max(known(), best.bound * 0.5);
    const length = pace * Math.max(now.bound - target, 0.5);
    if (!pricing.step(length, now.thresholds)) break;
  }
  pricing.rent.set(best.rent);
  pricing.capPrice.set(best.capPrice);
  const all = new Remaining(p, value);
  work.spend(all.length);
  const { bound, thresholds } = pricing.evaluate(all);
  return { bound, ...pricing.losses(all, thresholds) };
}

function prune(
  pricing: Pricing,
  list: Remaining,
  { now, known }: { readonly now: Evaluation; readonly known: number },
): void {
  const most = now.bound - known - wholeStep + 1e-6;
  list.prune((m, reduced) => pricing.lossOf(m, reduced, now.thresholds) > most);
}
