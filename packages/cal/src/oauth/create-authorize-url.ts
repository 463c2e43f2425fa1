import {
  calculatePKCECodeChallenge,
  generateRandomCodeVerifier,
  generateRandomState,
} from "oauth4webapi";
import { type CalOAuthClient, readClient } from "./oauth-client.ts";

/** What moving meetings needs, in the order in which Cal.com shows it. */
export const movingScopes = [
  "BOOKING_READ",
  "BOOKING_WRITE",
  "SCHEDULE_READ",
  "APPS_READ",
  "PROFILE_READ",
] as const;

/** And what hearing of changes at once needs: listing, creating and deleting a webhook subscription. */
const calScopes = [...movingScopes, "WEBHOOK_READ", "WEBHOOK_WRITE"] as const;

/** The scopes of hosted Cal.com that matter here, and the two of older servers. */
export type CalScope = (typeof calScopes)[number] | "READ_BOOKING" | "READ_PROFILE";

/** One attempt to connect; `state` and `codeVerifier` are secrets until the callback. */
export interface AuthorizeRequest {
  /** Where to send the browser. */
  readonly url: string;
  /** 256 random bits. Keep it bound to this person and this browser, and use it once. */
  readonly state: string;
  /** For `exchangeCode`; null for a confidential client. */
  readonly codeVerifier: string | null;
}

/**
 * Makes the address of Cal.com's consent page, with a fresh `state`. A public client also gets a
 * PKCE challenge (S256). A confidential one gets none: Cal.com's confidential exchange has no field
 * for the verifier.
 *
 * Every scope must be among those of the registered client. Without any, the client's own count.
 *
 * @throws {TypeError} when a URL of the client is not https (or loopback).
 */
export async function createAuthorizeUrl(
  client: CalOAuthClient,
  { scopes = calScopes }: { readonly scopes?: readonly CalScope[] } = {},
): Promise<AuthorizeRequest> {
  const { server, isPublic, clientId, redirectUri } = readClient(client);
  const state = generateRandomState();
  const codeVerifier = isPublic ? generateRandomCodeVerifier() : null;
  const url = new URL(server.authorization_endpoint ?? "");
  url.searchParams.set("client_id", clientId);
  url.searchParams.set("redirect_uri", redirectUri);
  url.searchParams.set("response_type", "code");
  url.searchParams.set("state", state);
  if (scopes.length > 0) url.searchParams.set("scope", scopes.join(" "));
  if (codeVerifier !== null) {
    url.searchParams.set("code_challenge", await calculatePKCECodeChallenge(codeVerifier));
    url.searchParams.set("code_challenge_method", "S256");
  }
  return { url: url.href, state, codeVerifier };
}
