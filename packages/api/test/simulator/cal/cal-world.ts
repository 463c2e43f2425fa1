import type { Events } from "../events.ts";
import type { Profile } from "../profiles.ts";
import type { Random } from "../random.ts";
import type { Scheduler } from "../scheduler.ts";
import type { CalRecord } from "./cal-record.ts";

/** What the simulated Cal.com is in. */
export interface CalWorld {
  readonly random: Random;
  readonly profile: Profile;
  readonly scheduler: Scheduler;
  readonly record: CalRecord;
  readonly events: Events;
  readonly now: () => number;
  pass(ms: number): Promise<void>;
  /** A mentee's move waits for the coach's word. */
  readonly needsWord: boolean;
  /** All meetings are occurrences of it. */
  readonly seriesUid: string | null;
  /** When the mentee is busy, in epoch ms; for an hour. */
  readonly menteeBusyAt: number;
  /** How long after it was sent a call may still take effect. */
  readonly latestEffectMs: number;
}
