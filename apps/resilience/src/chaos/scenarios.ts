import type { DatabaseCaller, KillTarget } from "./chaos-stack.ts";
import type { HoldPoint } from "../proxy/pausing-proxy.ts";

export const CAL_FAULTS = [
  "none",
  "delay",
  "resetAfterCommit",
  "status500AfterCommit",
  "status500BeforeCommit",
  "truncatedBody",
  "hang",
  "rateLimit",
  "unauthorized",
] as const;
type CalFault = (typeof CAL_FAULTS)[number];

/** After these only Cal.com's own record tells whether the meeting moved. */
const AMBIGUOUS_FAULTS: readonly CalFault[] = [
  "resetAfterCommit",
  "status500AfterCommit",
  "status500BeforeCommit",
  "truncatedBody",
  "hang",
];

/** Whose calendars are connected, and whether a mentee's move needs the coach's confirmation. */
export type MeetingKind = "connected" | "unconnected" | "needsConfirmation";

/** What the coach does in Cal.com with a move that needs confirmation, and when: once Reslot has recorded it, or as soon as Cal.com has it. */
export interface CoachDecision {
  readonly action: "confirm" | "decline";
  readonly when: "later" | "atOnce";
}

/** A call to the database by one of these programs. */
export interface DatabasePoint extends HoldPoint {
  readonly of: readonly DatabaseCaller[];
}

/** One process and the exact point at which it is killed. */
export interface Kill {
  /** "caller": the program that reaches the point first. */
  readonly target: KillTarget | "caller";
  /** While the reschedule call is in flight at Cal.com, or at a call to the database. */
  readonly at: "inFlight" | DatabasePoint;
}

export interface KillPlan {
  readonly key: string;
  /** For the report. */
  readonly label: string;
  readonly kills: readonly Kill[];
  /** Faults at Cal.com under which these injection points exist. */
  readonly faults: readonly CalFault[];
  /** The kill may come before Cal.com gets the move. */
  readonly isBeforePost?: boolean;
  /** The kills happen while the coach's decision is recorded, not during the move. */
  readonly isDuringDecision?: boolean;
}

const web = (when: HoldPoint["when"], ...functions: string[]): Kill => ({
  target: "web",
  at: { of: ["web"], when, functions },
});
const worker = (when: HoldPoint["when"], ...functions: string[]): Kill => ({
  target: "worker",
  at: { of: ["worker"], when, functions },
});
const database = (when: HoldPoint["when"], ...functions: string[]): Kill => ({
  target: "supabase",
  at: { of: ["web"], when, functions },
});
const webInFlight: Kill = { target: "web", at: "inFlight" };
const workerRecovering = worker("before", "reschedule_apply_chain", "reschedule_fail");

/** Every kill plan for a move. */
export const KILL_PLANS: readonly KillPlan[] = [
  { key: "nothing", label: "nothing", kills: [], faults: CAL_FAULTS },
  {
    key: "webAfterBegin",
    label: "web, attempt just recorded",
    kills: [web("after", "reschedule_begin")],
    faults: ["none"],
    isBeforePost: true,
  },
  {
    key: "webBeforePost",
    label: "web, before the POST leaves",
    kills: [web("after", "reschedule_mark_sending_noting")],
    faults: ["none"],
    isBeforePost: true,
  },
  {
    key: "webInFlight",
    label: "web, while the POST is in flight",
    kills: [webInFlight],
    faults: CAL_FAULTS.filter((fault) => fault !== "none"),
  },
  {
    key: "webBeforeRecord",
    label: "web, after Cal.com's response, before our commit",
    kills: [web("before", "reschedule_apply_own", "reschedule_fail")],
    faults: CAL_FAULTS,
  },
  {
    key: "webAfterRecord",
    label: "web, after our commit, before its response",
    kills: [web("after", "reschedule_apply_own", "reschedule_fail")],
    faults: ["none", "resetAfterCommit", "rateLimit"],
  },
  {
    key: "workerRecovering",
    label: "worker, during recovery",
    kills: [workerRecovering],
    faults: AMBIGUOUS_FAULTS,
  },
  {
    key: "workerBeforeMail",
    label: "worker, email claimed but not sent",
    kills: [worker("after", "outbox_claim_batch")],
    faults: ["none"],
  },
  {
    key: "workerAfterMail",
    label: "worker, email sent but not marked as sent",
    kills: [worker("before", "outbox_settle")],
    faults: ["none"],
  },
  {
    key: "databaseBeforePost",
    label: "database, before the POST leaves",
    kills: [database("after", "reschedule_mark_sending_noting")],
    faults: ["none"],
    isBeforePost: true,
  },
  {
    key: "databaseBeforeRecord",
    label: "database, after Cal.com's commit, before ours",
    kills: [database("before", "reschedule_apply_own", "reschedule_fail")],
    faults: ["none", "resetAfterCommit", "rateLimit"],
  },
  {
    key: "databaseAfterRecord",
    label: "database, right after our commit",
    kills: [database("after", "reschedule_apply_own")],
    faults: ["none"],
  },
  {
    key: "both",
    label: "web in flight, then worker during recovery",
    kills: [webInFlight, workerRecovering],
    faults: ["delay", ...AMBIGUOUS_FAULTS],
  },
];

