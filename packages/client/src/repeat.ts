import { minuteMs, secondMs } from "@reslot/cal/time";
import { isReslotError, type ReslotError } from "./reslot-error.ts";
import { wait } from "./wait.ts";

/** Nothing was done, or the answer is lost: the same request may be sent again. */
const passing: ReadonlySet<string> = new Set(["RATE_LIMITED", "SERVICE_BUSY", "UNREACHABLE"]);

const maxTries = 5;
/** No call waits longer for its turn: the error then says how long it would be. */
const maxWaitMs = minuteMs;
const firstWaitMs = secondMs / 2;
const longestBackoffMs = 8 * secondMs;

/** Whether the same request may succeed later. */
export function isPassing(error: unknown): error is ReslotError {
  if (!isReslotError(error) || !passing.has(error.code)) return false;
  const { code, httpStatus } = error;
  return code !== "UNREACHABLE" || httpStatus === null || !isMistake(httpStatus);
}

/** What a proxy, or a server at a wrong address, says of the request itself. */
const isMistake = (status: number) =>
  status >= 400 && status < 500 && status !== 408 && status !== 429;

/** How long to wait before a repetition: what the server says, else longer each time, never the same for all. */
export function waitBefore(tries: number, { retryAfterMs }: ReslotError): number {
  if (retryAfterMs !== null) return retryAfterMs;
  const backoffMs = Math.min(firstWaitMs * 2 ** (tries - 1), longestBackoffMs);
  return backoffMs * (0.5 + Math.random() / 2);
}

/**
 * Sends a request that does the same however often it arrives, up to five times.
 *
 * @throws the last error
 */
export async function repeat<Result>(
  send: () => Promise<Result>,
  signal?: AbortSignal,
): Promise<Result> {
  for (let tries = 1; ; tries++) {
    try {
      return await send();
    } catch (error) {
      signal?.throwIfAborted();
      if (!isPassing(error) || tries === maxTries) throw error;
      const waitMs = waitBefore(tries, error);
      if (waitMs > maxWaitMs) throw error;
      await wait(waitMs, signal);
    }
  }
}
