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
  /** That an answer of Cal.com to a write is lost, or an error. */
  readonly calFault: number;
  /** That a read at Cal.com is refused, unreadable or never answered. */
  readonly readFault: number;
  /** Of the writes that were lost: that they take effect later, after the request has timed out. */
  readonly lateEffect: number;
  readonly mailFault: number;
  readonly hookLoss: number;
  /** That a program's clock is wrong, and that it jumps at a pause. */
  readonly skew: number;
  readonly clockJump: number;
  /** That a person moves a meeting in Cal.com, at some time. */
  readonly externalMove: number;
  /** That Cal.com gives it another time under the same uid, at some time. */
  readonly changeInPlace: number;
  /** That a person cancels it there, and that it is deleted. */
  readonly externalEnd: number;
  readonly externalDelete: number;
  /** That another meeting of the two is booked there. */
  readonly externalBooking: number;
  /** That the meeting is of a kind in which a mentee's move waits for the coach's word. */
  readonly needsWord: number;
  /** That the coach gives it in Cal.com, per step in which it is waited for. */
  readonly word: number;
  /** That the meetings are occurrences of one series. */
  readonly series: number;
  /** That the mentee's calendar is connected. */
  readonly menteeConnected: number;
  /** That the mentee lets the coach see when they are busy at first, and that they change their mind. */
  readonly consent: number;
  readonly changeOfMind: number;
  /** That Cal.com refuses the token of one of the two from some time on. */
  readonly tokenRefused: number;
}

const normal: Profile = {
  movers: 5,
  crash: 0.012,
  pause: 0.06,
  longestPauseMs: 40_000,
  databaseFault: 0.02,
  calFault: 0.5,
  readFault: 0.15,
  lateEffect: 0.6,
  mailFault: 0.8,
  hookLoss: 0.3,
  skew: 0.4,
  clockJump: 0.1,
  externalMove: 0.3,
  changeInPlace: 0.15,
  externalEnd: 0.15,
  externalDelete: 0.12,
  externalBooking: 0.15,
  needsWord: 0.5,
  word: 0.03,
  series: 0.25,
  menteeConnected: 0.6,
  consent: 0.7,
  changeOfMind: 0.4,
  tokenRefused: 0.3,
};

export const profiles = {
  normal,
  /** Answers are mostly lost, and moves take effect long after. */
  slowCal: {
    ...normal,
    pause: 0.08,
    needsWord: 0.8,
    longestPauseMs: 60_000,
    calFault: 0.8,
    readFault: 0.25,
    lateEffect: 0.8,
  },
  /** Programs die all the time, the database stutters, and no webhook arrives. */
  dyingPrograms: { ...normal, crash: 0.04, databaseFault: 0.05, hookLoss: 1 },
  /** People use Cal.com itself at the same time. */
  busyCal: {
    ...normal,
    calFault: 0.65,
    hookLoss: 0.5,
    externalMove: 0.9,
    changeInPlace: 0.5,
    externalEnd: 0.25,
    externalDelete: 0.15,
    externalBooking: 0.3,
    needsWord: 0.6,
  },
} satisfies Record<string, Profile>;

export type ProfileName = keyof typeof profiles;
