import { afterAll, beforeAll, expect, it } from "vitest";
import { recordFigure } from "../support/record-figure.ts";
import { expectedKinds } from "./events.ts";
import { type ProfileName, profiles } from "./profiles.ts";
import { simulate, type SimResult } from "./simulate.ts";
import { sharedDatabase } from "./world/sim-database.ts";
import { takeOverClock } from "./world/clock.ts";

// SEED=7 replays one run, with what happened; SIM_SEEDS=200 makes more of them, SIM_FROM=1000 others.
const one = process.env["SEED"];
const count = Number(process.env["SIM_SEEDS"] ?? 2);
const from = Number(process.env["SIM_FROM"] ?? 1);
const seeds = one ? [Number(one)] : Array.from({ length: count }, (_, index) => from + index);
/** So many runs of a profile say whether something happens at all, and so many how often it does. */
const enoughToSee = 50;
const enoughToCount = 200;

/** The runs of one profile; each has a file of its own, so that they run in parallel. */
export function testProfile(profile: ProfileName): void {
  let restore = async () => {};
  beforeAll(async () => {
    restore = await takeOverClock(sharedDatabase());
  });
  afterAll(() => restore());

  it(
    `the reschedule protocol keeps its invariants under random schedules and faults (${profile})`,
    async () => {
      const failures: unknown[] = [];
      const results: SimResult[] = [];
      for (const seed of seeds) {
        const result = await run(seed, profile);
        const { violations, trace } = result;
        const replay = `SEED=${seed} npm test -- ${expect.getState().testPath}`;
        if (violations.length > 0) failures.push({ replay, violations, ...(one && { trace }) });
        results.push(result);
      }

      const posts = results.reduce((sum, each) => sum + each.posts, 0);
      const value = failures.length;
      recordFigure(`broken in ${seeds.length} worlds (${profile})`, { value, limit: 0 });
      expect(failures).toEqual([]);
      const leastPosts = seeds.length < enoughToSee ? 0 : seeds.length / 4;
      expect(posts).toBeGreaterThanOrEqual(leastPosts);
      const rare = rareKinds(profile, results);
      expect(seeds.length < enoughToCount ? [] : rare).toEqual([]);
    },
    seeds.length * 20_000 + 30_000,
  );
}

async function run(seed: number, profile: ProfileName): Promise<SimResult> {
  try {
    return await simulate({ seed, profile, database: sharedDatabase() });
  } catch (error) {
    return { violations: [String(error)], trace: [], posts: 0, kinds: new Set() };
  }
}

/** What happened in fewer than one run of twenty; all kinds are printed with their share. */
function rareKinds(profile: ProfileName, results: readonly SimResult[]): string[] {
  const hasHooks = profiles[profile].hookLoss < 1;
  const possible = expectedKinds.filter((kind) => hasHooks || !kind.startsWith("webhook "));
  const shares = possible.map((kind) => {
    const runs = results.filter(({ kinds }) => kinds.has(kind)).length;
    return { kind, share: runs / results.length };
  });
  const printed = shares.map(({ kind, share }) => `${kind} ${Math.round(share * 100)} %`);
  if (results.length >= enoughToSee)
    process.stdout.write(`${profile}, in so many runs: ${printed.join(", ")}\n`);
  return shares.filter(({ share }) => share < 1 / 20).map(({ kind }) => kind);
}
