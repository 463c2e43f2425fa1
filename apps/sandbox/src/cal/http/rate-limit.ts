import { createHash } from "node:crypto";
import type { Clock } from "../time/clock.ts";
import { refuseText, type Problem } from "./problem.ts";
import type { RateRule } from "../state/state.ts";

interface Bucket {
  hits: number;
  windowEnds: number;
  blockedUntil: number;
}

/** Counts calls per caller. */
export interface RateLimiter {
  /** Counts one call; the headers belong on every response. */
  hit(caller: string, rule: RateRule): { headers: Record<string, string>; problem: Problem | null };
  clear(): void;
}

/** As in recording 13-ratelimit-key-limit3-call4; there is no Retry-After. */
export function tooManyRequests(): Problem {
  return refuseText(
    429,
    "ThrottlerException",
    "CustomThrottlerGuard - Too many requests. Please try again later.",
  );
}

/** `X-RateLimit-{Limit,Remaining,Reset}-<Name>`; Reset is in seconds. */
export function rateHeaders(
  rule: RateRule,
  remaining: number,
  resetMs: number,
): Record<string, string> {
  return {
    [`X-RateLimit-Limit-${rule.name}`]: String(rule.limit),
    [`X-RateLimit-Remaining-${rule.name}`]: String(Math.max(0, remaining)),
    [`X-RateLimit-Reset-${rule.name}`]: String(Math.ceil(resetMs / 1000)),
  };
}

/** Fixed windows followed by a block, as in the real service. */
export function createRateLimiter(clock: Clock): RateLimiter {
  const buckets = new Map<string, Bucket>();
  return {
    hit: (caller, rule) => {
      const now = clock.real();
      const key = createHash("sha256").update(`${rule.name}:${caller}`).digest("hex");
      let bucket = buckets.get(key);
      if (bucket === undefined || (now >= bucket.windowEnds && now >= bucket.blockedUntil)) {
        bucket = { hits: 0, windowEnds: now + rule.ttlMs, blockedUntil: 0 };
        buckets.set(key, bucket);
      }
      bucket.hits += 1;
      if (bucket.hits > rule.limit && bucket.blockedUntil === 0)
        bucket.blockedUntil = now + rule.blockMs;
      const blocked = bucket.blockedUntil > now;
      const reset = (blocked ? bucket.blockedUntil : bucket.windowEnds) - now;
      return {
        headers: rateHeaders(rule, rule.limit - bucket.hits, reset),
        problem: blocked ? tooManyRequests() : null,
      };
    },
    clear: () => {
      buckets.clear();
    },
  };
}
