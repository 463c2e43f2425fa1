import type { RateLimit } from "./rate-limit.ts";

/**
 * Decides before each request of a client, retries included, whether it may be sent now, and learns from
 * each answer. For callers that share a credential's rate limit between processes; a client without one
 * is limited by Cal.com alone.
 */
export interface CallBudget {
  /** 0 when the request may be sent, else how long to wait, in ms: it then fails with `HELD_BACK`. */
  take(): number | Promise<number>;
  /** What an answer of any status says about the credential's limit; null when it says nothing. */
  onAnswer?(answer: { readonly status: number; readonly rateLimit: RateLimit | null }): void;
}
