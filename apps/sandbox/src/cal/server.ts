import { createAdaptorServer, type ServerType } from "@hono/node-server";
import { createApp } from "./app.ts";
import { createClock } from "./clock.ts";
import type { CalEnv } from "./env.ts";
import { createFaultBook } from "./faults.ts";
import { readPeople, seatPeople } from "./people.ts";
import { createRandom } from "./random.ts";
import { createRateLimiter } from "./rate-limit.ts";
import { createRequestLog } from "./request-log.ts";
import { createSlotCache } from "./slots/slot-cache.ts";
import { openStore } from "./store.ts";
import type { World } from "./world.ts";

/** A running service. */
export interface CalServer {
  readonly url: string;
  /** Stops listening and drops open connections. */
  close(): Promise<void>;
}

/** Loads the data, brings the accounts up to date and listens on 127.0.0.1. Rejects when the port is taken. */
export async function startServer(env: CalEnv): Promise<CalServer> {
  const world = createWorld(env);
  const server = createAdaptorServer({
    fetch: createApp(world).fetch,
    overrideGlobalObjects: false,
  });
  const port = await listen(server, env.port);
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        if ("closeAllConnections" in server) server.closeAllConnections();
      }),
  };
}

function createWorld(env: CalEnv): World {
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
    slotCache: createSlotCache(clock),
  };
  seatPeople(world, people);
  store.save();
  return world;
}

function listen(server: ServerType, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      const address = server.address();
      resolve(typeof address === "object" && address !== null ? address.port : port);
    });
  });
}
