import {
  DelegateBackoff,
  handleWhen,
  type IRetryBackoffContext,
  retry,
  type RetryPolicy,
} from "cockatiel";
import { type Clock } from "../time/clock.ts";
import { CalError } from "../errors/cal-error.ts";
import { isGatewayStatus } from "./gateway-status.ts";

const maxRetries = 2;
const firstDelayMs = 200;
const maxDelayMs = 2000;
/** All attempts and waits of one read together take no longer than this. */
export const readBudgetMs = 8000;

/**
 * The retry policy of one read: at most two retries, only where a retry can help (no answer, 429,
 * 502, 503, 504), after a random delay of up to 200 ms and 400 ms, added to what a 429 asks for. When
 * the next delay would end more than 8 s after the start, the error is final.
 */
export function readRetryPolicy(clock: Clock): RetryPolicy {
  const startedAt = clock.now();
  return retry(
    handleWhen((error) => isWorthRetrying(error, clock.now() - startedAt)),
    {
      maxAttempts: maxRetries,
      backoff: new DelegateBackoff((context: IRetryBackoffContext<unknown>) => delayMs(context)),
    },
  );
}

function isWorthRetrying(error: unknown, elapsedMs: number): boolean {
  if (!(error instanceof CalError) || elapsedMs >= readBudgetMs) return false;
  if (error.code === "RATE_LIMITED")
    return elapsedMs + (error.retryAfterMs ?? readBudgetMs) < readBudgetMs;
  if (error.code === "SERVER_ERROR") return isGatewayStatus(error.status);
  if (error.code === "UNREACHABLE" || error.code === "NOT_SENT") return !isOwnRefusal(error);
  return false;
}

function isOwnRefusal({ details }: CalError): boolean {
  return ["aborted", "breakerOpen"].includes(details?.reason ?? "");
}

/** Full jitter: anywhere between nothing and the exponential step. */
function delayMs({ attempt, result }: IRetryBackoffContext<unknown>): number {
  const error = "error" in result ? result.error : undefined;
  const asked = error instanceof CalError ? error.retryAfterMs : undefined;
  const step = Math.min(maxDelayMs, firstDelayMs * 2 ** (attempt - 1));
  return (asked ?? 0) + Math.random() * step;
}
