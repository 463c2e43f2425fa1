import { type CalErrorBody } from "../errors/error-body.ts";
import { type CalOAuthErrorCode } from "./cal-oauth-error.ts";

/** The meaning of a refusal, and Cal.com's own name for the reason. */
export interface MappedRefusal {
  readonly code: CalOAuthErrorCode;
  readonly reason?: string;
}

const codes = new Map<string, CalOAuthErrorCode>([
  ["invalid_grant", "INVALID_GRANT"],
  ["invalid_client", "INVALID_CLIENT"],
  ["unauthorized_client", "INVALID_CLIENT"],
  ["invalid_request", "INVALID_REQUEST"],
  ["invalid_scope", "INVALID_REQUEST"],
  ["unsupported_grant_type", "INVALID_REQUEST"],
  ["unsupported_response_type", "INVALID_REQUEST"],
  ["access_denied", "ACCESS_DENIED"],
  ["server_error", "SERVER_ERROR"],
  ["temporarily_unavailable", "SERVER_ERROR"],
]);

// Only these are passed on: free text of an answer could hold anything.
const reasons: ReadonlySet<string> = new Set([
  "client_id_mismatch",
  "client_not_approved",
  "client_not_found",
  "client_rejected",
  "code_invalid_or_expired",
  "invalid_client_credentials",
  "invalid_refresh_token",
  "pkce_missing_parameters_or_invalid_method",
  "pkce_verification_failed",
  "redirect_uri_mismatch",
  "refresh_token_revoked",
]);

/** The code of an `error` of RFC 6749, as found in a callback or an answer; undefined if unknown. */
export function mapErrorName(name: string): CalOAuthErrorCode | undefined {
  return codes.get(name);
}

/**
 * Gives an unsuccessful answer of a token endpoint its code. Both families are understood, whatever
 * the server's own is: `{ error, error_description }`, and the envelope with the same word as its message.
 * `body` is null when the answer is none of Cal.com's shapes.
 *
 * Source: recorded answers of a 2026-01 server; documentation for the descriptions.
 */
export function mapTokenAnswer(status: number, body: CalErrorBody | null): MappedRefusal {
  if (status === 429) return { code: "RATE_LIMITED" };
  if (status >= 500) return { code: "SERVER_ERROR" };
  if (!body || status < 400) return { code: "UNEXPECTED_RESPONSE" };
  const { shape, message } = body;
  const code = mapErrorName(shape === "oauth" ? body.code : message);
  if (code !== undefined) return reasons.has(message) ? { code, reason: message } : { code };
  const isMissing = status === 404 && message.startsWith("Cannot POST /");
  return isMissing
    ? { code: "INVALID_REQUEST", reason: "unknownEndpoint" }
    : { code: "INVALID_REQUEST" };
}
