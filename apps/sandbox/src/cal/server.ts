import { setTimeout } from "node:timers/promises";
import { type RunningServer, serve } from "../http/serve.ts";
import { createApp } from "./app.ts";
import { createClock } from "./time/clock.ts";
import type { CalEnv } from "./env.ts";
import { createFaultBook } from "./faults/faults.ts";
import { upsertAccounts } from "./state/accounts.ts";
import { readPeople } from "./state/person.ts";
import { createRandom } from "./random.ts";
import { createRateLimiter } from "./http/rate-limit.ts";
import { createRequestLog } from "./http/request-log.ts";
import { createDelivery } from "./webhooks/delivery.ts";
import { createSlotCache } from "./slots/slot-cache.ts";
import { openStore } from "./state/store.ts";
import type { World } from "./world.ts";

/**
 * Loads the data, updates the accounts and listens on 127.0.0.1. Rejects if the port is in use. `wait` lets the time
 * of a write pass, in ms.
 */
export async function startServer(
  env: CalEnv,
  wait: (ms: number) => Promise<unknown> = setTimeout,
): Promise<RunningServer> {
  const world = createWorld(env, wait);
  return serve(createApp(world).fetch, env.port);
}

function createWorld(env: CalEnv, wait: (ms: number) => Promise<unknown>): World {
  const store = openStore(env.dir);
  const clock = createClock(store.state.clockOffset);
  const people = readPeople(env.peopleFile);
  const world: World = {
    env,
    clock,
    store,
    people,
    random: createRandom(),
    faults: createFaultBook(),
    log: createRequestLog(),
    limiter: createRateLimiter(clock),
    limits: { ...env.limits },
    work: (share = 1) => wait(env.workMs * share),
    delivery: createDelivery(),
    slotCache: createSlotCache(clock),
  };
  upsertAccounts(world, people);
  store.save();
  return world;
}
