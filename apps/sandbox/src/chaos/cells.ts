import type { Victim } from "./drill-stack.ts";
import type { HoldPoint } from "./pausing-proxy.ts";

export const FAULTS = [
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
export type FaultName = (typeof FAULTS)[number];

/** After these nobody but Cal.com's own record can say whether the meeting moved. */
export const UNKNOWN_OUTCOMES: readonly FaultName[] = [
  "resetAfterCommit",
  "status500AfterCommit",
  "status500BeforeCommit",
  "truncatedBody",
  "hang",
];

/** One death: who, and where exactly. */
export interface Death {
  readonly victim: Victim;
  /** While the reschedule call is out at Cal.com, or at a call to the database. */
  readonly at: "inFlight" | (HoldPoint & { readonly of: "web" | "worker" });
}

export interface Killing {
  readonly key: string;
  /** What the table says. */
  readonly label: string;
  readonly deaths: readonly Death[];
  readonly faults: readonly FaultName[];
}

const web = (when: HoldPoint["when"], ...functions: string[]): Death => ({
  victim: "web",
  at: { of: "web", when, functions },
});
const worker = (when: HoldPoint["when"], ...functions: string[]): Death => ({
  victim: "worker",
  at: { of: "worker", when, functions },
});
const database = (when: HoldPoint["when"], ...functions: string[]): Death => ({
  victim: "supabase",
  at: { of: "web", when, functions },
});
const webInFlight: Death = { victim: "web", at: "inFlight" };
const workerRecovering = worker("before", "reschedule_apply", "reschedule_fail");

/** Who is killed, where, and with which faults at Cal.com that place exists. */
export const KILLINGS: readonly Killing[] = [
  { key: "nobody", label: "nobody", deaths: [], faults: FAULTS },
  {
    key: "webAfterBegin",
    label: "web, its intention just written down",
    deaths: [web("after", "reschedule_begin")],
    faults: ["none"],
  },
  {
    key: "webBeforePost",
    label: "web, before the POST leaves",
    deaths: [web("after", "reschedule_mark_sending")],
    faults: ["none"],
  },
  {
    key: "webInFlight",
    label: "web, while the POST is in flight",
    deaths: [webInFlight],
    faults: FAULTS.filter((fault) => fault !== "none"),
  },
  {
    key: "webBeforeRecord",
    label: "web, after Cal.com's answer and before our record",
    deaths: [web("before", "reschedule_apply", "reschedule_fail")],
    faults: FAULTS,
  },
  {
    key: "webAfterRecord",
    label: "web, after our record and before its answer",
    deaths: [web("after", "reschedule_apply", "reschedule_fail")],
    faults: ["none", "resetAfterCommit", "rateLimit"],
  },
  {
    key: "workerRecovering",
    label: "worker, during recovery",
    deaths: [workerRecovering],
    faults: UNKNOWN_OUTCOMES,
  },
  {
    key: "workerBeforeMail",
    label: "worker, a mail claimed and not sent",
    deaths: [worker("after", "outbox_claim")],
    faults: ["none"],
  },
  {
    key: "workerAfterMail",
    label: "worker, a mail sent and not noted",
    deaths: [worker("before", "outbox_done")],
    faults: ["none"],
  },
  {
    key: "databaseBeforePost",
    label: "database, before the POST leaves",
    deaths: [database("after", "reschedule_mark_sending")],
    faults: ["none"],
  },
  {
    key: "databaseBeforeRecord",
    label: "database, after Cal.com's commit and before ours",
    deaths: [database("before", "reschedule_apply", "reschedule_fail")],
    faults: ["none", "resetAfterCommit", "rateLimit"],
  },
  {
    key: "databaseAfterRecord",
    label: "database, right after our commit",
    deaths: [database("after", "reschedule_apply")],
    faults: ["none"],
  },
  {
    key: "both",
    label: "web in flight, then worker during recovery",
    deaths: [webInFlight, workerRecovering],
    faults: ["delay", ...UNKNOWN_OUTCOMES],
  },
];

export interface Cell {
  readonly number: number;
  readonly fault: FaultName;
  readonly killing: Killing;
  readonly role: "coach" | "mentee";
}

/** Every cell of the matrix, in the order of the table. */
export function allCells(): Cell[] {
  const pairs = KILLINGS.flatMap((killing) =>
    killing.faults.flatMap((fault) =>
      (["coach", "mentee"] as const).map((role) => ({ killing, fault, role })),
    ),
  );
  return pairs.map((pair, index) => ({ number: index + 1, ...pair }));
}
