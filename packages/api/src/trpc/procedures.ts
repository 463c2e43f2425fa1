import { initTRPC } from "@trpc/server";
import { z } from "zod";
import { requireScope } from "./api-scopes.ts";
import { loadParticipant, loadWithPair } from "../core/participant.ts";
import { ulidSchema } from "../booking/schemas.ts";
import type { Role } from "../booking/types.ts";
import type { Caller, Context } from "./context.ts";
import { AppError } from "../core/errors/app-error.ts";
import { toAppError } from "../core/errors/to-app-error.ts";
import { toTrpcError } from "../core/errors/to-trpc-error.ts";
import { limitOf, limitPerson } from "../app/call-limits.ts";
import { asReader } from "../infra/read-bulkhead.ts";
import type { Pair } from "../infra/cache/caches.ts";
import type { Ports } from "../app/ports.ts";
import { requireActiveSession } from "./require-active-session.ts";

const t = initTRPC.context<Context>().create({
  isDev: false,
  sse: {
    // A stream ends after a while, so that whoever watches is looked at anew.
    maxDurationMs: 600_000,
    ping: { enabled: true, intervalMs: 15_000 },
    client: { reconnectAfterInactivityMs: 40_000 },
  },
  errorFormatter({ shape, error }) {
    const app = toAppError(error).toPayload();
    return { ...shape, message: app.message, data: { ...shape.data, app } };
  },
});

export const router = t.router;
export const createCallerFactory = t.createCallerFactory;

/** Times every call by its procedure and what it came to. */
const observe = t.middleware(({ ctx: { ports }, path, type, next }) =>
  ports.telemetry.span(`rpc ${path}`, { type }, async (note) => {
    const startedAt = ports.clock.now();
    const result = await next();
    const code = result.ok ? "OK" : toAppError(result.error).code;
    note({ code });
    const seconds = (ports.clock.now() - startedAt) / 1000;
    ports.telemetry.duration("reslot.rpc.duration", seconds, { procedure: path, code });
    return result;
  }),
);

const mapErrors = t.middleware(async ({ ctx, path, next }) => {
  const result = await next();
  if (result.ok) return result;
  const error = toTrpcError(result.error);
  if (error.code === "INTERNAL_SERVER_ERROR") {
    ctx.ports.log.error("API_ERROR", error.cause, { path, requestId: ctx.request.requestId });
  }
  throw error;
});

/** A browser sends cookies with any form of any site; only our own pages may change something with them. */
const requireOwnOrigin = t.middleware(({ ctx, type, next }) => {
  const byCookie = ctx.caller?.kind === "session" && ctx.caller.via === "cookie";
  if (type === "mutation" && byCookie && !isOwnRequest(ctx)) throw new AppError("FORBIDDEN_ORIGIN");
  return next();
});

function isOwnRequest({ ports, request }: Context): boolean {
  const mediaType = request.contentType?.split(";")[0]?.trim().toLowerCase();
  return request.origin === ports.settings.appOrigin && mediaType === "application/json";
}

/** A program may do what its key was made for. */
const requireKeyScope = t.middleware(({ ctx, path, type, next }) => {
  if (ctx.caller?.kind === "apiKey") requireScope(ctx.caller.scopes, { path, type });
  return next();
});

interface Call {
  caller: Caller;
  path: string;
  type: "query" | "mutation" | "subscription";
}

/**
 * Nobody may ask without end, every call of a batch counts, and nobody changes anything from a session that was
 * ended. Both are asked of others, so whoever goes on reading meanwhile has to wait for `ctx.admitted` before
 * anything is done.
 */
const startAdmitting = t.middleware(({ ctx: { caller, ports }, path, type, next }) => {
  const admitted = caller ? admit(ports, { caller, path, type }) : Promise.resolve();
  admitted.catch(() => undefined); // whoever waits for it is told
  return next({ ctx: { admitted } });
});

async function admit(ports: Ports, { caller, path, type }: Call): Promise<void> {
  const { clerkUserId } = caller;
  await Promise.all([
    limitPerson(ports, { clerkUserId, kind: limitOf(path, type) }),
    type === "mutation" ? requireActiveSession(ports, caller) : null,
  ]);
}

