import { timingSafeEqual } from "node:crypto";
import { refuse, refuseValidation } from "../http/problem.ts";
import { success, type Answer, type Call } from "../http/route.ts";
import type { World } from "../world.ts";
import { exchangeCode, findClient, refreshTokens, type TokenSet } from "./grants.ts";
import type { OauthClient } from "./oauth-state.ts";
import { refuseRequest, refuseToken, type Family } from "./refusals.ts";
import { readTokenBody, textOf, type GrantType, type TokenFields } from "./token-body.ts";

const noStore = { "cache-control": "no-store", pragma: "no-cache" };

/**
 * POST /v2/auth/oauth2/token, JSON or form, for both grants: RFC 6749 names, no envelope,
 * credentials in the body (an Authorization header is ignored). The settings can remove it, since
 * the recorded version does not have it.
 */
export async function postToken({ world, path, body }: Call): Promise<Answer> {
  if (!world.store.state.oauth.settings.hasTokenEndpoint) throw refuse(404, `Cannot POST ${path}`);
  const grantType = textOf(body, "grant_type");
  if (grantType !== "authorization_code" && grantType !== "refresh_token") {
    throw refuseRequest([
      "grant_type must be one of the following values: authorization_code, refresh_token",
    ]);
  }
  const clientId = textOf(body, "client_id");
  if (clientId === undefined) throw refuseRequest(["client_id must be a string"]);
  const tokens = await giveTokens(world, { family: "rfc", clientId, grantType, body });
  return { status: 200, body: tokens, headers: noStore };
}

/** POST /v2/auth/oauth2/clients/:id/exchange, the older route: other names, in the envelope. */
export async function exchangeLegacy({ world, params, body }: Call): Promise<Answer> {
  const grantType = "authorization_code";
  const clientId = params["id"] ?? "";
  return success(await giveTokens(world, { family: "enveloped", clientId, grantType, body }));
}

/** POST /v2/auth/oauth2/clients/:id/refresh, the older route. */
export async function refreshLegacy({ world, params, body }: Call): Promise<Answer> {
  const grantType = "refresh_token";
  const clientId = params["id"] ?? "";
  return success(await giveTokens(world, { family: "enveloped", clientId, grantType, body }));
}

interface TokenCall {
  readonly family: Family;
  readonly clientId: string;
  readonly grantType: GrantType;
  readonly body: unknown;
}

async function giveTokens(world: World, call: TokenCall): Promise<TokenSet> {
  const { family, grantType } = call;
  const client = findClient(world, call.clientId);
  if (client === undefined) throw refuseToken(family, "clientNotFound");
  const { fields, faults } = readTokenBody(call.body, { family, client, grantType });
  if (faults.length > 0) throw refuseBody(family, faults);
  if (!isSecretRight(client, fields)) throw refuseToken(family, "wrongSecret");
  if (grantType === "refresh_token") {
    return refreshTokens(world, family, { client, refreshToken: fields.refreshToken });
  }
  const verifier = client.clientSecret === null ? fields.verifier : null;
  const { code, redirectUri } = fields;
  return exchangeCode(world, family, { client, code, redirectUri, verifier });
}

function refuseBody(family: Family, faults: readonly string[]): Error {
  if (family === "rfc") return refuseRequest(faults);
  return refuseValidation(
    faults.map((fault) => ({
      property: fault.split(" ")[fault.startsWith("property ") ? 1 : 0],
      children: [],
      constraints: { isValid: fault },
    })),
  );
}

function isSecretRight({ clientSecret }: OauthClient, { secret }: TokenFields): boolean {
  if (clientSecret === null) return true;
  const [given, right] = [Buffer.from(secret), Buffer.from(clientSecret)];
  return given.length === right.length && timingSafeEqual(given, right);
}
