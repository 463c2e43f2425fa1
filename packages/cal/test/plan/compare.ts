import { solve } from "../../src/availability/plan/solve.ts";
import { Work } from "../../src/availability/plan/work.ts";
import { solveExactly, violationOf } from "./exact.ts";
import { smallProblem } from "./small-problem.ts";

/** Several times what any of 20,000 instances took. */
const mostWork = 3_000_000;

interface Compared {
  /** What the solver and the exact one say differently, with its seed. */
  readonly different: readonly object[];
  /** In how many not all meetings can be placed. */
  readonly crowded: number;
}

/** Looks at so many instances of up to ten meetings: the same number placed, as well, and proven. */
export function compareWithExact(instances: number): Compared {
  const different: object[] = [];
  let crowded = 0;
  for (let seed = 1; seed <= instances; seed += 1) {
    const problem = smallProblem(seed);
    const truth = solveExactly(problem);
    const work = new Work(mostWork);
    const solved = solve(problem, { work });
    const { placed, value, isMost, isBest, bound } = solved;
    const broken = violationOf(problem, solved);
    const here = {
      placed,
      value,
      bound,
      isProven: isMost && isBest,
      isSpent: work.isSpent,
      broken,
    };
    const expected = {
      placed: truth?.placed,
      value: truth?.value,
      bound: truth?.value,
      isProven: true,
      isSpent: false,
      broken: null,
    };
    if (JSON.stringify(here) !== JSON.stringify(expected)) different.push({ seed, here, expected });
    if (placed[0] + placed[1] < problem.size) crowded += 1;
  }
  return { different, crowded };
}
