import { describe, expect, it } from "vitest";
import { solve } from "../../src/availability/plan/solve.ts";
import { Work } from "../../src/availability/plan/work.ts";
import { compareWithExact } from "./compare.ts";
import { solveByEnumeration, solveExactly, violationOf } from "./exact.ts";
import { smallProblem } from "./small-problem.ts";

/** `npm run bench` looks at 2,000. */
const instances = 500;

it(`the plans of ${instances} instances of up to ten meetings are those of the exact solver`, () => {
  const { different, crowded } = compareWithExact(instances);

  expect(different).toEqual([]);
  expect(crowded).toBeGreaterThan(instances / 3);
});

it("the exact solver finds what looking at every combination finds", () => {
  const problems = Array.from({ length: 300 }, (_, seed) => smallProblem(seed)).filter(
    ({ size, value }) => size <= 4 && value.length < 30,
  );
  expect(problems.length).toBeGreaterThan(30);
  for (const problem of problems) {
    const { placed, value } = solveByEnumeration(problem);

    expect(solveExactly(problem)).toMatchObject({ placed, value });
  }
});

describe("little work", () => {
  it("still gives a plan, with a bound that holds, and claims nothing it does not know", () => {
    for (let seed = 1; seed <= 60; seed += 1) {
      const problem = smallProblem(seed);
      const truth = solveExactly(problem);
      for (const units of [1, 30, 300, 3000]) {
        const solved = solve(problem, { work: new Work(units) });
        const isAsMany = solved.placed.join() === truth?.placed.join();
        const value = truth?.value ?? 0;
        const claims = [
          !solved.isMost || isAsMany,
          !isAsMany || solved.bound >= value,
          !isAsMany || !solved.isBest || solved.value === value,
        ];

        expect(violationOf(problem, solved)).toBeNull();
        expect(claims).toEqual([true, true, true]);
      }
    }
  });

  it("never loses what it began with", () => {
    for (let seed = 1; seed <= 60; seed += 1) {
      const problem = smallProblem(seed);
      const known = solve(problem, { work: new Work(1_000_000) });
      const again = solve(problem, { work: new Work(1), seed: known.choice });

      expect(again.placed).toEqual(known.placed);
      expect(again.value).toBeGreaterThanOrEqual(known.value);
    }
  });

  it("is counted where a part of it is spent, and ends with the whole", () => {
    const whole = new Work(100);
    const part = whole.part(60);
    part.spend(50);
    expect([part.rest, whole.rest, part.isSpent]).toEqual([10, 50, false]);
    whole.spend(50);
    expect([part.rest, part.isSpent, whole.isSpent]).toEqual([10, true, true]);
    expect(whole.part(60).rest).toBe(0);
  });
});
