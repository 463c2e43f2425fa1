import { Problem, refuseText } from "../http/problem.ts";

/**
 * The two styles of the token routes: "rfc" is POST /v2/auth/oauth2/token (RFC 6749 names, no
 * envelope); "enveloped" are the older routes under /v2/auth/oauth2/clients/:id.
 */
export type Family = "rfc" | "enveloped";

const refusals = {
  clientNotFound: [401, "invalid_client", "client_not_found"],
  wrongSecret: [401, "invalid_client", "invalid_client_credentials"],
  badCode: [400, "invalid_grant", "code_invalid_or_expired"],
  badRedirectUri: [400, "invalid_grant", "redirect_uri_mismatch"],
  badVerifier: [400, "invalid_grant", "pkce_verification_failed"],
  badRefreshToken: [400, "invalid_grant", "invalid_refresh_token"],
  revokedRefreshToken: [400, "invalid_grant", "refresh_token_revoked"],
  otherClient: [400, "invalid_grant", "client_id_mismatch"],
  foreignRedirectUri: [400, "invalid_request", "redirect_uri_mismatch"],
  serverError: [500, "server_error", "Could not refresh tokens"],
} as const satisfies Record<string, readonly [number, string, string]>;
export type Refusal = keyof typeof refusals;

/** An error in the style of its family (contract 5, recordings 11-oauth2-*). */
export function refuseToken(family: Family, refusal: Refusal): Problem {
  const [status, error, description] = refusals[refusal];
  if (family === "rfc") return new Problem(status, description, { kind: "oauth", error });
  if (status !== 500) return refuseText(status, "HttpException", error);
  return new Problem(500, description, {
    kind: "exception",
    code: "InternalServerErrorException",
    title: "Internal Server Error",
  });
}

/** An invalid body, in the shape of POST /v2/auth/oauth2/token. */
export function refuseRequest(faults: readonly string[]): Problem {
  return new Problem(400, faults.join(", "), { kind: "oauth", error: "invalid_request" });
}

/** The family of a path; null for a path that issues no tokens. */
export function familyOf(pathname: string): Family | null {
  if (pathname === "/v2/auth/oauth2/token") return "rfc";
  const isOlder = /^\/v2\/auth\/oauth2\/clients\/[^/]+\/(?:exchange|refresh)$/.test(pathname);
  return isOlder ? "enveloped" : null;
}
