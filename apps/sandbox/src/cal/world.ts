import type { Clock } from "./time/clock.ts";
import type { CalEnv } from "./env.ts";
import type { FaultBook } from "./faults/faults.ts";
import type { Person } from "./state/person.ts";
import type { Random } from "./random.ts";
import type { Delivery } from "./webhooks/delivery.ts";
import type { Limits } from "./http/limits.ts";
import type { RateLimiter } from "./http/rate-limit.ts";
import type { RequestLog } from "./http/request-log.ts";
import type { SlotCache } from "./slots/slot-cache.ts";
import type { Store } from "./state/store.ts";

/** The dependencies of every handler. */
export interface World {
  readonly env: CalEnv;
  readonly clock: Clock;
  readonly random: Random;
  readonly store: Store;
  readonly faults: FaultBook;
  readonly log: RequestLog;
  readonly limiter: RateLimiter;
  /** Changed by a control until the next reset. */
  readonly limits: Limits;
  /** The time between checking and writing: `share` of env.workMs, all of it when left out. */
  readonly work: (share?: number) => Promise<unknown>;
  readonly delivery: Delivery;
  readonly slotCache: SlotCache;
  /** The people in the process's people.json. */
  readonly people: readonly Person[];
}
