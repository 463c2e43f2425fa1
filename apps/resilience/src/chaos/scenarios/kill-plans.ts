import {
  BEGIN,
  firstKilled,
  inFlight,
  killed,
  RECORD,
  RECOVER,
  stopped,
  type When,
} from "./points.ts";
import { CAL_FAULTS, type CalFault, type Kill, type KillPlan } from "./scenario.ts";

/** After these only Cal.com's own record tells whether the meeting moved. */
const AMBIGUOUS_FAULTS: readonly CalFault[] = [
  "resetAfterCommit",
  "status500AfterCommit",
  "status500BeforeCommit",
  "truncatedBody",
  "hang",
];

const [web, worker] = [killed("web"), killed("worker")];
/** Kills the database when the web app makes one of these calls. */
const database = (when: When, ...functions: string[]): Kill => ({
  ...web(when, ...functions),
  target: "supabase",
});

/** Every kill plan for a move with one web app and one worker. */
export const KILL_PLANS: readonly KillPlan[] = [
  { key: "nothing", label: "nothing", kills: [], faults: CAL_FAULTS },
  {
    key: "webBeforePost",
    label: "web, before the POST leaves",
    kills: [web("after", BEGIN)],
    faults: ["none"],
    isBeforePost: true,
  },
  {
    key: "webInFlight",
    label: "web, while the POST is in flight",
    kills: [inFlight("web")],
    faults: CAL_FAULTS.filter((fault) => fault !== "none"),
  },
  {
    key: "webBeforeRecord",
    label: "web, after Cal.com's response, before our commit",
    kills: [web("before", ...RECORD)],
    faults: CAL_FAULTS,
  },
  {
    key: "webAfterRecord",
    label: "web, after our commit, before its response",
    kills: [web("after", ...RECORD)],
    faults: ["none", "resetAfterCommit", "rateLimit"],
  },
  {
    key: "workerRecovering",
    label: "worker, during recovery",
    kills: [worker("before", ...RECOVER)],
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
    kills: [database("after", BEGIN)],
    faults: ["none"],
    isBeforePost: true,
  },
  {
    key: "databaseBeforeRecord",
    label: "database, after Cal.com's commit, before ours",
    kills: [database("before", ...RECORD)],
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
    kills: [inFlight("web"), worker("before", ...RECOVER)],
    faults: ["delay", ...AMBIGUOUS_FAULTS],
  },
];

/** The web app and the worker both follow Cal.com's webhooks; either may come first. */
const recordingDecision = (when: When) =>
  firstKilled("web", "worker")(when, "booking_observe_status");

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

/** The web app sleeps while the worker settles its move, and goes on afterwards. */
export const STOP_PLANS: readonly KillPlan[] = [
  {
    key: "webStoppedBeforePost",
    label: "web stopped, before the POST leaves",
    kills: [stopped(web("after", BEGIN))],
    faults: ["none"],
    isBeforePost: true,
  },
  {
    key: "webStoppedInFlight",
    label: "web stopped, while the POST is in flight",
    kills: [stopped(inFlight("web"))],
    faults: ["delay", "resetAfterCommit", "status500BeforeCommit"],
  },
  {
    key: "webStoppedBeforeRecord",
    label: "web stopped, after Cal.com's response, before our commit",
    kills: [stopped(web("before", ...RECORD))],
    faults: ["none", "resetAfterCommit", "rateLimit"],
  },
];
