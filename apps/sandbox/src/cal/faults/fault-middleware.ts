import { setTimeout as wait } from "node:timers/promises";
import type { Context, MiddlewareHandler, Next } from "hono";
import { countedOf, throttleSubject } from "../http/auth.ts";
import type { Bindings } from "../http/bindings.ts";
import { operationOf, type Fault } from "./faults.ts";
import { familyOf, refuseToken } from "../oauth/refusals.ts";
import { internalError, refuse, type Problem } from "../http/problem.ts";
import { rateHeaders, tooManyRequests } from "../http/rate-limit.ts";
import { systemClock } from "../../time/clock.ts";
import { formatHttpDate } from "../time/instant.ts";
import type { World } from "../world.ts";

/** Makes calls fail as configured. "AfterCommit", "truncatedBody" and "delay" take effect after the route has run. */
export function faultMiddleware(world: World): MiddlewareHandler<Bindings> {
  return async (context, next) => {
    const { pathname } = new URL(context.req.url);
    const fault = world.faults.take(operationOf(context.req.method, pathname));
    if (fault === null) return next();
    if (isBefore(fault)) countCall(world, context);
    return applyFault(context, fault, next);
  };
}

function isBefore({ fault }: Fault): boolean {
  return fault === "status500BeforeCommit" || fault === "unauthorized";
}

/** Counts the call as the route would have. */
function countCall(world: World, context: Context<Bindings>): void {
  const subject = throttleSubject(world, countedOf(context));
  const { headers } = world.limiter.hit(subject.caller, subject.rule);
  for (const [name, value] of Object.entries(headers)) context.header(name, value);
}

async function applyFault(context: Context<Bindings>, fault: Fault, next: Next): Promise<void> {
  const delayMs = fault.delayMs ?? (fault.fault.startsWith("delay") ? 3000 : 0);
  switch (fault.fault) {
    case "hang":
    case "status500BeforeCommit":
    case "unauthorized":
    case "rateLimit":
      await wait(delayMs);
      return failBefore(context, { ...fault, fault: fault.fault });
    case "delayBeforeCommit":
      await wait(delayMs);
      return next();
    case "delay":
    case "status500AfterCommit":
    case "resetAfterCommit":
    case "truncatedBody":
      await next();
      await wait(delayMs);
      return failAfter(context, fault.fault);
  }
}

async function failBefore(
  context: Context<Bindings>,
  {
    fault,
    retryAfter,
  }: Fault & { fault: "hang" | "status500BeforeCommit" | "unauthorized" | "rateLimit" },
): Promise<void> {
  if (fault === "hang") return hang(context);
  if (fault === "unauthorized") throw unauthorized(context);
  if (fault === "status500BeforeCommit") throw brokenServer(context);
  if (retryAfter !== undefined) {
    context.header("retry-after", formatRetryAfter(retryAfter));
    throw tooManyRequests();
  }
  const rule = { name: "Default", limit: 120, ttlMs: 60_000, blockMs: 60_000 };
  for (const [name, value] of Object.entries(rateHeaders(rule, 0, rule.blockMs))) {
    context.header(name, value);
  }
  throw tooManyRequests();
}

function formatRetryAfter({ seconds, as }: NonNullable<Fault["retryAfter"]>): string {
  if (as === "seconds") return String(seconds);
  return formatHttpDate(systemClock.now() + seconds * 1000);
}

async function failAfter(
  context: Context<Bindings>,
  fault: "delay" | "status500AfterCommit" | "resetAfterCommit" | "truncatedBody",
): Promise<void> {
  if (fault === "status500AfterCommit") throw brokenServer(context);
  if (fault === "truncatedBody") replaceAnswer(context, await truncated(context.res));
  if (fault === "resetAfterCommit") {
    context.env.incoming.socket.resetAndDestroy();
    replaceAnswer(context, unanswered());
  }
}

/** The token routes have their own error (recording 19-postgres-down-oauth-refresh). */
function brokenServer(context: Context<Bindings>): Problem {
  const family = familyOf(context.req.path);
  return family === null ? internalError() : refuseToken(family, "serverError");
}

function unauthorized(context: Context<Bindings>): Problem {
  const family = familyOf(context.req.path);
  return family === null
    ? refuse(401, "Invalid Access Token.")
    : refuseToken(family, "wrongSecret");
}

/** Hono merges a second response into the first one, so the first one is removed. */
function replaceAnswer(context: Context<Bindings>, response: Response): void {
  context.res = undefined;
  context.res = response;
}

async function truncated(response: Response): Promise<Response> {
  const text = await response.text();
  const { status, headers } = response;
  return new Response(text.slice(0, Math.floor(text.length / 2)), { status, headers });
}

/** Holds the call until the client disconnects. */
async function hang(context: Context<Bindings>): Promise<void> {
  const { outgoing } = context.env;
  await new Promise<void>((resolve) => {
    outgoing.once("close", resolve);
  });
  replaceAnswer(context, unanswered());
}

/** Tells the server not to send a response. */
function unanswered(): Response {
  return new Response(null, { headers: { "x-hono-already-sent": "true" } });
}
