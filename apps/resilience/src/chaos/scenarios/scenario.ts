import type { HoldPoint } from "../../proxy/pausing-proxy.ts";
import type { Fault } from "../../proxy/fault-proxy.ts";
import type { KillTarget, Program, SecondPrograms, WebServer } from "../stack/programs.ts";
import type { Dependency } from "../stack/stack-proxies.ts";

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
/** `delayBeforeCommit`: the call has timed out long before Cal.com carries it out. */
export type CalFault = (typeof CAL_FAULTS)[number] | "delayBeforeCommit";

/** Whose calendars are connected, and whether a mentee's move needs the coach's confirmation. */
export type MeetingKind = "connected" | "unconnected" | "needsConfirmation";

/** What the coach does in Cal.com with a move that needs confirmation, and when: once Reslot has recorded it, or as soon as Cal.com has it. */
export interface CoachDecision {
  readonly action: "confirm" | "decline";
  readonly when: "later" | "atOnce";
}

/** A call to the database by one of these programs. */
export interface DatabasePoint extends HoldPoint {
  readonly of: readonly Program[];
}

/** The signal that one process gets, and the exact point at which it gets it. */
export interface Kill {
  /** SIGSTOP: for longer than a lease and until the others have settled the move; then it goes on. */
  readonly signal: "SIGKILL" | "SIGSTOP";
  /** "caller": the program that reaches the point first. */
  readonly target: KillTarget | "caller";
  /** Before the move, while the reschedule call is in flight at Cal.com, or at a call to the database. */
  readonly at: "start" | "inFlight" | DatabasePoint;
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

export const DEPENDENCY_FAULTS = [
  "slow",
  "down",
  "resetAfterCommit",
  "status503",
] as const satisfies Fault[];

/** Calls to a dependency that fail at its proxy, whichever program makes them. */
export interface DependencyFault {
  readonly dependency: Dependency;
  readonly fault: (typeof DEPENDENCY_FAULTS)[number];
  /** Parts of the paths of these calls. */
  readonly calls: readonly string[];
  /** How many of them fail. */
  readonly times: number;
}

/** One move with one fault at Cal.com, the kills of one plan, and perhaps a fault at another dependency. */
export interface FaultScenario {
  readonly number: number;
  readonly fault: CalFault;
  readonly killPlan: KillPlan;
  readonly dependencyFault: DependencyFault | null;
  /** Who moves the meeting. */
  readonly role: "coach" | "mentee";
  readonly meeting: MeetingKind;
  /** null if the move needs no confirmation. */
  readonly decision: CoachDecision | null;
  /** null: one web app and one worker. */
  readonly second: SecondPrograms | null;
  /** The web apps that get the request, all at the same time. */
  readonly servers: readonly WebServer[];
}
