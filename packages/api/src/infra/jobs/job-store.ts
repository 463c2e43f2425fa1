/** A job that this worker has claimed; `claim` is the store's proof of it. */
export interface ClaimedJob<Claim> {
  kind: string;
  key: string;
  cursor: string | null;
  tries: number;
  claim: Claim;
}

/** The kinds of one class, and how many of its jobs this worker can start now. */
export interface ClassToClaim {
  kinds: readonly string[];
  places: number;
}

/** What an engine has to implement; the rest is the same for all. */
export interface JobStore<Claim> {
  enqueue(job: { kind: string; key: string; delayMs: number }): Promise<void>;
  /**
   * Takes due jobs, of each class up to its places, each until it is settled or not renewed for a
   * lease. Jobs of one class never take the places of another.
   */
  claim(classes: readonly ClassToClaim[]): Promise<ClaimedJob<Claim>[]>;
  /** Renews the lease; does nothing when another worker has the job by now. */
  renew(job: ClaimedJob<Claim>): Promise<void>;
  /** null ends the job. Does nothing when another worker has it by now; the same for `fail`. */
  done(
    job: ClaimedJob<Claim>,
    again: { againMs: number; cursor: string | null } | null,
  ): Promise<void>;
  /** Retries the job, later each time, or gives it up. */
  fail(job: ClaimedJob<Claim>, error: string): Promise<void>;
  close(): Promise<void>;
}

/** How long a claim lasts without renewal, and how often it is renewed. */
export const leaseMs = 15_000;
export const renewEveryMs = 4_000;

/** A job that has failed this often is given up. */
export const maxTries = 5;
/** The first retry waits this long, each later one twice as long. */
export const firstRetryMs = 2_000;
export const maxRetryMs = 600_000;
