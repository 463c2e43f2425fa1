import { describe, expect, it } from "vitest";
import { recordFigure } from "../support/record-figure.ts";
import { breakDatabase } from "./break-database.ts";
import { sharedDatabase } from "./world/sim-database.ts";
import { simulateTokens } from "./simulate-tokens.ts";

const count = Number(process.env["SIM_SEEDS"] ?? 30);

describe("refreshing an access token under random schedules and crashes", () => {
  it(
    "asks Cal.com once, stores before use and keeps the newest token",
    { timeout: count * 5_000 + 60_000 },
    async () => {
      const failures: unknown[] = [];
      let asked = 0;
      for (let seed = 1; seed <= count; seed += 1) {
        const { violations, refreshes } = await simulateTokens(seed, sharedDatabase());
        if (violations.length > 0) failures.push({ seed, violations });
        asked += refreshes;
      }

      const value = failures.length;
      recordFigure(`broken in ${count} worlds (access tokens)`, { value, limit: 0 });
      expect(failures).toEqual([]);
      expect(asked).toBeGreaterThan(count / 4);
    },
  );

  it("the simulator catches a refresh without a lease", { timeout: 120_000 }, async () => {
    const database = sharedDatabase();
    const repair = await breakDatabase(database, {
      functions: {
        cal_integration_lease_refresh: [[`if v_mine."refreshUntil" > v_now then`, "if false then"]],
      },
    });
    const caught: string[] = [];
    try {
      for (let seed = 1; seed <= 20 && caught.length === 0; seed += 1) {
        caught.push(...(await simulateTokens(seed, database)).violations);
      }
    } finally {
      await repair();
    }

    expect(caught.join()).toMatch(/I11 asked twice/);
  });
});
