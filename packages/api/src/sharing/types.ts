import type { ConsentState } from "@reslot/db";

/** A coach, and whether they may see when the person is busy. */
interface CoachOfMentee {
  coachUserUlid: string;
  name: string;
  /** `asked`: the person has not decided. `refused`: never allowed. `stopped`: taken back. */
  state: ConsentState;
  /** Since when it is so; null: not asked yet. */
  since: string | null;
  /** The person says that they do not know the coach: the meetings with them are hidden. */
  isDisowned: boolean;
}

export interface SharingList {
  coaches: CoachOfMentee[];
}

/** One coach after a decision. */
export type SharingDecision = Omit<CoachOfMentee, "name">;

export interface SharingQuestion {
  /** When the coach may ask again; null: nothing to ask, the mentee has allowed it or connected no account. */
  nextAllowedAt: string | null;
}
