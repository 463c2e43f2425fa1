import { z } from "zod";
import { envelopeOf } from "../endpoints/envelope.ts";
import { type OAuthContext } from "./oauth-client.ts";

/** A token request in the form that the server expects. */
export interface TokenRequest {
  readonly url: string;
  readonly contentType: string;
  readonly body: string;
}

const namesOfRfc6749 = {
  grant_type: "grantType",
  client_secret: "clientSecret",
  code: "code",
  redirect_uri: "redirectUri",
  code_verifier: "codeVerifier",
  refresh_token: "refreshToken",
} as const;

/**
 * A token request of RFC 6749 as self-hosted servers up to January 2026 expect it: one path per
 * grant, the client id in it, JSON with camelCase names and no other keys.
 *
 * Source: recorded exchanges of a 2026-01 server.
 */
export function toEnvelopedRequest(
  { apiUrl, clientId }: OAuthContext,
  parameters: URLSearchParams,
): TokenRequest {
  const action = parameters.get("grant_type") === "refresh_token" ? "refresh" : "exchange";
  const body: Record<string, string> = {};
  for (const [name, ownName] of Object.entries(namesOfRfc6749)) {
    const value = parameters.get(name);
    if (value !== null) body[ownName] = value;
  }
  return {
    url: `${apiUrl}/v2/auth/oauth2/clients/${encodeURIComponent(clientId)}/${action}`,
    contentType: "application/json",
    body: JSON.stringify(body),
  };
}

const answerSchema = envelopeOf(z.record(z.string(), z.unknown()));

/** The content of `{ status, data }`; an empty answer, which fails validation, when there is none. */
export function readEnveloped(json: unknown): Record<string, unknown> {
  return answerSchema.safeParse(json).data?.data ?? {};
}
