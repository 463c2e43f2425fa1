/**
 * The protocol's times during a chaos run, in milliseconds: shorter than a deployment's, in the same
 * order (2 x POST timeout < lease < quiet time).
 */
export const TIMINGS = {
  postTimeoutMs: 1_500,
  leaseMs: 3_200,
  quietMs: 5_000,
  answeredRetryMs: 500,
  tickMs: 500,
} as const;

/** How long one cycle of the worker may take: its tick, and its reads on a busy machine. */
export const WORKER_CYCLE_MS = TIMINGS.tickMs + 2_000;

/** When Cal.com carries out a call that it is late with: after the lease, and well before the quiet time ends. */
export const LATE_COMMIT_MS = 3_800;

/** How late a slow call arrives: after a lease, and after the product's own time limits for Clerk (3 s) and mail (10 s). */
export const SLOW_MS = { database: 3_600, Clerk: 4_000, mail: 11_000 } as const;

/** For the launcher's `--set`. */
export const CHAOS_ENVIRONMENT = [
  `RESCHEDULE_POST_TIMEOUT_MS=${TIMINGS.postTimeoutMs}`,
  `RESCHEDULE_LEASE_MS=${TIMINGS.leaseMs}`,
  `RESCHEDULE_QUIET_MS=${TIMINGS.quietMs}`,
  `RESCHEDULE_ANSWERED_RETRY_MS=${TIMINGS.answeredRetryMs}`,
  `WORKER_TICK_MS=${TIMINGS.tickMs}`,
  "MOVES_PER_PERSON_PER_MINUTE=1000",
  "MOVES_PER_PERSON_PER_DAY=100000",
  "MOVES_PER_BOOKING_PER_DAY=100000",
];
