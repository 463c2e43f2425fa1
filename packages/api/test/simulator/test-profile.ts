import { expect, it } from "vitest";
import type { ProfileName } from "./profiles.ts";
import { recordFigure } from "../support/record-figure.ts";
import { sharedDatabase } from "./sim-database.ts";
import { simulate } from "./simulate.ts";

// SEED=7 replays one run, with what happened; SIM_SEEDS=200 makes more of them. Every
// mutant is caught in some of so few in each profile.
const one = process.env["SEED"];
const count = Number(process.env["SIM_SEEDS"] ?? 12);
const seeds = one ? [Number(one)] : Array.from({ length: count }, (_, index) => index + 1);

/** The runs of one profile; each has a file of its own, so that they run in parallel. */
export function testProfile(profile: ProfileName): void {
  it(
    `the reschedule protocol keeps its invariants under random schedules and faults (${profile})`,
    async () => {
      const database = sharedDatabase();
      const failures: unknown[] = [];
      let posts = 0;
      for (const seed of seeds) {
        const {
          violations,
          trace,
          posts: sent,
        } = await simulate({ seed, profile, database }).catch((error: unknown) => ({
          violations: [String(error)],
          trace: [],
          posts: 0,
        }));
        const replay = `SEED=${seed} npm test -- ${expect.getState().testPath}`;
        if (violations.length > 0) failures.push({ replay, violations, ...(one && { trace }) });
        posts += sent;
      }

      const value = failures.length;
      recordFigure(`broken in ${seeds.length} worlds (${profile})`, { value, limit: 0 });
      expect(failures).toEqual([]);
      expect(one ? 1 : posts).toBeGreaterThan(seeds.length / 4);
    },
    seeds.length * 10_000 + 30_000,
  );
}
