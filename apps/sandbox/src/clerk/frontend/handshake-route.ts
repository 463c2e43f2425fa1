import { createHash } from "node:crypto";
import type { Context, Hono } from "hono";
import { SignJWT } from "jose";
import { toSeconds } from "../../time/clock.ts";
import { newId } from "../ids.ts";
import { Problem } from "../problem.ts";
import type { Client } from "../records.ts";
import { activeSession, createClient } from "../sessions.ts";
import { mintSessionToken } from "../tokens.ts";
import type { World } from "../world.ts";
import { browserToken, clientOf } from "./browser.ts";

const yearSeconds = 31_536_000;

/**
 * The middleware redirects a browser here when its cookies are not enough to identify it. Redirects
 * back with a nonce (or, on request, a signed token) for the cookies to set.
 */
export function addHandshakeRoute(app: Hono, world: World): void {
  app.get("/v1/client/handshake", async (c) => {
    const back = readRedirect(world, c);
    const cookies = await cookiesFor(world, clientOf(world, c) ?? createClient(world));
    if (c.req.query("format") === "nonce") {
      const nonce = newId("nonce");
      world.store.handshakes.set(nonce, cookies);
      back.searchParams.set("__clerk_handshake_nonce", nonce);
    } else {
      back.searchParams.set("__clerk_handshake", await signHandshake(world, cookies));
    }
    return c.redirect(back.href, 307);
  });
}

function readRedirect(world: World, c: Context): URL {
  const target = c.req.query("redirect_url") ?? "";
  const back = URL.canParse(target) ? new URL(target) : null;
  if (back === null || back.origin !== world.env.appOrigin) {
    throw new Problem(400, "redirect_url_not_allowed", {
      message: "The redirect URL is not on an allowed origin.",
    });
  }
  return back;
}

/** Sets every cookie twice: plain, and with a suffix that distinguishes instances on one host. */
async function cookiesFor(world: World, client: Client): Promise<string[]> {
  const session = activeSession(world, client);
  const digest = createHash("sha1").update(world.env.publishableKey).digest("base64url");
  const names = (name: string) => [name, `${name}_${digest.slice(0, 8)}`];
  const set = (name: string, value: string, seconds: number) =>
    names(name).map((full) => `${full}=${value}; Path=/; SameSite=Lax; Max-Age=${seconds}`);
  const azp = world.env.appOrigin;
  const jwt = session === null ? "" : await mintSessionToken(world, session, { azp });
  const signedInAt = session === null ? 0 : toSeconds(session.createdAt);
  return [
    ...set("__client_uat", String(signedInAt), yearSeconds),
    ...set("__session", jwt, session === null ? 0 : yearSeconds),
    ...set(browserToken, client.token, yearSeconds),
  ];
}

function signHandshake(world: World, handshake: readonly string[]): Promise<string> {
  return new SignJWT({ handshake: [...handshake] })
    .setProtectedHeader({ alg: "RS256", kid: world.signingKey.kid, typ: "JWT" })
    .sign(world.signingKey.privateKey);
}
