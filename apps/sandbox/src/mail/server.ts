import { type RunningServer, serve } from "../http/serve.ts";
import { createApp } from "./app.ts";
import { type Clock, systemClock } from "../time/clock.ts";
import { createEvents } from "./events.ts";
import type { MailEnv } from "./env.ts";
import { openInbox } from "./inbox.ts";

/** Loads the messages and listens on 127.0.0.1. Rejects if the port is in use. */
export async function startServer(
  env: MailEnv,
  clock: Clock = systemClock,
): Promise<RunningServer> {
  const events = createEvents(env.endpoint ?? null, clock);
  const app = createApp(openInbox(env.dir, clock), { clock, events, perSecond: env.perSecond });
  return serve(app.fetch, env.port);
}
