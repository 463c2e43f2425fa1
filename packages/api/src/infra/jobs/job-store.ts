/** A job that is ours for now. `claim` is the store's own proof of that. */
export interface ClaimedJob<Claim> {
  kind: string;
  key: string;
  cursor: string | null;
  tries: number;
  claim: Claim;
}

/** What an engine has to offer to be one; the rest is the same for all. */
export interface JobStore<Claim> {
  enqueue(job: { kind: string; key: string; delayMs: number }): Promise<void>;
  /** Takes up to `limit` due jobs, each until it is settled or not renewed for a lease. */
  claim(options: { kinds: readonly string[]; limit: number }): Promise<ClaimedJob<Claim>[]>;
  /** Begins the lease anew; nothing happens when the job is somebody else's by now. */
  renew(job: ClaimedJob<Claim>): Promise<void>;
  /** null ends the job. Nothing happens when it is somebody else's by now; so for the next. */
  done(
    job: ClaimedJob<Claim>,
    again: { againMs: number; cursor: string | null } | null,
  ): Promise<void>;
  /** Makes the job due once more, later each time, or gives it up. */
  fail(job: ClaimedJob<Claim>, error: string): Promise<void>;
  close(): Promise<void>;
}

/** How long a job is a worker's without a word from it, and how often it gives word. */
export const leaseMs = 15_000;
export const renewEveryMs = 4_000;

/** A job that has failed so often is given up. */
export const maxTries = 5;
/** A failed job waits so long at first, then twice as long each time. */
export const firstRetryMs = 2_000;
export const maxRetryMs = 600_000;
