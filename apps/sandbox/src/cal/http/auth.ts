import { findUser } from "../state/find.ts";
import { readToken } from "../oauth/tokens.ts";
import { refuse } from "./problem.ts";
import type { ApiKey, RateRule, User } from "../state/state.ts";
import type { World } from "../world.ts";

/** Whether a route requires authentication, uses it if present, or ignores it. */
export type AuthMode = "required" | "optional" | "none";

/** The token in an Authorization header, or null. */
export function bearerOf(header: string | undefined): string | null {
  const match = /^Bearer (.+)$/i.exec(header ?? "");
  return match?.[1] ?? null;
}

/** The caller to count, and the rule. Refuses an unknown API key before counting, as the real service does. */
export function throttleSubject(
  world: World,
  token: string | null,
): { caller: string; rule: RateRule } {
  const rule: RateRule = {
    name: "Default",
    limit: world.env.rateLimit,
    ttlMs: 60_000,
    blockMs: 60_000,
  };
  if (token === null) return { caller: "anonymous", rule };
  if (!token.startsWith("cal_")) return { caller: token, rule: accessTokenRule(rule) };
  const key = findKey(world, token);
  if (key === undefined) throw refuse(401, "CustomThrottlerGuard - Invalid API Key");
  return { caller: token, rule: key.rate ?? rule };
}

/** 500 calls where an API key has 120. */
function accessTokenRule(rule: RateRule): RateRule {
  return { ...rule, limit: Math.ceil((rule.limit * 500) / 120) };
}

/**
 * The user of an API key or access token; null without one if that is optional. An invalid one is
 * refused even then. Scopes have no effect, as recorded
 * (11-oauth2-reschedule-with-third-party-token).
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
