import type { Context } from "hono";
import { getCookie } from "hono/cookie";
import { notFound, Problem } from "../problem.ts";
import type { Client, Session } from "../records.ts";
import { activeSession } from "../sessions.ts";
import { clientShape } from "../shapes/client-shape.ts";
import type { World } from "../world.ts";

/** Identifies a browser in a development instance, as a query parameter or a cookie. */
export const browserToken = "__clerk_db_jwt";

/** The path at which clerk-js gets a new one. */
export const newBrowserPath = "/v1/dev_browser";

function tokenOf(c: Context): string | undefined {
  return c.req.query(browserToken) ?? getCookie(c, browserToken);
}

/** The requesting browser, if it is known. */
export function clientOf(world: World, c: Context): Client | null {
  const token = tokenOf(c);
  return token === undefined ? null : (world.store.clients.get(token) ?? null);
}

/** The origin of the requesting page, also behind a proxy; null if the request is not from a page. */
export function originOf(c: Context): string | null {
  const origin = c.req.header("origin");
  if (origin !== undefined) return origin;
  const host = c.req.header("x-forwarded-host");
  if (host === undefined) return null;
  return `${c.req.header("x-forwarded-proto") ?? "http"}://${host}`;
}

/** Refuses pages of other origins and unknown browsers. */
export function checkBrowser(world: World, c: Context): void {
  const origin = c.req.header("origin");
  if (origin !== undefined && origin !== world.env.appOrigin) {
    throw new Problem(400, "origin_invalid", { message: "This origin is not allowed." });
  }
  // clerk-js then gets a new browser token and starts over, for example after a reset.
  const token = tokenOf(c);
  if (token !== undefined && !world.store.clients.has(token) && c.req.path !== newBrowserPath) {
    throw new Problem(401, "dev_browser_unauthenticated", {
      message: "This browser is not known to the instance.",
    });
  }
}

/** The session in the path, if it is active and belongs to this browser. */
export function ownSession(world: World, c: Context): Session {
  const session = activeSession(world, clientOf(world, c));
  if (session === null || session.id !== c.req.param("sessionId")) throw notFound("The session");
  return session;
}

/** Clerk's envelope: the response together with the browser's state. */
export async function reply(
  world: World,
  c: Context,
  answer: { readonly client: Client | null; readonly response: unknown },
): Promise<Response> {
  const client = await clientShape(world, answer.client, originOf(c));
  return c.json({ response: answer.response, client });
}
