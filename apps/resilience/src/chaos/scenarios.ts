import type { Victim } from "./stack.ts";
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

/** Whose calendars are connected, and whether a mentee's move waits for the coach's word. */
export type MeetingKind = "connected" | "unconnected" | "needsConfirmation";

/** What the coach does in Cal.com about a move that waits for them: once it is recorded here, or as soon as Cal.com has it. */
export interface HostAnswer {
  readonly word: "confirm" | "decline";
  readonly when: "later" | "atOnce";
}

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
  /** The deaths belong to taking over the coach's answer, not to the move. */
  readonly isDuringAnswer?: boolean;
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

const takesAnswerOver = "booking_set_upstream_status";

/** Deaths while the coach's answer is taken over. */
export const ANSWER_KILLINGS: readonly Killing[] = [
  {
    key: "workerBeforeAnswer",
    label: "worker, the coach's answer read and not recorded",
    deaths: [worker("before", takesAnswerOver)],
    faults: ["none"],
    isDuringAnswer: true,
  },
  {
    key: "workerAfterAnswer",
    label: "worker, the coach's answer just recorded",
    deaths: [worker("after", takesAnswerOver)],
    faults: ["none"],
    isDuringAnswer: true,
  },
];

export interface Cell {
  readonly number: number;
  readonly fault: FaultName;
  readonly killing: Killing;
  readonly role: "coach" | "mentee";
  readonly meeting: MeetingKind;
  /** null: nobody has to answer. */
  readonly answer: HostAnswer | null;
}

type Course = Omit<Cell, "number">;

const roles = ["coach", "mentee"] as const;
const words = ["confirm", "decline"] as const;

/** The places where the kind of meeting can make a difference, as keys of killings and faults. */
const unconnectedPlaces: readonly (readonly [string, FaultName])[] = [
  ["nobody", "none"],
  ["nobody", "resetAfterCommit"],
  ["webInFlight", "delay"],
  ["webBeforeRecord", "none"],
];
const answeredLater: typeof unconnectedPlaces = [
  ["nobody", "none"],
  ["nobody", "resetAfterCommit"],
  ["webInFlight", "delay"],
  ["webBeforeRecord", "none"],
  ["workerRecovering", "resetAfterCommit"],
  ["databaseBeforeRecord", "none"],
];
const answeredAtOnce: typeof unconnectedPlaces = [
  ["nobody", "resetAfterCommit"],
  ["webBeforeRecord", "none"],
];

/** Every cell of the matrix, in the order of the table. */
export function allCells(): Cell[] {
  const courses = [...connectedCells(), ...unconnectedCells(), ...confirmationCells()];
  return courses.map((course, index) => ({ number: index + 1, ...course }));
}

function connectedCells(): Course[] {
  const common = { meeting: "connected", answer: null } as const;
  return KILLINGS.flatMap((killing) =>
    killing.faults.flatMap((fault) => roles.map((role) => ({ ...common, killing, fault, role }))),
  );
}

function unconnectedCells(): Course[] {
  const common = { meeting: "unconnected", answer: null } as const;
  return unconnectedPlaces.flatMap(([key, fault]) =>
    roles.map((role) => ({ ...common, killing: killingOf(key), fault, role })),
  );
}

/** A coach's own move needs nobody's word; a mentee's does. */
function confirmationCells(): Course[] {
  const meeting = "needsConfirmation";
  const answered = (places: typeof unconnectedPlaces, when: HostAnswer["when"]): Course[] =>
    places.flatMap(([key, fault]) =>
      words.map((word) => {
        const answer = { word, when };
        return { meeting, answer, killing: killingOf(key), fault, role: "mentee" };
      }),
    );
  return [
    { meeting, answer: null, killing: killingOf("nobody"), fault: "none", role: "coach" },
    ...answered(answeredLater, "later"),
    ...answered(answeredAtOnce, "atOnce"),
    ...answered(
      ANSWER_KILLINGS.map(({ key }) => [key, "none"]),
      "later",
    ),
  ];
}

function killingOf(key: string): Killing {
  const killing = [...KILLINGS, ...ANSWER_KILLINGS].find((each) => each.key === key);
  if (!killing) throw new Error(`There is no killing called ${key}.`);
  return killing;
}
