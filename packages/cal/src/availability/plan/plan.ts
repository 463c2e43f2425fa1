import { type Interval } from "../../time/interval.ts";
import { type JudgedSlot, type Verdict } from "../judge-slots.ts";
import { type SuggestionReason } from "../rate-starts.ts";

/** One of the meetings that need a new time. All instants are epoch milliseconds. */
export interface MeetingToPlan {
  readonly ulid: string;
  readonly menteeUlid: string;
  /** Where it is now. */
  readonly current: Interval;
  /** How long it will be. */
  readonly durationMs: number;
  /** The buffers of its event type. */
  readonly beforeMs: number;
  readonly afterMs: number;
  /** null where it is not known: what needs both people's clocks is then no reason. */
  readonly menteeTimeZone: string | null;
  /** The coach's bookable starts for its event type, judged for this mentee, in any order. */
  readonly judged: readonly JudgedSlot[];
  /** Starts of the pair's other sessions, only of those that stay; needed for `keepsCadence`. */
  readonly otherSessions?: readonly number[];
  /** The mentee's busy times, without this meeting; needed for `notBackToBack`. */
  readonly menteeBusy?: readonly Interval[];
}

export interface PlanMovesInput {
  readonly meetings: readonly MeetingToPlan[];
  /** null where it is not known: days are then those of UTC. */
  readonly coachTimeZone: string | null;
  /** Nothing that starts by then is proposed. */
  readonly now: number;
  /** When the coach is away: nothing is proposed that overlaps it. */
  readonly away: readonly Interval[];
  /** The coach's other meetings, which stay where they are; they count for `maxPerDay` only. */
  readonly stays?: readonly Interval[];
  /** Time that is not to be used, buffers included: moves in flight, open offers, other plans. */
  readonly held?: readonly Interval[];
  /** The coach's meetings on one day, at most; any number by default. */
  readonly maxPerDay?: number;
  /** Locked or changed by the person, by ulid: this start and no other is proposed. */
  readonly locked?: ReadonlyMap<string, number>;
  /** Left out, by ulid: these stay where they are. */
  readonly leftOut?: ReadonlySet<string>;
  /** Not to be proposed again, by ulid. */
  readonly refused?: ReadonlyMap<string, readonly number[]>;
  /** The starts that were proposed last, by ulid: kept unless others are clearly better. */
  readonly previous?: ReadonlyMap<string, readonly number[]>;
  /** How many points others have to be better by; 6 by default. */
  readonly stickiness?: number;
  /** 1 by default; more looks further for a better plan, 0 takes the first one. */
  readonly effort?: number;
  /** Units of work that may be spent, 20 million by default: the plan is then the best so far. */
  readonly mostWork?: number;
}

export interface ProposedTime {
  readonly start: number;
  /** The strongest first; may be empty. */
  readonly reasons: readonly SuggestionReason[];
}

/**
 * Why a meeting has no new time.
 *
 * - `noSharedTime`: there is no time that suits both, or none at all that the coach offers
 * - `onlyWhileAway`: the times that suit both are all while the coach is away
 * - `refused`: so are those that are left all refused
 * - `held`: so are those that are left all kept for others, outside of the plan
 * - `crowdedOut`: the times that suit both are used or needed by others of the plan, or their days are full
 * - `lockedTime`: the locked time does not suit both, or is not free next to the other locked ones
 */
export type StuckReason =
  | "noSharedTime"
  | "onlyWhileAway"
  | "refused"
  | "held"
  | "crowdedOut"
  | "lockedTime";

/**
 * What would give a meeting a new time; each is true by itself, with the rest of the plan as it is.
 *
 * - `offer`: up to three starts, on different days, at which the mentee is not known to be busy, and which
 *   no other meeting of the plan gets: ask
 * - `maxPerDay`: so many a day instead of what was asked for
 * - `leaveOut`: these meetings of the plan take the place, and could stay where they are instead
 * - `comeBack`: starts that suit both while the coach is away, up to three, the best first
 * - `unlock`: another time than the locked one
 * - `lookFurther`: nothing of that; later days may have more
 */
export type StuckHelp =
  | {
      readonly kind: "offer";
      readonly times: readonly (ProposedTime & { readonly verdict: Verdict })[];
    }
  | { readonly kind: "maxPerDay"; readonly maxPerDay: number }
  | { readonly kind: "leaveOut"; readonly ulids: readonly string[] }
  | { readonly kind: "comeBack"; readonly starts: readonly number[] }
  | { readonly kind: "unlock" }
  | { readonly kind: "lookFurther" };

/**
 * - `move`: a time that suits both; `isUnchanged` when it was proposed last too
 * - `offer`: the mentee's calendar is not known, so that one to three times are kept for them to choose from,
 *   on different days
 * - `stuck`: no new time, why, and what would help, the simplest first
 * - `stays`: left out by the person
 */
export type PlanItem =
  | ({
      readonly kind: "move";
      readonly ulid: string;
      readonly isLocked: boolean;
      readonly isUnchanged: boolean;
    } & ProposedTime)
  | {
      readonly kind: "offer";
      readonly ulid: string;
      readonly isLocked: boolean;
      readonly times: readonly ProposedTime[];
    }
  | {
      readonly kind: "stuck";
      readonly ulid: string;
      readonly why: StuckReason;
      readonly help: readonly StuckHelp[];
    }
  | { readonly kind: "stays"; readonly ulid: string };

export interface Plan {
  /** One for each meeting, in the order of their present starts, then of their ulids. */
  readonly items: readonly PlanItem[];
  /** It is proven that no plan places more meetings. */
  readonly isMost: boolean;
  /** It is proven that no plan of as many suits people better, first times of offers included. */
  readonly isBest: boolean;
  /** The best plan of as many has at most so many points more; 0 when `isBest`. */
  readonly atMostBelow: number;
  /** The points of all moves and of the first times of offers. */
  readonly preference: number;
  /** Units of work that were spent; the same on every machine. */
  readonly work: number;
}
