import { createHash } from "node:crypto";
import type { Db } from "@reslot/db";
import type { RateLimiter } from "./memory-rate-limiter.ts";

/**
 * Counts in this process, and what a rule shares between servers in the database too. What this process refuses
 * by itself is not asked there, so a flood does not become one of queries.
 *
 * A shared rule takes one call at a time, and each key has one window.
 */
export function createSharedRateLimiter(
  own: RateLimiter,
  shared: Pick<Db["rateLimits"], "take">,
): RateLimiter {
  return {
    async take(key, rule, calls) {
      const waitMs = await own.take(key, rule, calls);
      if (waitMs > 0 || !rule.isShared) return waitMs;
      const { count: limit, windowMs } = rule;
      const taken = await shared.take({ key: hashOf(key), limit, windowMs });
      return taken.allowed ? 0 : Math.max(1, taken.retryAfterMs);
    },
  };
}

/** Keys name people and addresses; the table of counts need not know them. */
function hashOf(key: string): string {
  return createHash("sha256").update(key).digest("base64url");
}
