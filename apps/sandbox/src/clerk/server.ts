import { type RunningServer, serve } from "../http/serve.ts";
import { createApp } from "./app.ts";
import { type Clock, systemClock } from "../time/clock.ts";
import type { ClerkEnv } from "./env.ts";
import { readPeople, upsertAccounts } from "./people.ts";
import { loadSigningKey } from "./signing-key.ts";
import { openStore } from "./store.ts";

/** Loads the data, updates the accounts and listens on 127.0.0.1. Rejects if the port is in use. */
export async function startServer(
  env: ClerkEnv,
  clock: Clock = systemClock,
): Promise<RunningServer> {
  const store = openStore(env.dir);
  upsertAccounts(store, clock, readPeople(env.peopleFile));
  store.save();
  const signingKey = await loadSigningKey(env.dir);
  const app = createApp({ env, clock, store, signingKey });
  return serve(app.fetch, env.port);
}
