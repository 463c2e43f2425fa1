/** One way of doing the same work. */
export interface Candidate {
  readonly name: string;
  /** Does the work once. */
  run(): ArrayLike<unknown>;
  /** The result as plain numbers, compared before anything is timed; by default what `run` gives. */
  numbers?(): readonly number[];
  /** The part of the work it does, when the whole would take minutes; its times are scaled up. */
  readonly share?: number;
}

export interface Measured {
  readonly name: string;
  /** Median over the rounds, in milliseconds for the whole work. */
  readonly medianMs: number;
  readonly rounds: number;
}

export interface MeasureOptions {
  readonly rounds: number;
  /** The most that a candidate gets in total; slow candidates have fewer rounds. */
  readonly budgetMs: number;
}

const sampleMs = 20;

/**
 * Times candidates in turns: in every round each runs once, so that a busy machine disturbs all of
 * them alike. A fast candidate repeats its work until a sample takes 20 ms.
 */
export function measure(
  candidates: readonly Candidate[],
  { rounds, budgetMs }: MeasureOptions,
): Measured[] {
  const plans = candidates.map((candidate) => plan(candidate, { rounds, budgetMs }));
  for (let round = 0; round < rounds; round += 1) {
    for (const each of plans) {
      if (each.samples.length < each.rounds) each.samples.push(sample(each));
    }
  }
  return plans.map(({ candidate, samples }) => ({
    name: candidate.name,
    medianMs: median(samples) / (candidate.share ?? 1),
    rounds: samples.length,
  }));
}

interface Plan {
  readonly candidate: Candidate;
  readonly repeats: number;
  readonly rounds: number;
  readonly samples: number[];
}

/** Warms a candidate up and finds out how often to repeat it. */
function plan(candidate: Candidate, { rounds, budgetMs }: MeasureOptions): Plan {
  let elapsed = 0;
  for (let i = 0; i < 3 && elapsed < 500; i += 1) elapsed = timeOf(candidate, 1);
  let repeats = 1;
  while (elapsed < sampleMs && repeats < 1 << 20) {
    repeats = Math.ceil(repeats * Math.min(16, Math.max(2, sampleMs / Math.max(elapsed, 0.01))));
    elapsed = timeOf(candidate, repeats);
  }
  const affordable = Math.max(3, Math.floor(budgetMs / elapsed));
  return { candidate, repeats, rounds: Math.min(rounds, affordable), samples: [] };
}

function sample({ candidate, repeats }: Plan): number {
  globalThis.gc?.({ type: "minor" });
  return timeOf(candidate, repeats) / repeats;
}

let kept = 0;

function timeOf(candidate: Candidate, repeats: number): number {
  const startedAt = performance.now();
  for (let i = 0; i < repeats; i += 1) kept += candidate.run().length; // keeps the work alive
  return performance.now() - startedAt;
}

/** The middle value; `NaN` of nothing. */
function median(values: readonly number[]): number {
  const sorted = values.toSorted((left, right) => left - right);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}

/** How much work the timed runs returned; reading it makes sure that none was optimised away. */
export function keptWork(): number {
  return kept;
}