/** The web app and the worker both follow Cal.com's webhooks; either may come first. */
const recordingDecision = (when: HoldPoint["when"]): Kill => ({
  target: "caller",
  at: { of: ["web", "worker"], when, functions: ["booking_observe_status"] },
});

/** Kills while the coach's decision is recorded. */
export const DECISION_KILL_PLANS: readonly KillPlan[] = [
  {
    key: "beforeDecision",
    label: "web or worker, the coach's decision read but not recorded",
    kills: [recordingDecision("before")],
    faults: ["none"],
    isDuringDecision: true,
  },
  {
    key: "afterDecision",
    label: "web or worker, the coach's decision just recorded",
    kills: [recordingDecision("after")],
    faults: ["none"],
    isDuringDecision: true,
  },
];

/** One move with one fault at Cal.com and the kills of one plan. */
export interface FaultScenario {
  readonly number: number;
  readonly fault: CalFault;
  readonly killPlan: KillPlan;
  /** Who moves the meeting. */
  readonly role: "coach" | "mentee";
  readonly meeting: MeetingKind;
  /** null if the move needs no confirmation. */
  readonly decision: CoachDecision | null;
}

type Unnumbered = Omit<FaultScenario, "number">;
type PlanAndFault = readonly [planKey: string, fault: CalFault];

const roles = ["coach", "mentee"] as const;
const actions = ["confirm", "decline"] as const;

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

/** Every scenario, in the order of the report. */
export function allScenarios(): FaultScenario[] {
  const all = [...connectedScenarios(), ...unconnectedScenarios(), ...confirmationScenarios()];
  return all.map((scenario, index) => ({ number: index + 1, ...scenario }));
}

function connectedScenarios(): Unnumbered[] {
  const common = { meeting: "connected", decision: null } as const;
  return KILL_PLANS.flatMap((killPlan) =>
    killPlan.faults.flatMap((fault) => roles.map((role) => ({ ...common, killPlan, fault, role }))),
  );
}

function unconnectedScenarios(): Unnumbered[] {
  const common = { meeting: "unconnected", decision: null } as const;
  return unconnectedPoints.flatMap(([key, fault]) =>
    roles.map((role) => ({ ...common, killPlan: killPlanOf(key), fault, role })),
  );
}

/** A mentee's move needs the coach's confirmation; the coach's own does not. */
function confirmationScenarios(): Unnumbered[] {
  const meeting = "needsConfirmation";
  const decided = (points: readonly PlanAndFault[], when: CoachDecision["when"]): Unnumbered[] =>
    points.flatMap(([key, fault]) =>
      actions.map((action) => {
        const decision = { action, when };
        return { meeting, decision, killPlan: killPlanOf(key), fault, role: "mentee" };
      }),
    );
  return [
    { meeting, decision: null, killPlan: killPlanOf("nothing"), fault: "none", role: "coach" },
    ...decided(decidedLater, "later"),
    ...decided(decidedAtOnce, "atOnce"),
    ...decided(
      DECISION_KILL_PLANS.map(({ key }) => [key, "none"]),
      "later",
    ),
  ];
}

function killPlanOf(key: string): KillPlan {
  const plan = [...KILL_PLANS, ...DECISION_KILL_PLANS].find((each) => each.key === key);
  if (!plan) throw new Error(`There is no kill plan called ${key}.`);
  return plan;
}
