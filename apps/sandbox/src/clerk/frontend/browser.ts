import type { Context } from "hono";
import { getCookie } from "hono/cookie";
import { notFound, Problem } from "../problem.ts";
import type { Client, Session } from "../records.ts";
import { activeSession } from "../sessions.ts";
import { clientShape } from "../shapes/client-shape.ts";
import type { World } from "../world.ts";

/** A development instance knows a browser by this, in the query or as a cookie. */
export const browserToken = "__clerk_db_jwt";

/** Where clerk-js gets a new one. */
export const newBrowserPath = "/v1/dev_browser";

function tokenOf(c: Context): string | undefined {
  return c.req.query(browserToken) ?? getCookie(c, browserToken);
}

/** The browser that asks, if it has been here before. */
export function clientOf(world: World, c: Context): Client | null {
  const token = tokenOf(c);
  return token === undefined ? null : (world.store.clients.get(token) ?? null);
}

/** The origin of the page that asks, also where a proxy speaks for it; null for anything that is not a page. */
export function originOf(c: Context): string | null {
  const origin = c.req.header("origin");
  if (origin !== undefined) return origin;
  const host = c.req.header("x-forwarded-host");
  if (host === undefined) return null;
  return `${c.req.header("x-forwarded-proto") ?? "http"}://${host}`;
}

/** Refuses pages of other origins, and browsers that this instance does not know. */
export function checkBrowser(world: World, c: Context): void {
  const origin = c.req.header("origin");
  if (origin !== undefined && origin !== world.env.appOrigin) {
    throw new Problem(400, "origin_invalid", { message: "This origin is not allowed." });
  }
  // clerk-js then asks for a new browser token and starts over, e.g. after the data was wiped.
  const token = tokenOf(c);
  if (token !== undefined && !world.store.clients.has(token) && c.req.path !== newBrowserPath) {
    throw new Problem(401, "dev_browser_unauthenticated", {
      message: "This browser is not known to the instance.",
    });
  }
}

/** The session in the path, if it is this browser's and active. */
export function ownSession(world: World, c: Context): Session {
  const session = activeSession(world, clientOf(world, c));
  if (session === null || session.id !== c.req.param("sessionId")) throw notFound("The session");
  return session;
}

/** Clerk's envelope: what was asked for, and the state of the browser along with it. */
export async function reply(
  world: World,
  c: Context,
  answer: { readonly client: Client | null; readonly response: unknown },
): Promise<Response> {
  const client = await clientShape(world, answer.client, originOf(c));
  return c.json({ response: answer.response, client });
}
