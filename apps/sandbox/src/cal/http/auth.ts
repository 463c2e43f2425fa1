import type { Context } from "hono";
import { findUser } from "../state/find.ts";
import { readToken } from "../oauth/tokens.ts";
import type { Bindings } from "./bindings.ts";
import { refuse } from "./problem.ts";
import type { ApiKey, RateRule, User } from "../state/state.ts";
import type { World } from "../world.ts";

/** Whether a route requires authentication, uses it if present, or ignores it. */
export type AuthMode = "required" | "optional" | "none";

/** The token in an Authorization header, or null. */
function bearerOf(header: string | undefined): string | null {
  const match = /^Bearer (.+)$/i.exec(header ?? "");
  return match?.[1] ?? null;
}

/** Who is counted: an API key, an access token, an OAuth client that names itself, or the address of any other caller. */
export interface Counted {
  readonly token: string | null;
  readonly clientId: string | null;
  readonly address: string;
}

/** The caller to count, and the rule. Refuses an unknown API key before counting, as the real service does. */
export function throttleSubject(
  world: World,
  { token, clientId, address }: Counted,
): { caller: string; rule: RateRule } {
  const { perKey, perToken, anonymous, blockS } = world.limits;
  const rule = (limit: number): RateRule => {
    return { name: "Default", limit, ttlMs: 60_000, blockMs: blockS * 1000 };
  };
  if (token === null && clientId !== null) {
    return { caller: `client ${clientId}`, rule: rule(perToken) };
  }
  if (token === null) return { caller: `address ${address}`, rule: rule(anonymous) };
  if (!token.startsWith("cal_")) return { caller: token, rule: rule(perToken) };
  const key = findKey(world, token);
  if (key === undefined) throw refuse(401, "CustomThrottlerGuard - Invalid API Key");
  return { caller: token, rule: key.rate ?? rule(perKey) };
}

/** Whom a request is counted for. */
export function countedOf(context: Context<Bindings>): Counted {
  const token = bearerOf(context.req.header("authorization"));
  const clientId = context.req.header("x-cal-client-id") ?? null;
  return { token, clientId, address: context.env.incoming.socket.remoteAddress ?? "unknown" };
}

/**
 * The user of an API key or access token; null without one if that is optional. An invalid one is
 * refused even then. Scopes have no effect on bookings, as recorded
 * (11-oauth2-reschedule-with-third-party-token); webhooks need theirs.
 */
export async function authenticate(
  world: World,
  token: string | null,
  mode: AuthMode,
): Promise<User | null> {
  if (mode === "none") return null;
  if (token === null) {
    if (mode === "optional") return null;
    throw refuse(
      401,
      "ApiAuthStrategy - No authentication method provided. Either pass an API key as 'Bearer' header or OAuth client credentials as 'x-cal-secret-key' and 'x-cal-client-id' headers",
    );
  }
  const key = findKey(world, token);
  if (key === undefined) return authenticateAccessToken(world, token);
  if (key.expiresAt !== null && key.expiresAt <= world.clock.now()) {
    throw refuse(401, "ApiAuthStrategy - api key - Your api key is expired");
  }
  return findUser(world, key.userId) ?? null;
}

/** Expired, forged and revoked tokens get the same error. */
async function authenticateAccessToken(world: World, token: string): Promise<User> {
  const claims = await readToken(world, "Access Token", token);
  const user = claims === null ? undefined : findUser(world, claims.userId);
  if (user === undefined) throw refuse(401, "Invalid Access Token.");
  return user;
}

function findKey(world: World, token: string): ApiKey | undefined {
  return world.store.state.apiKeys.find((entry) => entry.key === token);
}
