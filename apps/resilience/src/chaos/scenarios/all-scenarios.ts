import { minuteMs } from "@reslot/cal/time";
import { dependencyFaults } from "./dependency-faults.ts";
import { DECISION_KILL_PLANS, KILL_PLANS, STOP_PLANS } from "./kill-plans.ts";
import type { CalFault, CoachDecision, FaultScenario, KillPlan } from "./scenario.ts";
import { CLOCK_PLANS, SECOND_PLANS } from "./second-plans.ts";

type Unnumbered = Omit<FaultScenario, "number">;
type PlanAndFault = readonly [planKey: string, fault: CalFault];

const roles = ["coach", "mentee"] as const;
const actions = ["confirm", "decline"] as const;
const clockShifts = [5 * minuteMs, -5 * minuteMs] as const;

/** The points at which the kind of meeting can make a difference. */
const unconnectedPoints: readonly PlanAndFault[] = [
  ["nothing", "none"],
  ["nothing", "resetAfterCommit"],
  ["webInFlight", "delay"],
  ["webBeforeRecord", "none"],
];
const decidedLater: readonly PlanAndFault[] = [
  ["nothing", "none"],
  ["nothing", "resetAfterCommit"],
  ["webInFlight", "delay"],
  ["webBeforeRecord", "none"],
  ["workerRecovering", "resetAfterCommit"],
  ["databaseBeforeRecord", "none"],
];
const decidedAtOnce: readonly PlanAndFault[] = [
  ["nothing", "resetAfterCommit"],
  ["webBeforeRecord", "none"],
];

/** Both people's calendars are connected, and one web app and one worker run. */
const usual: Omit<Unnumbered, "killPlan" | "fault" | "role"> = {
  meeting: "connected",
  decision: null,
  dependencyFault: null,
  second: null,
  servers: ["web"],
};

/** Every scenario, in the order of the report. Those with the same programs follow each other. */
export function allScenarios(): FaultScenario[] {
  const all = [
    ...connectedScenarios(),
    ...unconnectedScenarios(),
    ...confirmationScenarios(),
    ...stopScenarios(),
    ...dependencyScenarios(),
    ...secondScenarios(),
    ...clockScenarios(),
  ];
  return all.map((scenario, index) => ({ number: index + 1, ...scenario }));
}

function connectedScenarios(): Unnumbered[] {
  return pointsOf(KILL_PLANS).flatMap((point) =>
    roles.map((role) => ({ ...usual, ...point, role })),
  );
}

function unconnectedScenarios(): Unnumbered[] {
  return unconnectedPoints.flatMap(([key, fault]) =>
    roles.map((role) => {
      return { ...usual, meeting: "unconnected", killPlan: killPlanOf(key), fault, role };
    }),
  );
}

/** A mentee's move needs the coach's confirmation; the coach's own does not. */
function confirmationScenarios(): Unnumbered[] {
  const common = { ...usual, meeting: "needsConfirmation" } as const;
  const decided = (points: readonly PlanAndFault[], when: CoachDecision["when"]): Unnumbered[] =>
    points.flatMap(([key, fault]) =>
      actions.map((action) => {
        const decision = { action, when };
        return { ...common, decision, killPlan: killPlanOf(key), fault, role: "mentee" };
      }),
    );
  return [
    { ...common, killPlan: killPlanOf("nothing"), fault: "none", role: "coach" },
    ...decided(decidedLater, "later"),
    ...decided(decidedAtOnce, "atOnce"),
    ...decided(
      DECISION_KILL_PLANS.map(({ key }) => [key, "none"]),
      "later",
    ),
  ];
}

function stopScenarios(): Unnumbered[] {
  return byTurns(pointsOf(STOP_PLANS).map((point) => ({ ...usual, ...point })));
}

function dependencyScenarios(): Unnumbered[] {
  const killPlan = killPlanOf("nothing");
  return byTurns(dependencyFaults().map((faults) => ({ ...usual, killPlan, ...faults })));
}

/** The same request reaches both web apps at the same time. */
function secondScenarios(): Unnumbered[] {
  const common = { ...usual, second: { clockShiftMs: 0 }, servers: ["web", "web2"] } as const;
  return byTurns(pointsOf(SECOND_PLANS).map((point) => ({ ...common, ...point })));
}

function clockScenarios(): Unnumbered[] {
  return clockShifts.flatMap((clockShiftMs) => {
    const common = { ...usual, second: { clockShiftMs }, servers: ["web2"] } as const;
    return byTurns(pointsOf(CLOCK_PLANS).map((point) => ({ ...common, ...point })));
  });
}

function pointsOf(plans: readonly KillPlan[]): Pick<Unnumbered, "killPlan" | "fault">[] {
  return plans.flatMap((killPlan) => killPlan.faults.map((fault) => ({ killPlan, fault })));
}

/** The coach moves in the first scenario, the mentee in the next. */
function byTurns(scenarios: readonly Omit<Unnumbered, "role">[]): Unnumbered[] {
  return scenarios.map((scenario, index) => ({
    ...scenario,
    role: index % 2 === 0 ? "coach" : "mentee",
  }));
}

function killPlanOf(key: string): KillPlan {
  const plan = [...KILL_PLANS, ...DECISION_KILL_PLANS].find((each) => each.key === key);
  if (!plan) throw new Error(`There is no kill plan called ${key}.`);
  return plan;
}
