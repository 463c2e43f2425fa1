import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { recordFigure } from "../support/record-figure.ts";
import { breakDatabase } from "./break-database.ts";
import { type Mutant, type MutantName, mutants } from "./mutants.ts";
import type { ProfileName } from "./profiles.ts";
import { sharedDatabase } from "./world/sim-database.ts";
import { simulate } from "./simulate.ts";
import { takeOverClock } from "./world/clock.ts";

/** Where each broken protocol is caught, and what gives it away. */
const pinned: Record<MutantName, { seed: number; profile: ProfileName; violation: RegExp }> = {
  "two moves of one meeting may be in flight": {
    seed: 1,
    profile: "normal",
    violation: /^I(?:4 forked|6 moved at Cal.com and not recorded as such)/,
  },
  "a move is recorded without looking at what is recorded already": {
    seed: 2,
    profile: "normal",
    violation: /^I2 history is not one chain/,
  },
  "no answer is taken for a refusal": {
    seed: 2,
    profile: "normal",
    violation: /^I6 moved at Cal.com and not recorded as such/,
  },
  "a failure is declared without looking": {
    seed: 2,
    profile: "normal",
    violation: /^I7 failure declared blindly/,
  },
  "a failure is declared before the quiet time is over": {
    seed: 8,
    profile: "normal",
    violation: /^I7 failure declared blindly/,
  },
};
const names = Object.keys(mutants) as MutantName[];

/** A change of the product shifts what a seed means; so many after the pinned one may catch it as well. */
const neighbours = 20;

let restore = async () => {};
beforeAll(async () => {
  restore = await takeOverClock(sharedDatabase());
});
afterAll(() => restore());

describe("the simulator catches a broken protocol", () => {
  it.each(names)("when %s", { timeout: 600_000 }, async (name) => {
    const database = sharedDatabase();
    const mutant: Mutant = mutants[name];
    const { violation, seed, profile } = pinned[name];
    const repair = await breakDatabase(database, mutant);
    const caught: string[] = [];
    try {
      for (let next = seed; next <= seed + neighbours && caught.length === 0; next += 1) {
        const { violations } = await simulate({ seed: next, profile, database, mutant });
        caught.push(...violations.filter((line) => violation.test(line)));
      }
    } finally {
      await repair();
    }
    const { violations } = await simulate({ seed, profile, database });

    const value = caught.length === 0 ? 1 : 0;
    recordFigure(`broken protocol missed: ${name}`, { value, limit: 0 });
    expect(caught).not.toEqual([]);
    expect(violations).toEqual([]);
  });
});
