import type { Program } from "../stack/programs.ts";
import { BEGIN, firstKilled, inFlight, killed, RECORD, RECOVER, stopped } from "./points.ts";
import type { Kill, KillPlan } from "./scenario.ts";

const web2 = killed("web2");
const eitherWeb = firstKilled("web", "web2");
const eitherWorker = firstKilled("worker", "worker2");
/** Cal.com's webhook lets any of them find a move. */
const anyProgram = firstKilled("web", "web2", "worker", "worker2");

/** With two web apps and two workers: whichever reaches the point first is killed or stopped. */
export const SECOND_PLANS: readonly KillPlan[] = [
  {
    key: "eitherNothing",
    label: "nothing",
    kills: [],
    faults: ["none", "delay", "resetAfterCommit", "hang"],
  },
  {
    key: "eitherWebBeforePost",
    label: "one web, before the POST leaves",
    kills: [eitherWeb("after", BEGIN)],
    faults: ["none"],
    isBeforePost: true,
  },
  {
    key: "eitherWebBeforeRecord",
    label: "one web, after Cal.com's response, before our commit",
    kills: [eitherWeb("before", ...RECORD)],
    faults: ["none", "resetAfterCommit"],
  },
  {
    key: "eitherFinding",
    label: "the first to find the move, before our commit",
    kills: [anyProgram("before", "reschedule_apply_chain")],
    faults: ["resetAfterCommit"],
  },
  {
    key: "eitherWorkerRecovering",
    label: "one worker, during recovery",
    kills: [eitherWorker("before", ...RECOVER)],
    faults: ["hang"],
  },
  {
    key: "eitherWebStoppedBeforePost",
    label: "one web stopped, before the POST leaves",
    kills: [stopped(eitherWeb("after", BEGIN))],
    faults: ["none"],
    isBeforePost: true,
  },
  {
    key: "eitherWebStoppedBeforeRecord",
    label: "one web stopped, after Cal.com's response, before our commit",
    kills: [stopped(eitherWeb("before", ...RECORD))],
    faults: ["none", "resetAfterCommit"],
  },
  {
    key: "eitherStoppedFinding",
    label: "the first to find the move stopped, before our commit",
    kills: [stopped(anyProgram("before", "reschedule_apply_chain"))],
    faults: ["resetAfterCommit"],
  },
  {
    key: "eitherWorkerStoppedRecovering",
    label: "one worker stopped, during recovery",
    kills: [stopped(eitherWorker("before", ...RECOVER))],
    faults: ["status500BeforeCommit", "hang"],
  },
  {
    key: "eitherWorkerStoppedBeforeMail",
    label: "one worker stopped, email claimed but not sent",
    kills: [stopped(eitherWorker("after", "outbox_claim_batch"))],
    faults: ["none"],
  },
  {
    key: "eitherWorkerStoppedAfterMail",
    label: "one worker stopped, email sent but not marked as sent",
    kills: [stopped(eitherWorker("before", "outbox_settle"))],
    faults: ["none"],
  },
];

const asleep = (target: Program): Kill => ({ signal: "SIGSTOP", target, at: "start" });

/** For moves by the second web app, while its clock and that of the second worker are wrong. */
export const CLOCK_PLANS: readonly KillPlan[] = [
  {
    key: "clockNothing",
    label: "nothing",
    kills: [],
    faults: ["none", "resetAfterCommit", "status500BeforeCommit", "hang", "delayBeforeCommit"],
  },
  {
    key: "clockInFlight",
    label: "second web, while the POST is in flight",
    kills: [inFlight("web2")],
    faults: ["delay", "delayBeforeCommit"],
  },
  {
    key: "clockBeforeRecord",
    label: "second web, after Cal.com's response, before our commit",
    kills: [web2("before", ...RECORD)],
    faults: ["none"],
  },
  {
    key: "clockOfWorkerWrong",
    label: "second web in flight, with only the worker whose clock is wrong",
    kills: [asleep("worker"), inFlight("web2")],
    faults: ["hang", "delayBeforeCommit"],
  },
  {
    key: "clockOfWorkerRight",
    label: "second web in flight, with only the worker whose clock is right",
    kills: [asleep("worker2"), inFlight("web2")],
    faults: ["delayBeforeCommit"],
  },
  {
    key: "clockBeforeMail",
    label: "one worker, email claimed but not sent",
    kills: [eitherWorker("after", "outbox_claim_batch")],
    faults: ["none"],
  },
];
