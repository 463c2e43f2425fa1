import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { allScenarios, CAL_FAULTS, DECISION_KILL_PLANS, KILL_PLANS } from "./scenarios.ts";

describe("the chaos scenarios", () => {
  it("are at least sixty, each with its own number", () => {
    const scenarios = allScenarios();

    expect(scenarios.length).toBeGreaterThanOrEqual(60);
    expect(new Set(scenarios.map(({ number }) => number)).size).toBe(scenarios.length);
  });

  it("cover every fault without a kill, and every kill plan from both sides", () => {
    const withoutKills = allScenarios().filter(({ killPlan }) => killPlan.kills.length === 0);

    expect(new Set(withoutKills.map(({ fault }) => fault))).toEqual(new Set(CAL_FAULTS));
    for (const killPlan of KILL_PLANS) {
      const roles = allScenarios()
        .filter((scenario) => scenario.killPlan === killPlan)
        .map(({ role }) => role);
      expect(new Set(roles)).toEqual(new Set(["coach", "mentee"]));
    }
  });

  it("kill at calls that the product makes", () => {
    const folder = new URL("../../../../packages/db/src/", import.meta.url);
    const sources = readdirSync(folder)
      .filter((name) => name.endsWith(".ts"))
      .map((name) => readFileSync(new URL(name, folder), "utf8"));
    const called = new Set(
      [...sources.join("").matchAll(/\brpc\(\s*"(\w+)"/g)].map(([, name]) => name),
    );
    const held = [...KILL_PLANS, ...DECISION_KILL_PLANS].flatMap(({ kills }) =>
      kills.flatMap(({ at }) => (at === "inFlight" ? [] : at.functions)),
    );

    expect(held.length).toBeGreaterThan(0);
    expect(held.filter((name) => !called.has(name))).toEqual([]);
  });

  it("move the meetings of unconnected mentees from both sides", () => {
    const roles = allScenarios()
      .filter(({ meeting }) => meeting === "unconnected")
      .map(({ role }) => role);

    expect(new Set(roles)).toEqual(new Set(["coach", "mentee"]));
  });

  it("confirm and decline what needs the coach, later and at once, also with a kill at that moment", () => {
    const decisions = allScenarios().flatMap(({ decision }) => decision ?? []);
    const withKills = allScenarios().filter(({ killPlan }) =>
      DECISION_KILL_PLANS.includes(killPlan),
    );

    expect(new Set(decisions.map(({ action, when }) => `${action} ${when}`)).size).toBe(4);
    expect(
      new Set(withKills.map(({ killPlan, decision }) => `${killPlan.key} ${decision?.action}`))
        .size,
    ).toBe(2 * DECISION_KILL_PLANS.length);
  });
});
