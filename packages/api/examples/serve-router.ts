import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type Server } from "node:http";
import { apiScopes, appRouter, type Caller, createContext, type RequestInfo } from "@reslot/api";
import type { App } from "@reslot/api/server";
import { createHTTPHandler } from "@trpc/server/adapters/standalone";

/**
 * Serves the router from Node's own HTTP server. `app` comes from `createPorts`; `userIds` says which
 * Clerk user an API key belongs to. A host that is deployed asks Clerk instead.
 */
export function serveRouter(app: App, userIds: ReadonlyMap<string, string>): Server {
  const contextOf = createContext(app);
  const handler = createHTTPHandler({
    router: appRouter,
    maxBatchSize: 10,
    maxBodySize: 256 * 1024,
    createContext: ({ req }) =>
      contextOf({ caller: callerOf(req, userIds), request: requestInfoOf(req) }),
  });
  return createServer(handler);
}

/** null: the router then refuses everything but public procedures. */
function callerOf(
  { headers }: IncomingMessage,
  userIds: ReadonlyMap<string, string>,
): Caller | null {
  const key = /^Bearer (.+)$/.exec(headers.authorization ?? "")?.[1] ?? "";
  const clerkUserId = userIds.get(key);
  return clerkUserId === undefined ? null : { kind: "apiKey", clerkUserId, scopes: apiScopes };
}

function requestInfoOf({ headers }: IncomingMessage): RequestInfo {
  return {
    origin: headers.origin ?? null,
    contentType: headers["content-type"] ?? null,
    requestId: randomUUID(),
  };
}
