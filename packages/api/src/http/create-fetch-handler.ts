import { fetchRequestHandler } from "@trpc/server/adapters/fetch";
import { ulid } from "ulid";
import type { App } from "../app/app.ts";
import { type SessionCheck, type VerifiedCaller, withSessionCheck } from "../app/caller.ts";
import { toAppError } from "../core/errors/to-app-error.ts";
import { appRouter } from "../routers/root.ts";
import { createContext } from "../trpc/context.ts";
import { addressOf } from "./address-of.ts";
import { allowOrigin, preflightResponse } from "./cors.ts";
import { guardBody } from "./guard-body.ts";
import { withAddressLimit } from "./rate-limited.ts";
import { openStream } from "./open-stream.ts";
import { refuse, waitHeaders } from "./refusal.ts";

export interface FetchHandlerOptions {
  /** Of `createPorts`. */
  ports: App;
  /** Who sends a request, as the host has verified it; null: a stranger. May throw an `AppError`. */
  resolveCaller: (request: Request) => Promise<VerifiedCaller | null>;
  /**
   * Asks the identity provider whether a session is still active, before every change. "tokenIsEnough": a session
   * that has ended can change things until its token expires, usually for a minute.
   */
  isStanding: SessionCheck;
  /** How many proxies of the host's own add to `x-forwarded-for`; with 0 the header is not believed. */
  trustedProxyHops: number;
  /** Where the router is mounted. */
  endpoint?: string;
  /** Other origins whose pages may call with a token. */
  allowedOrigins?: readonly string[];
}

/** What a host knows of a connection; where it is left out, no address is limited. */
export interface Connection {
  remoteAddress?: string | null | undefined;
}

export type FetchHandler = (request: Request, connection?: Connection) => Promise<Response>;

const maxBatchSize = 10;
const methods: readonly string[] = ["GET", "POST"];

/**
 * Serves the router to anyone: limits floods by address, bodies, batches and methods, answers browsers of other
 * origins, and says in headers which request it was and when to ask again. Nothing is contacted before a request.
 */
export function createFetchHandler(options: FetchHandlerOptions): FetchHandler {
  const { ports, allowedOrigins = [] } = options;
  return async (request, connection = {}) => {
    const requestId = ulid();
    const limit = { address: clientOf(request, connection, options), calls: callsIn(request) };
    const response = await withAddressLimit(ports, { ...limit, kind: "call" }, () =>
      respond(options, { request, requestId }),
    ).catch((error: unknown) => {
      ports.log.error("API_ERROR", error, { requestId });
      return refuse("INTERNAL", { status: 500, trpcCode: "INTERNAL_SERVER_ERROR" });
    });
    response.headers.set("x-request-id", requestId);
    response.headers.set("cache-control", cacheControlOf(response));
    allowOrigin(response, { origin: request.headers.get("origin"), allowedOrigins });
    return response;
  };
}

/** A compressor for each open stream would cost a quarter of a megabyte. */
function cacheControlOf({ headers }: Response): string {
  const isStream = headers.get("content-type") === "text/event-stream";
  return isStream ? "no-store, no-transform" : "no-store";
}

/** The address that limits count. */
function clientOf(
  { headers }: Request,
  { remoteAddress = null }: Connection,
  { trustedProxyHops }: FetchHandlerOptions,
): string | null {
  if (trustedProxyHops > 0) return addressOf(headers, trustedProxyHops);
  return addressOf(
    new Headers(remoteAddress === null ? {} : { "x-forwarded-for": remoteAddress }),
    1,
  );
}

/** A batch lists its procedures, and each of them counts. */
function callsIn({ url }: Request): number {
  return Math.min(new URL(url).pathname.split(",").length, maxBatchSize);
}

interface Incoming {
  request: Request;
  requestId: string;
}

async function respond(options: FetchHandlerOptions, incoming: Incoming): Promise<Response> {
  const { request } = incoming;
  if (request.method === "OPTIONS") return preflightResponse();
  if (!methods.includes(request.method)) {
    return refuse("INVALID_INPUT", { status: 405, trpcCode: "METHOD_NOT_SUPPORTED" });
  }
  const guarded = await guardBody(request);
  if ("refusal" in guarded) return guarded.refusal;
  return answer(options, { ...incoming, request: guarded.request });
}

async function answer(
  { ports, resolveCaller, isStanding, endpoint = "/api/trpc" }: FetchHandlerOptions,
  { request, requestId }: Incoming,
): Promise<Response> {
  const { headers } = request;
  const verified = await resolveCaller(request);
  const ctx = createContext(ports)({
    caller: verified && withSessionCheck(verified, isStanding),
    request: {
      origin: headers.get("origin"),
      contentType: headers.get("content-type"),
      secFetchSite: headers.get("sec-fetch-site"),
      requestId,
    },
  });
  const stream = openStream(request, { endpoint, ctx });
  if (stream) return stream;
  return fetchRequestHandler({
    endpoint,
    router: appRouter,
    req: request,
    maxBatchSize,
    createContext: () => ctx,
    responseMeta: ({ errors }) => ({
      headers: waitHeaders(errors.map((error) => toAppError(error))),
    }),
  });
}
