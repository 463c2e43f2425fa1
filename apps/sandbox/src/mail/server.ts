import { createAdaptorServer, type ServerType } from "@hono/node-server";
import { createApp } from "./app.ts";
import { type Clock, systemClock } from "./clock.ts";
import type { MailEnv } from "./env.ts";
import { openInbox } from "./inbox.ts";

/** A running service. */
export interface MailServer {
  readonly url: string;
  /** Stops listening and drops open connections. */
  close(): Promise<void>;
}

/** Loads the messages and listens on 127.0.0.1. Rejects when the port is taken. */
export async function startServer(env: MailEnv, clock: Clock = systemClock): Promise<MailServer> {
  const app = createApp(openInbox(env.dir, clock));
  const server = createAdaptorServer({ fetch: app.fetch, overrideGlobalObjects: false });
  const port = await listen(server, env.port);
  return { url: `http://127.0.0.1:${port}`, close: () => close(server) };
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

function close(server: ServerType): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => {
      resolve();
    });
    if ("closeAllConnections" in server) server.closeAllConnections();
  });
}
