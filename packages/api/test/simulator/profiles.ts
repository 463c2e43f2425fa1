/** How a simulated world behaves. Probabilities are per step or per event. */
export interface Profile {
  readonly movers: number;
  /** That a piece of work never takes another step. */
  readonly crash: number;
  /** That time passes before the next step, up to `longestPauseMs`. */
  readonly pause: number;
  readonly longestPauseMs: number;
  /** That a call to the database fails: half of them before, half after it was carried out. */
  readonly databaseFault: number;
  /** That an answer of Cal.com is lost, or an error. */
  readonly calFault: number;
  /** Of those that were lost: that the move takes effect later, after the request has timed out. */
  readonly lateEffect: number;
  readonly hookLoss: number;
  /** That a person moves the meeting in Cal.com, at some time. */
  readonly externalMove: number;
  /** That Cal.com gives it another time under the same uid, at some time. */
  readonly changeInPlace: number;
  /** That a person cancels it there. */
  readonly externalEnd: number;
  /** That the meeting is of a kind in which a mentee's move waits for the coach's word. */
  readonly needsWord: number;
  /** That the coach gives it, per step in which it is waited for. */
  readonly word: number;
  /** That the mentee's calendar is connected. */
  readonly menteeConnected: number;
}

const normal: Profile = {
  movers: 3,
  crash: 0.015,
  pause: 0.05,
  longestPauseMs: 40_000,
  databaseFault: 0.02,
  calFault: 0.4,
  lateEffect: 0.3,
  hookLoss: 0.3,
  externalMove: 0.2,
  changeInPlace: 0.1,
  externalEnd: 0,
  needsWord: 0.4,
  word: 0.05,
  menteeConnected: 0.5,
};

export const profiles = {
  normal,
  /** Answers are mostly lost, and moves take effect long after. */
  slowCal: { ...normal, pause: 0.08, longestPauseMs: 60_000, calFault: 0.8, lateEffect: 0.7 },
  /** Programs die all the time, the database stutters, and no webhook arrives. */
  dyingPrograms: { ...normal, crash: 0.05, databaseFault: 0.05, hookLoss: 1 },
  /** People use Cal.com itself at the same time. */
  busyCal: {
    ...normal,
    calFault: 0.3,
    hookLoss: 0.5,
    externalMove: 0.9,
    changeInPlace: 0.5,
    externalEnd: 0.25,
  },
} satisfies Record<string, Profile>;

export type ProfileName = keyof typeof profiles;
