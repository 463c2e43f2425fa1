import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { allScenarios } from "./all-scenarios.ts";
import { DECISION_KILL_PLANS, KILL_PLANS, STOP_PLANS } from "./kill-plans.ts";
import { CAL_FAULTS, DEPENDENCY_FAULTS, type FaultScenario } from "./scenario.ts";
import { CLOCK_PLANS, SECOND_PLANS } from "./second-plans.ts";

const keysOf = (scenarios: readonly FaultScenario[]) =>
  new Set(scenarios.map(({ killPlan }) => killPlan.key));

describe("the chaos scenarios", () => {
  it("are at least sixty, each with its own number", () => {
    const scenarios = allScenarios();

    expect(scenarios.length).toBeGreaterThanOrEqual(60);
    expect(new Set(scenarios.map(({ number }) => number)).size).toBe(scenarios.length);
  });

  it("cover every fault without a kill, and every kill plan from both sides", () => {
    const withoutKills = allScenarios().filter(({ killPlan }) => killPlan.key === "nothing");

    expect(new Set(withoutKills.map(({ fault }) => fault))).toEqual(new Set(CAL_FAULTS));
    for (const killPlan of KILL_PLANS) {
      const roles = allScenarios()
        .filter((scenario) => scenario.killPlan === killPlan)
        .map(({ role }) => role);
      expect(new Set(roles)).toEqual(new Set(["coach", "mentee"]));
    }
  });

  it("kill at calls that the product makes", () => {
    const folder = new URL("../../../../../packages/db/src/", import.meta.url);
    const sources = readdirSync(folder)
      .filter((name) => name.endsWith(".ts"))
      .map((name) => readFileSync(new URL(name, folder), "utf8"));
    const called = new Set(
      [...sources.join("").matchAll(/\brpc\(\s*"(\w+)"/g)].map(([, name]) => name),
    );
    const held = allScenarios().flatMap(({ killPlan: { kills }, dependencyFault }) => [
      ...kills.flatMap(({ at }) => (typeof at === "string" ? [] : at.functions)),
      ...(dependencyFault?.calls ?? []).flatMap((call) => call.split("/rpc/")[1] ?? []),
    ]);

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

  it("make every call of a move fail in every way at the database, at Clerk and at the mail provider", () => {
    const faults = allScenarios().flatMap(({ dependencyFault }) => dependencyFault ?? []);
    const once = faults.filter(({ times }) => times === 1);
    const places = new Set(once.map(({ dependency, calls }) => `${dependency} ${calls.join()}`));

    expect(new Set(faults.map(({ dependency }) => dependency))).toEqual(
      new Set(["database", "Clerk", "mail"]),
    );
    expect(once).toHaveLength(places.size * DEPENDENCY_FAULTS.length);
  });

  it("stop the web app and the worker, each only where another program can take over", () => {
    const stops = allScenarios().flatMap(({ killPlan, second }) =>
      killPlan.kills.flatMap((kill) => (kill.signal === "SIGSTOP" ? { ...kill, second } : [])),
    );
    const alone = stops.filter(({ second }) => second === null);

    expect(new Set(alone.map(({ target }) => target))).toEqual(new Set(["web"]));
    expect(keysOf(allScenarios())).toEqual(
      new Set(
        [...KILL_PLANS, ...DECISION_KILL_PLANS, ...STOP_PLANS, ...SECOND_PLANS, ...CLOCK_PLANS].map(
          ({ key }) => key,
        ),
      ),
    );
  });

  it("ask both web apps, and the second one under each wrong clock the same", () => {
    const shifted = (shiftMs: number) =>
      allScenarios()
        .filter(({ second }) => second?.clockShiftMs === shiftMs)
        .map(({ killPlan, fault, servers }) => `${killPlan.key} ${fault} ${servers.join()}`);

    expect(new Set(shifted(0).map((line) => line.split(" ").at(-1)))).toEqual(
      new Set(["web,web2"]),
    );
    expect(shifted(300_000)).toEqual(shifted(-300_000));
    expect(shifted(300_000)).toContain("clockOfWorkerWrong delayBeforeCommit web2");
  });
});
