import * as oauth from "oauth4webapi";
import { type Clock, systemClock } from "../time/clock.ts";
import { parseBaseUrl } from "../http/base-url.ts";
import type { CallBudget } from "../http/limits/call-budget.ts";

/**
 * Where and how a server answers.
 *
 * - "rfc6749": `/v2/auth/oauth2/token`, names and answers of RFC 6749 (hosted Cal.com).
 * - "enveloped": `/v2/auth/oauth2/clients/:id/{exchange,refresh}`, camelCase names, answers inside
 *   `{ status, data }` (self-hosted servers up to January 2026).
 */
export type CalOAuthAnswers = "rfc6749" | "enveloped";

/** An OAuth client as registered with Cal.com, and the server it is registered with. */
export interface CalOAuthClient {
  /** Where people sign in and consent: "https://app.cal.com"; http only for this machine itself. */
  readonly appUrl: string;
  /** Where tokens come from: "https://api.cal.com"; http only for this machine itself. */
  readonly apiUrl: string;
  readonly clientId: string;
  /** Makes the client confidential; absent, null or empty: a public client, which uses PKCE. */
  readonly clientSecret?: string | null | undefined;
  /** Exactly as registered. */
  readonly redirectUri: string;
  /** "rfc6749" by default. */
  readonly answers?: CalOAuthAnswers | undefined;
  readonly fetch?: typeof fetch | undefined;
  readonly clock?: Clock | undefined;
  /** For the whole token request, body included; 10 s by default. */
  readonly timeoutMs?: number | undefined;
  /** Asked before each token request. Cal.com counts them by client id, apart from every person's calls. */
  readonly budget?: CallBudget | undefined;
}

/** The same, validated and with all defaults filled in. */
export interface OAuthContext {
  readonly server: oauth.AuthorizationServer;
  readonly client: oauth.Client;
  readonly authentication: oauth.ClientAuth;
  readonly isPublic: boolean;
  readonly apiUrl: string;
  readonly clientId: string;
  readonly redirectUri: string;
  readonly answers: CalOAuthAnswers;
  readonly fetch: typeof fetch;
  readonly clock: Clock;
  readonly timeoutMs: number;
  readonly budget: CallBudget | undefined;
}

const defaultTimeoutMs = 10_000;

/** @throws {TypeError} when a URL is not https (or loopback), or the client id is empty. */
export function readClient(options: CalOAuthClient): OAuthContext {
  const { clientId, redirectUri, clientSecret } = options;
  if (clientId.trim() === "") throw new TypeError("The Cal.com OAuth client id is empty.");
  const apiUrl = parseBaseUrl(options.apiUrl);
  const appUrl = parseBaseUrl(options.appUrl);
  checkRedirectUri(redirectUri);
  const secret = clientSecret ?? "";
  return {
    server: {
      issuer: new URL(appUrl).origin,
      authorization_endpoint: `${appUrl}/auth/oauth2/authorize`,
      token_endpoint: `${apiUrl}/v2/auth/oauth2/token`,
    },
    client: { client_id: clientId },
    // Cal.com takes the credentials in the body only.
    authentication: secret === "" ? oauth.None() : oauth.ClientSecretPost(secret),
    isPublic: secret === "",
    apiUrl,
    clientId,
    redirectUri,
    answers: options.answers ?? "rfc6749",
    fetch: options.fetch ?? fetch,
    clock: options.clock ?? systemClock,
    timeoutMs: options.timeoutMs ?? defaultTimeoutMs,
    budget: options.budget,
  };
}

function checkRedirectUri(redirectUri: string): void {
  if (!URL.canParse(redirectUri)) throw new TypeError("The OAuth redirect URI is not a URL.");
  const url = new URL(redirectUri);
  if (url.hash || url.username || url.password) {
    throw new TypeError("The OAuth redirect URI must not carry credentials or a hash.");
  }
  parseBaseUrl(url.origin);
}
