import type { Clock } from "../../time/clock.ts";
import { type RateLimit, readRateLimit } from "./rate-limit.ts";
import { readRetryAfterMs } from "./retry-after.ts";

/**
 * Decides right before each request of a client, retries included, whether it may be sent, and learns from
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

/** Tells the budget what an answer says about its limit. */
export function learnFrom(
  { status, headers }: Response,
  { budget, clock }: { budget?: CallBudget | undefined; clock: Clock },
): void {
  const now = clock.now();
  budget?.onAnswer?.({
    rateLimit: readRateLimit(headers, now),
    refusedForMs: status === 429 ? readRetryAfterMs(headers, now) : 0,
  });
}
