import type { App } from "../../../src/server.ts";
import type { CalDouble } from "../cal/cal-double.ts";
import type { Events } from "../events.ts";
import type { Profile } from "../profiles.ts";
import type { Random } from "../random.ts";
import type { Scheduler } from "../scheduler.ts";
import type { MailDouble } from "./mail-double.ts";
import type { SimDatabase } from "./sim-database.ts";

/** The protocol's times as a deployment has them. */
export const timings = {
  postTimeoutMs: 25_000,
  leaseMs: 60_000,
  quietMs: 120_000,
  answeredRetryMs: 5_000,
  respondWithinMs: 5_000,
};

/** An end that was declared for an attempt, and took effect. */
export interface Declared {
  readonly attemptUlid: string;
  readonly errorCode: string;
  readonly by: string;
  readonly at: number;
}

/** One process, whose clock may be wrong. */
export interface Program {
  readonly app: App;
  readonly name: string;
  /** How far its clock is ahead, in ms. */
  skewMs: number;
}

/** What a run is about; decided before it begins. */
export interface Setting {
  readonly needsWord: boolean;
  readonly isMenteeConnected: boolean;
  readonly hasConsent: boolean;
  readonly isSeries: boolean;
  /** When the first meeting was at first, in epoch ms. */
  readonly start: number;
  /** When the mentee is busy, for an hour. */
  readonly menteeBusyAt: number;
}

export interface SimWorld {
  readonly random: Random;
  readonly profile: Profile;
  readonly scheduler: Scheduler;
  readonly database: SimDatabase;
  readonly events: Events;
  readonly cal: CalDouble;
  readonly mail: MailDouble;
  readonly setting: Setting;
  readonly declared: Declared[];
  /** When an attempt was sent, by its ULID. */
  readonly sent: Map<string, { at: number; answered: boolean; fromUid: string; kind: string }>;
  /** When an attempt's end was recorded. */
  readonly settledAt: Map<string, number>;
  /** What the programs wrote into their logs. */
  readonly logged: string[];
  /** The true time: the database's and Cal.com's. It stands still until it is told to pass. */
  now(): number;
  /** Lets time pass, and Cal.com carry out what has become due. */
  pass(ms: number): Promise<void>;
  /** Whether a call had left for the attempt that the current actor has looked up or ended last. */
  hadLeft(): boolean;
  noteWhetherLeft(attemptUlid: string): void;
  /** A program of its own, with nothing remembered. */
  startProgram(name: string): Program;
  isCalm: boolean;
}
