import { z } from "zod";
import { refuse, refuseText } from "../http/problem.ts";
import { success, type Answer, type Call } from "../http/route.ts";
import type { User } from "../state/state.ts";
import { parseStrict, stringField } from "../http/validate.ts";
import { isPkceRight, redirectTo } from "./authorize-request.ts";
import { findClient, issueCode } from "./grants.ts";
import type { OauthClient } from "./oauth-state.ts";
import { refuseToken } from "./refusals.ts";
import { sessionUser } from "./session.ts";

const inputSchema = z.strictObject({
  redirectUri: stringField("redirectUri"),
  scopes: z.array(z.string(), { error: "scopes must be an array" }).default([]),
  state: stringField("state").optional(),
  teamSlug: stringField("teamSlug").optional(),
  codeChallenge: stringField("codeChallenge").optional(),
  codeChallengeMethod: stringField("codeChallengeMethod").optional(),
});

/** GET /v2/auth/oauth2/clients/:id: an app's details for the consent page. */
export async function getClient(call: Call): Promise<Answer> {
  await signedIn(call);
  const client = existing(call);
  return success({
    id: client.clientId,
    redirectUri: client.redirectUris[0],
    name: client.name,
    logo: null,
    isTrusted: false,
    type: client.clientSecret === null ? "PUBLIC" : "CONFIDENTIAL",
  });
}

/** POST /v2/auth/oauth2/clients/:id/authorize: called by the older consent page; answers 303 with code and state. */
export async function authorizeLegacy(call: Call): Promise<Answer> {
  const { world } = call;
  const user = await signedIn(call);
  const client = existing(call);
  const input = parseStrict(inputSchema, call.body);
  if (!client.redirectUris.includes(input.redirectUri)) {
    throw refuseToken("enveloped", "foreignRedirectUri");
  }
  const to = { redirectUri: input.redirectUri, state: input.state ?? null };
  const challenge = input.codeChallenge ?? null;
  if (!isPkceRight(client, challenge, input.codeChallengeMethod ?? null)) {
    const description = "pkce_missing_parameters_or_invalid_method";
    return seeOther({ ...to, result: { error: "invalid_request", description } });
  }
  const { redirectUri, scopes } = input;
  const { clientId } = client;
  const code = issueCode(world, { clientId, userId: user.id, redirectUri, scopes, challenge });
  return seeOther({ ...to, result: { code } });
}

function seeOther({
  result,
  ...to
}: {
  redirectUri: string;
  state: string | null;
  result: Parameters<typeof redirectTo>[1];
}): Answer {
  const location = redirectTo(to, result);
  return { status: 303, body: `See Other. Redirecting to ${location}`, headers: { location } };
}

/** By the service's own session cookie, or by a token (recording 11-oauth2-authorize-no-session). */
async function signedIn({ world, caller, cookie }: Call): Promise<User> {
  const user = caller ?? (await sessionUser(world, cookie));
  if (user !== null) return user;
  throw refuse(
    401,
    "ApiAuthStrategy - Only 'x-cal-client-id' header provided. Please also provide 'x-cal-secret-key' header or Auth bearer token as 'Authentication' header",
  );
}

function existing({ world, params }: Call): OauthClient {
  const client = findClient(world, params["id"] ?? "");
  if (client === undefined) throw refuseText(404, "HttpException", "unauthorized_client");
  return client;
}
