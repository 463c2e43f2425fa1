import { refuse } from "./problem.ts";
import type { ApiKey, RateRule, User } from "./state.ts";
import type { World } from "./world.ts";

/** Whether a route needs a caller, looks at one if there is one, or never looks. */
export type AuthMode = "required" | "optional" | "none";

/** The token of an Authorization header, or null. */
export function bearerOf(header: string | undefined): string | null {
  const match = /^Bearer (.+)$/i.exec(header ?? "");
  return match?.[1] ?? null;
}

/** Who is counted, and by which rule. A made-up API key is refused here, before the count, as at the real service. */
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
  if (!token.startsWith("cal_")) return { caller: token, rule };
  const key = findKey(world, token);
  if (key === undefined) throw refuse(401, "CustomThrottlerGuard - Invalid API Key");
  return { caller: token, rule: key.rate ?? rule };
}

/** The caller behind a token: null without one where that is allowed; a bad token is refused even there. */
export function authenticate(world: World, token: string | null, mode: AuthMode): User | null {
  if (mode === "none") return null;
  if (token === null) {
    if (mode === "optional") return null;
    throw refuse(
      401,
      "ApiAuthStrategy - No authentication method provided. Either pass an API key as 'Bearer' header or OAuth client credentials as 'x-cal-secret-key' and 'x-cal-client-id' headers",
    );
  }
  const key = findKey(world, token);
  if (key === undefined) throw refuse(401, "Invalid Access Token.");
  if (key.expiresAt !== null && key.expiresAt <= world.clock.now()) {
    throw refuse(401, "ApiAuthStrategy - api key - Your api key is expired");
  }
  return world.store.state.users.find((user) => user.id === key.userId) ?? null;
}

function findKey(world: World, token: string): ApiKey | undefined {
  return world.store.state.apiKeys.find((entry) => entry.key === token);
}
