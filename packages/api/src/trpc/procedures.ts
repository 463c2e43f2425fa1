import { DbError } from "@reslot/db";
import { initTRPC } from "@trpc/server";
import { Actor, type Admission, type Context } from "../app/actor.ts";
import type { App } from "../app/app.ts";
import { enforcePersonLimit, limitOf } from "../app/call-limits.ts";
import { AppError } from "../core/errors/app-error.ts";
import { toAppError } from "../core/errors/to-app-error.ts";
import { toTrpcError } from "../core/errors/to-trpc-error.ts";
import { neverAborted } from "../core/never-aborted.ts";
import { createFollowingFlight } from "../infra/cache/following-flight.ts";
import type { SingleFlight } from "../infra/cache/single-flight.ts";
import { requireScope } from "./api-scopes.ts";
import { holdStream, isStream } from "./hold-stream.ts";
import { streamTimes } from "./stream-times.ts";
import { personOf, withReadBulkhead } from "./with-read-bulkhead.ts";

const t = initTRPC.context<Context>().create({
  isDev: false,
  sse: {
    maxDurationMs: streamTimes.endsAfterMs,
    ping: { enabled: true, intervalMs: streamTimes.pingEveryMs },
    client: { reconnectAfterInactivityMs: streamTimes.reconnectAfterInactivityMs },
  },
  errorFormatter({ shape, error }) {
    const app = toAppError(error).toPayload();
    const httpStatus = app.code === "GONE" ? 410 : shape.data.httpStatus;
    return { ...shape, message: app.message, data: { ...shape.data, httpStatus, app } };
  },
});

export const router = t.router;
export const createCallerFactory = t.createCallerFactory;

/** Measures every call by procedure and result code. */
const observe = t.middleware(({ ctx, path, type, next }) => {
  const { telemetry, clock } = ctx.app;
  return telemetry.span(`rpc ${path}`, { type }, async (note) => {
    const startedAt = clock.now();
    const result = await next();
    const code = result.ok ? "OK" : toAppError(result.error).code;
    note({ code });
    const seconds = (clock.now() - startedAt) / 1000;
    telemetry.duration("reslot.rpc.duration", seconds, { procedure: path, code });
    return result;
  });
});

const mapErrors = t.middleware(async ({ ctx, path, next }) => {
  const result = await next();
  if (result.ok) return result;
  const error = toTrpcError(result.error);
  if (error.code === "INTERNAL_SERVER_ERROR" || isDatabaseDown(error.cause)) {
    ctx.app.log.error("API_ERROR", error.cause, { path, requestId: ctx.request.requestId });
  }
  throw error;
});

/** The operator has to hear of it, although the caller only has to wait. */
function isDatabaseDown(error: Error | undefined): boolean {
  return error?.cause instanceof DbError && error.cause.code === "UNAVAILABLE";
}

/** A browser sends cookies with any form of any site; only our own pages may change something with them. */
const requireOwnOrigin = t.middleware(({ ctx, type, next }) => {
  const byCookie = ctx.caller?.kind === "session" && ctx.caller.via === "cookie";
  if (type === "mutation" && byCookie && !isOwnRequest(ctx)) throw new AppError("FORBIDDEN_ORIGIN");
  return next();
});

function isOwnRequest({ app, request }: Context): boolean {
  const mediaType = request.contentType?.split(";")[0]?.trim().toLowerCase();
  return request.origin === app.settings.appOrigin && mediaType === "application/json";
}

const requireCaller = t.middleware(({ ctx, next }) => {
  if (!ctx.caller) throw new AppError("UNAUTHENTICATED");
  return next();
});

/** An API key may do what it was made for. */
const requireKeyScope = t.middleware(({ ctx, path, type, next }) => {
  if (ctx.caller?.kind === "apiKey") requireScope(ctx.caller.scopes, { path, type });
  return next();
});

type Middleware = Parameters<typeof t.middleware>[0];
type Result = Awaited<ReturnType<Parameters<Middleware>[0]["next"]>>;

/** What is read the most, and costs the most. */
const sharedReads: ReadonlySet<string> = new Set(["booking.availability"]);
const flights = new WeakMap<App, SingleFlight<Result>>();

/** Equal reads of one person at the same time share one that starts after they asked. Each of them counts. */
const shareEqualReads = t.middleware(async ({ ctx, path, getRawInput, next }) => {
  const { app, caller } = ctx;
  if (!caller || !sharedReads.has(path)) return next();
  const { clerkUserId, kind } = caller;
  const flight = flights.get(app) ?? createFollowingFlight<Result>();
  flights.set(app, flight);
  let isOwn = false;
  const result = await flight(
    JSON.stringify([clerkUserId, kind, path, await getRawInput()]),
    () => {
      isOwn = true;
      return next();
    },
  );
  if (!isOwn) await enforcePersonLimit(app, { clerkUserId, kind: "read" });
  return result;
});

/** Reads yield to mutations, and a person's reads to those of others. A stream holds no place while it is open. */
const yieldToOthers = t.middleware(({ ctx, type, next }) => {
  if (type === "mutation") return next();
  const read = () => next({ ctx: withReadBulkhead(ctx) });
  return type === "query" ? ctx.app.readBulkhead.run(personOf(ctx), read) : read();
});

/** `ctx.ends` is aborted when the caller leaves, and for a stream also when it has to end. */
const boundStreams = t.middleware(async ({ ctx, type, signal = neverAborted, next }) => {
  if (type !== "subscription") return next({ ctx: { ends: signal } });
  const held = holdStream(ctx, signal);
  const result = await next({ ctx: { ends: held.ends } });
  if (result.ok && isStream(result.data)) return { ...result, data: held.pass(result.data) };
  held.leave();
  return result;
});

/** Anyone, signed in or not. */
export const publicProcedure = t.procedure.use(observe).use(mapErrors).use(requireOwnOrigin);

/**
 * A caller who is known but not admitted: nothing can act for them before `Actor.admit`. Order:
 * signed in; own origin, so that another site's page uses up no limit; the key's scope.
 */
export const callerProcedure = t.procedure
  .use(observe)
  .use(mapErrors)
  .use(requireCaller)
  .use(requireOwnOrigin)
  .use(requireKeyScope)
  .use(boundStreams)
  .use(shareEqualReads)
  .use(yieldToOthers);

interface Call {
  path: string;
  type: "query" | "mutation" | "subscription";
}

/** What a procedure asks of its caller: each call of a batch counts. */
export function admissionOf({ path, type }: Call): Admission {
  return { limit: limitOf(path, type), needsActiveSession: type === "mutation" };
}

/** A signed-in person who was admitted. The shape of the input is checked after that. */
export const userProcedure = callerProcedure.use(async ({ ctx, path, type, next }) => {
  const actor = await Actor.admit(ctx, admissionOf({ path, type }), async (admitted) => admitted);
  return next({ ctx: { actor } });
});
