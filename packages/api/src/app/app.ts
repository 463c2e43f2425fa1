import type { CalAccounts } from "../core/connection.ts";
import type { Settings } from "../core/settings.ts";
import type { Caches } from "../infra/cache/caches.ts";
import type { ChangeHub } from "../infra/changes/change-hub.ts";
import type { RateLimiter } from "../infra/rate-limit/memory-rate-limiter.ts";
import type { ReadBulkhead } from "../infra/read-bulkhead.ts";
import type { StreamPlaces } from "../infra/changes/stream-places.ts";
import type { Ports } from "./ports.ts";
import type { SessionWatch } from "./session-watch.ts";

/** One process of Reslot: the outside world, and what this process keeps of its own. Made by `createPorts`. */
export interface App extends Ports {
  settings: Settings;
  caches: Caches;
  calAccounts: CalAccounts;
  changes: ChangeHub;
  rateLimiter: RateLimiter;
  readBulkhead: ReadBulkhead;
  streamPlaces: StreamPlaces;
  sessionWatch: SessionWatch;
}

/** The part of the app that a function uses: its signature names each dependency. */
export type Needs<Name extends keyof App> = Pick<App, Name>;
