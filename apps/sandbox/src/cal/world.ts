import type { Clock } from "./time/clock.ts";
import type { CalEnv } from "./env.ts";
import type { FaultBook } from "./faults/faults.ts";
import type { Person } from "./state/person.ts";
import type { Random } from "./random.ts";
import type { RateLimiter } from "./http/rate-limit.ts";
import type { RequestLog } from "./http/request-log.ts";
import type { SlotCache } from "./slots/slot-cache.ts";
import type { Store } from "./state/store.ts";

/** Everything a handler may reach. */
export interface World {
  readonly env: CalEnv;
  readonly clock: Clock;
  readonly random: Random;
  readonly store: Store;
  readonly faults: FaultBook;
  readonly log: RequestLog;
  readonly limiter: RateLimiter;
  readonly slotCache: SlotCache;
  /** The people of the file this process was started with. */
  readonly people: readonly Person[];
}
