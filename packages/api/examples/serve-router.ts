import { randomUUID } from "node:crypto";
import { createServer, type Server } from "node:http";
import { appRouter, type Caller, createContext } from "@reslot/api";
import type { App } from "@reslot/api/server";
import { createHTTPHandler } from "@trpc/server/adapters/standalone";

/** The caller that an `Authorization` header proves; null for a request from no known caller. */
type Authenticate = (authorization: string | undefined) => Promise<Caller | null>;

/** Serves the router from Node's own HTTP server; `app` comes from `createPorts`. */
export function serveRouter(app: App, authenticate: Authenticate): Server {
  const contextOf = createContext(app);
  const handler = createHTTPHandler({
    router: appRouter,
    maxBatchSize: 10,
    maxBodySize: 256 * 1024,
    createContext: async ({ req: { headers } }) =>
      contextOf({
        caller: await authenticate(headers.authorization),
        request: {
          origin: headers.origin ?? null,
          contentType: headers["content-type"] ?? null,
          requestId: randomUUID(),
        },
      }),
  });
  return createServer(handler);
}
