import type { RateLimit } from "./rate-limit.ts";

/**
 * Decides before each request of a client, retries included, whether it may be sent now, and learns from
 * each answer. For callers that share a credential's rate limit between processes; a client without one
 * is limited by Cal.com alone.
 */
export interface CallBudget {
  /** 0 when the request may be sent, else how long to wait, in ms: it then fails with `HELD_BACK`. */
  take(): number | Promise<number>;
  onAnswer?(answer: LimitAnswer): void;
}

/** What an answer of any status says about the credential's limit. */
export interface LimitAnswer {
  /** null without the headers. */
  readonly rateLimit: RateLimit | null;
  /** After a 429, how long the credential is refused; else 0. */
  readonly refusedForMs: number;
}
