import type { StackPlan } from "@reslot/launcher";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { killProcesses } from "./kill-processes.ts";
import { allScenarios } from "./scenarios/all-scenarios.ts";
import type { FaultScenario } from "./scenarios/scenario.ts";
import type { ChaosStack } from "./stack/chaos-stack.ts";
import type { Program } from "./stack/programs.ts";

/** What happened, in order. */
const events: string[] = [];
const reach = new Map<Program, (name: string) => void>();

/** Answers for the database's SQL console and for Cal.com's log, where a reschedule call is unanswered. */
const standIns = createServer((request, response) => {
  const isSql = request.url === "/_sandbox/sql";
  if (isSql) events.push("leases expired");
  const unanswered = { method: "POST", path: "/v2/bookings/a/reschedule", status: 0 };
  response.end(JSON.stringify(isSql ? { rows: [] } : [unanswered]));
});
let stack: ChaosStack;

beforeAll(async () => {
  standIns.listen(0, "127.0.0.1");
  await once(standIns, "listening");
  const url = `http://127.0.0.1:${(standIns.address() as AddressInfo).port}`;
  const plan = { urls: { calUrl: url, supabaseUrl: url }, secrets: {} } as unknown as StackPlan;
  const proxyOf = (program: Program) => ({
    url,
    close: async () => undefined,
    holdNext: () => ({
      reached: new Promise<string>((resolve) => {
        reach.set(program, resolve);
      }),
      release: () => events.push(`${program} released`),
      cut: () => events.push(`${program} cut`),
    }),
  });
  stack = {
    plan,
    bookings: {},
    webUrls: { web: url, web2: url },
    pausing: {
      web: proxyOf("web"),
      web2: proxyOf("web2"),
      worker: proxyOf("worker"),
      worker2: proxyOf("worker2"),
    },
    dependencies: {} as ChaosStack["dependencies"],
    useSecond: async () => undefined,
    freeze: (target) => void events.push(`${target} stopped`),
    resume: (target) => void events.push(`${target} continued`),
    kill: async (target) => void events.push(`${target} killed`),
    restart: async (target) => void events.push(`${target} restarted`),
    stop: async () => undefined,
  };
});
afterAll(() => standIns.close());
beforeEach(() => {
  events.length = 0;
  reach.clear();
});

function scenarioWith(planKey: string): FaultScenario {
  const scenario = allScenarios().find(({ killPlan }) => killPlan.key === planKey);
  if (!scenario) throw new Error(`There is no scenario with the kill plan ${planKey}.`);
  return scenario;
}

const inputOf = (scenario: FaultScenario) => ({
  stack,
  scenario,
  knownCalls: 0,
  stopped: { atLeastMs: 50, awakeMs: 10 },
  othersSettled: async () => void events.push("others settled"),
});

describe("killProcesses", () => {
  it("kills nothing without kills", async () => {
    const result = await killProcesses(inputOf(scenarioWith("nothing")));

    expect(result).toMatchObject({ downtimeMs: 0, inFlight: "nothing" });
    expect(events).toEqual([]);
  });

  it("kills the web app while Cal.com has an unanswered reschedule call", async () => {
    const scenario = scenarioWith("webInFlight");

    const { inFlight, recovered } = await killProcesses(inputOf(scenario));
    await recovered;

    expect(inFlight).toBe("POST at Cal.com");
    expect(events).toEqual(["web killed", "web restarted"]);
  });

  it("kills the worker at its call to the database, and ends its leases", async () => {
    const scenario = scenarioWith("workerRecovering");
    const killing = killProcesses(inputOf(scenario));
    reach.get("worker")?.("reschedule_apply");

    expect(await killing).toMatchObject({ inFlight: "reschedule_apply (before)" });
    expect(events).toEqual(["worker killed", "worker cut", "worker restarted", "leases expired"]);
  });

  it.each(["web", "worker"] as const)(
    "kills the %s if it is the first to record the coach's decision, and lets the other continue",
    async (program) => {
      const scenario = scenarioWith("beforeDecision");
      const killing = killProcesses(inputOf(scenario));
      reach.get(program)?.("booking_observe_status");
      await killing;

      const other = program === "web" ? "worker" : "web";
      expect(events[0]).toBe(`${other} released`);
      expect(events[1]).toBe(`${program} killed`);
      expect(events.slice(-2)).toEqual([`${program} restarted`, "leases expired"]);
    },
  );

  it("stops a worker until the others have settled its move, and lets its call go on afterwards", async () => {
    const scenario = scenarioWith("eitherWorkerStoppedRecovering");
    const killing = killProcesses(inputOf(scenario));
    reach.get("worker2")?.("reschedule_apply_chain");
    const { downtimeMs, inFlight, recovered } = await killing;
    await recovered;

    expect({ downtimeMs, inFlight }).toEqual({
      downtimeMs: 0,
      inFlight: "reschedule_apply_chain (before)",
    });
    expect(events.filter((event) => event !== "worker released")).toEqual([
      "worker2 stopped",
      "leases expired",
      "others settled",
      "worker2 continued",
      "worker2 released",
    ]);
  });

  it("stops a program before the move without waiting for it", async () => {
    const scenario = scenarioWith("clockOfWorkerWrong");

    const { inFlight, recovered } = await killProcesses(inputOf(scenario));
    await recovered;

    expect(inFlight).toBe("POST at Cal.com");
    expect(events.slice(0, 2)).toEqual(["worker stopped", "leases expired"]);
    expect(events).toEqual(expect.arrayContaining(["web2 killed", "worker continued"]));
  });
});
