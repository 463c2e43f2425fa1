import { createHash } from "node:crypto";
import type { World } from "../world.ts";
import type { OauthClient, OauthCode, OauthGrant } from "./oauth-state.ts";
import { refuseToken, type Family } from "./refusals.ts";
import { readToken, signToken } from "./tokens.ts";
import { minuteMs } from "../../time/durations.ts";

const codeLifetime = 10 * minuteMs;
const refreshTtlSeconds = 30 * 24 * 60 * 60;

/** A successful token response, before any envelope. `expires_in` is in seconds. */
export interface TokenSet {
  readonly access_token: string;
  readonly token_type: "bearer";
  readonly refresh_token: string;
  readonly expires_in: number;
}

/** Issues a code for one use within ten minutes. */
export function issueCode(world: World, draft: Omit<OauthCode, "code" | "expiresAt">): string {
  const { oauth } = world.store.state;
  const now = world.clock.now();
  const code = world.random.code();
  oauth.codes = oauth.codes.filter(({ expiresAt }) => expiresAt > now);
  oauth.codes.push({ ...draft, code, expiresAt: now + codeLifetime });
  world.store.save();
  return code;
}

export function findClient(world: World, clientId: string): OauthClient | undefined {
  return world.env.oauthClients.find((client) => client.clientId === clientId);
}

/**
 * Exchanges a code for tokens. A code that was looked up is used up even if the exchange then
 * fails: one wrong verifier invalidates it (recording
 * 11-oauth2-public-exchange-after-bad-verifier). The client's secret is checked first.
 *
 * @throws {Problem} in the style of the family
 */
export async function exchangeCode(
  world: World,
  family: Family,
  input: { client: OauthClient; code: string; redirectUri: string; verifier: string | null },
): Promise<TokenSet> {
  const { oauth } = world.store.state;
  const now = world.clock.now();
  const found = oauth.codes.find(
    ({ code, clientId }) => code === input.code && clientId === input.client.clientId,
  );
  oauth.codes = oauth.codes.filter((entry) => entry !== found);
  world.store.save();
  if (found === undefined || found.expiresAt <= now) throw refuseToken(family, "badCode");
  if (found.redirectUri !== input.redirectUri) throw refuseToken(family, "badRedirectUri");
  if (!isProven(found, input.verifier)) throw refuseToken(family, "badVerifier");
  const { clientId, userId, scopes } = found;
  const grant: OauthGrant = { id: world.random.uuid(), clientId, userId, scopes, grantedAt: now };
  oauth.grants.push(grant);
  return issueTokens(world, grant);
}

function isProven({ challenge }: OauthCode, verifier: string | null): boolean {
  if (challenge === null) return verifier === null;
  return (
    verifier !== null && createHash("sha256").update(verifier).digest("base64url") === challenge
  );
}

/**
 * Exchanges a refresh token for new tokens. Check and write are not atomic: of two parallel
 * refreshes the later one deletes the tokens of the earlier one, as newer versions of the real
 * service do.
 *
 * @throws {Problem} in the style of the family
 */
export async function refreshTokens(
  world: World,
  family: Family,
  input: { client: OauthClient; refreshToken: string },
): Promise<TokenSet> {
  const { oauth } = world.store.state;
  const claims = await readToken(world, "Refresh Token", input.refreshToken);
  if (claims === null) throw refuseToken(family, "badRefreshToken");
  if (claims.clientId !== input.client.clientId) throw refuseToken(family, "otherClient");
  const isRotating = oauth.settings.refreshMode === "rotating";
  if (isRotating && !oauth.refreshTokens.some(({ id }) => id === claims.jti)) {
    throw refuseToken(family, "revokedRefreshToken");
  }
  await world.work();
  const grant = oauth.grants.find(({ id }) => id === claims.grantId);
  if (grant === undefined) throw refuseToken(family, "badRefreshToken");
  return issueTokens(world, grant, isRotating);
}

async function issueTokens(
  world: World,
  grant: OauthGrant,
  replacesAll = false,
): Promise<TokenSet> {
  const { oauth } = world.store.state;
  const { clientId, userId, id: grantId } = grant;
  const { accessTtlSeconds } = oauth.settings;
  const claims = { clientId, userId, grantId };
  const access = await signToken(
    world,
    { ...claims, token_type: "Access Token" },
    accessTtlSeconds,
  );
  const refresh = await signToken(
    world,
    { ...claims, token_type: "Refresh Token" },
    refreshTtlSeconds,
  );
  const kept = oauth.refreshTokens.filter(
    (entry) =>
      entry.expiresAt > world.clock.now() &&
      (!replacesAll || entry.userId !== userId || entry.clientId !== clientId),
  );
  const fresh = { id: refresh.id, clientId, userId, expiresAt: refresh.expiresAt };
  oauth.refreshTokens = [...kept, fresh];
  world.store.save();
  return {
    access_token: access.token,
    token_type: "bearer",
    refresh_token: refresh.token,
    expires_in: accessTtlSeconds,
  };
}

/** Revokes an app's access at Cal.com; invalidates all its tokens, access tokens included. */
export function revokeGrants(world: World, userId: number, clientId: string | null): number {
  const { oauth } = world.store.state;
  const kept = oauth.grants.filter(
    (grant) => grant.userId !== userId || (clientId !== null && grant.clientId !== clientId),
  );
  const count = oauth.grants.length - kept.length;
  oauth.grants = kept;
  world.store.save();
  return count;
}