/** Whoever only looks lets changes go first. */
const letChangesPass = t.middleware(({ ctx, type, next }) =>
  type === "mutation" ? next() : next({ ctx: asReader(ctx) }),
);

/** Anybody, signed in or not. */
export const publicProcedure = t.procedure.use(observe).use(mapErrors).use(requireOwnOrigin);

const requireCaller = t.middleware(({ ctx, next }) => {
  if (!ctx.caller) throw new AppError("UNAUTHENTICATED");
  return next();
});

/**
 * Order: signed in; own origin, so that no other site's page uses up a limit; the key's scope; how much they
 * ask, and whether their session still stands.
 */
const admittedProcedure = t.procedure
  .use(observe)
  .use(mapErrors)
  .use(requireCaller)
  .use(requireOwnOrigin)
  .use(requireKeyScope)
  .use(startAdmitting)
  .use(letChangesPass);

/** A signed-in person. Order: the above, then the shape of the input. */
export const userProcedure = admittedProcedure.use(async ({ ctx, next }) => {
  await ctx.admitted;
  return next({ ctx: { signedIn: await ctx.actor() } });
});

const bookingRefSchema = z.looseObject({ bookingUlid: ulidSchema });

const withParticipant = t.middleware(async ({ ctx, input, next }) => {
  const { bookingUlid } = bookingRefSchema.parse(input);
  const signedIn = await ctx.actor();
  const participant = await loadParticipant(ctx.ports, signedIn, bookingUlid);
  return next({ ctx: { signedIn, ...participant } });
});

/** Reads what is around the booking's two people. */
type ReadAround<Around> = (ports: Ports, known: Pair & { bookingUlid: string }) => Promise<Around>;

async function readSurrounded<Around>(
  ctx: Context,
  bookingUlid: string,
  readAround: ReadAround<Around>,
) {
  const signedIn = await ctx.actor();
  const { participant, around } = await loadWithPair(
    { ports: ctx.ports, actor: signedIn, bookingUlid },
    (pair) => readAround(ctx.ports, { ...pair, bookingUlid }),
  );
  return { signedIn, ...participant, around };
}

/**
 * The coach or the mentee of `input.bookingUlid`; `ctx.booking` and `ctx.role` come from its row.
 * Everybody else gets NOT_FOUND, as for a missing one. The input is checked first.
 */
export function participantProcedure<Schema extends z.ZodType<{ bookingUlid: string }>>(
  input: Schema,
) {
  return userProcedure.input(input).use(withParticipant);
}

/**
 * The same, with what `readAround` gives as `ctx.around`: read together with the booking where its
 * people are known already, and with the counts, so that nobody waits for one after the other.
 */
export function surroundedProcedure<Schema extends z.ZodType<{ bookingUlid: string }>, Around>(
  input: Schema,
  readAround: ReadAround<Around>,
) {
  return admittedProcedure.input(input).use(async ({ ctx, input: given, next }) => {
    const { bookingUlid } = bookingRefSchema.parse(given);
    const reading = readSurrounded(ctx, bookingUlid, readAround);
    reading.catch(() => undefined); // having asked too often is the better reason
    await ctx.admitted;
    return next({ ctx: await reading });
  });
}

/** The coach of the booking; its mentee gets NOT_FOUND too. */
export function coachProcedure<Schema extends z.ZodType<{ bookingUlid: string }>>(input: Schema) {
  return participantProcedure(input).use(({ ctx, next }) => next({ ctx: only("coach", ctx.role) }));
}

/** The mentee of the booking; its coach gets NOT_FOUND too. */
export function menteeProcedure<Schema extends z.ZodType<{ bookingUlid: string }>>(input: Schema) {
  return participantProcedure(input).use(({ ctx, next }) =>
    next({ ctx: only("mentee", ctx.role) }),
  );
}

function only<Wanted extends Role>(wanted: Wanted, role: Role): { role: Wanted } {
  if (role !== wanted) throw new AppError("NOT_FOUND");
  return { role: wanted };
}
