import { z } from "zod";
import type { Clock } from "../time/clock.ts";

export const limitSchema = z.object({ perSecond: z.number().int().min(1) });

/** One call, as its response headers describe it. */
interface CountedCall {
  allowed: boolean;
  limit: number;
  remaining: number;
  resetSeconds: number;
}

/** How many calls of one team are answered in a second. */
export interface RateLimit {
  setPerSecond(perSecond: number): void;
  count(): CountedCall;
  counts(): { perSecond: number; answered: number; refused: number };
}

const windowMs = 1_000;
/** The documentation has said 2 and, later, 5 a second for every team: the smaller one. */
const defaultPerSecond = 2;

export function createRateLimit(clock: Clock, initial = defaultPerSecond): RateLimit {
  let perSecond = initial;
  let windowStart = Number.NEGATIVE_INFINITY;
  let used = 0;
  const total = { answered: 0, refused: 0 };
  return {
    setPerSecond: (value) => {
      perSecond = value;
      used = 0;
    },
    count: () => {
      const now = clock.now();
      if (now - windowStart >= windowMs) [windowStart, used] = [now, 0];
      const allowed = used < perSecond;
      if (allowed) used += 1;
      total[allowed ? "answered" : "refused"] += 1;
      return { allowed, limit: perSecond, remaining: perSecond - used, resetSeconds: 1 };
    },
    counts: () => ({ perSecond, ...total }),
  };
}
