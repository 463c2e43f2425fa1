import { type RunningServer, serve } from "../http/serve.ts";
import { createApp } from "./app.ts";
import { type Clock, systemClock } from "./clock.ts";
import type { ClerkEnv } from "./env.ts";
import { readPeople, seatPeople } from "./people.ts";
import { loadSigningKey } from "./signing-key.ts";
import { openStore } from "./store.ts";

/** Loads the data, brings the accounts up to date and listens on 127.0.0.1. Rejects when the port is taken. */
export async function startServer(
  env: ClerkEnv,
  clock: Clock = systemClock,
): Promise<RunningServer> {
  const store = openStore(env.dir);
  seatPeople(store, clock, readPeople(env.peopleFile));
  store.save();
  const signingKey = await loadSigningKey(env.dir);
  const app = createApp({ env, clock, store, signingKey });
  return serve(app.fetch, env.port);
}
