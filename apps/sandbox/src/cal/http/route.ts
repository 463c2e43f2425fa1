import type { Hono } from "hono";
import { authenticate, countedOf, throttleSubject, type AuthMode } from "./auth.ts";
import type { Bindings } from "./bindings.ts";
import { etagOf } from "./etag.ts";
import { refuse } from "./problem.ts";
import type { User } from "../state/state.ts";
import type { World } from "../world.ts";

export type App = Hono<Bindings>;

/** A call that has passed the rate limit and authentication. */
export interface Call {
  readonly world: World;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** Path and query as requested. */
  readonly path: string;
  /** Parsed JSON or form; undefined without a body. */
  readonly body: unknown;
  readonly caller: User | null;
  readonly token: string | null;
  readonly cookie: string | null;
}

export interface Answer {
  readonly status: number;
  /** JSON or plain text. */
  readonly body: object | string;
  readonly headers?: Readonly<Record<string, string>>;
}
export type Handler = (call: Call) => Answer | Promise<Answer>;

export interface Route {
  /** GET, POST, PATCH or DELETE. */
  readonly method: string;
  readonly path: string;
  readonly auth: AuthMode;
  /** One handler for all versions, or one per value of the cal-api-version header. */
  readonly versions: Handler | Partial<Record<ApiVersion, Handler>>;
}

type ApiVersion = (typeof apiVersions)[number];
const apiVersions = [
  "2024-04-15",
  "2024-06-11",
  "2024-06-14",
  "2024-08-13",
  "2024-09-04",
  "2026-02-25",
  "2026-05-01",
] as const;

/** 200 with `{ status: "success", data }`. */
export function success(data: unknown, status = 200): Answer {
  return { status, body: { status: "success", data } };
}

/** The caller of a route that requires one. */
export function callerOf(call: Call): User {
  if (call.caller === null) throw refuse(401, "Invalid Access Token.");
  return call.caller;
}

/**
 * Registers a route. A missing or unknown version header means 2024-04-15; a version that the route
 * does not have gives "Cannot GET …" before the rate limit and authentication (recordings 03-, 04-
 * and 06-*-version).
 */
export function addRoute(app: App, world: World, route: Route): void {
  app.on(route.method, route.path, async (context) => {
    const { pathname, search, searchParams } = new URL(context.req.url);
    const path = `${pathname}${search}`;
    const body = await readBody(context.req.raw);
    const handler = pickVersion(route, context.req.header("cal-api-version"));
    if (handler === undefined) throw refuse(404, `Cannot ${route.method} ${path}`);
    const counted = countedOf(context);
    const { token } = counted;
    const subject = throttleSubject(world, counted);
    const rate = world.limiter.hit(subject.caller, subject.rule);
    for (const [name, value] of Object.entries(rate.headers)) context.header(name, value);
    if (rate.problem !== null) throw rate.problem;
    const caller = await authenticate(world, token, route.auth);
    const params: Record<string, string> = context.req.param();
    const cookie = context.req.header("cookie") ?? null;
    const call = { world, params, query: searchParams, path, body, caller, token, cookie };
    return respond(await handler(call), rate.headers);
  });
}

function respond({ status, body, headers }: Answer, rate: Record<string, string>): Response {
  const isText = typeof body === "string";
  const type = isText ? "text/plain; charset=utf-8" : "application/json; charset=utf-8";
  const text = isText ? body : JSON.stringify(body);
  return new Response(text, {
    status,
    headers: { ...rate, "content-type": type, etag: etagOf(text), ...headers },
  });
}

function pickVersion(route: Route, header: string | undefined): Handler | undefined {
  if (typeof route.versions === "function") return route.versions;
  const asked = apiVersions.find((version) => version === header) ?? "2024-04-15";
  return route.versions[asked];
}

async function readBody(request: Request): Promise<unknown> {
  if (request.method === "GET" || request.method === "DELETE") return undefined;
  const text = await request.text();
  if (text.trim() === "") return undefined;
  if (request.headers.get("content-type")?.startsWith("application/x-www-form-urlencoded") === true)
    return queryObject(new URLSearchParams(text));
  try {
    return JSON.parse(text);
  } catch (error) {
    throw refuse(400, error instanceof Error ? error.message : "Unexpected token");
  }
}

/** The query as an object for a strict schema; a repeated key becomes a list. */
export function queryObject(query: URLSearchParams): Record<string, string | string[]> {
  return Object.fromEntries(
    [...new Set(query.keys())].map((key) => {
      const values = query.getAll(key);
      return [key, values.length === 1 ? (values[0] ?? "") : values];
    }),
  );
}
