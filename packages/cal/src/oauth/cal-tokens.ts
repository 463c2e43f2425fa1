import { type TokenEndpointResponse } from "oauth4webapi";

/** What one grant gave. Secrets: encrypt before storing, never log. */
export interface CalTokens {
  /** Sent as `createCalClient({ accessToken })`. */
  readonly accessToken: string;
  /** For the next refresh, and possibly only for that one: store it before using anything. */
  readonly refreshToken: string;
  /** When `accessToken` expires, epoch milliseconds, counted from before the request was sent. */
  readonly expiresAt: number;
  /** Granted scopes; null when the server does not say. */
  readonly scopes: readonly string[] | null;
}

// Cal.com always says 1800; assumed for servers that leave it out.
const defaultLifetimeSeconds = 1800;

export function toCalTokens(
  answer: TokenEndpointResponse,
  { refreshToken, askedAt }: { refreshToken: string; askedAt: number },
): CalTokens {
  return {
    accessToken: answer.access_token,
    refreshToken: answer.refresh_token ?? refreshToken,
    expiresAt: askedAt + (answer.expires_in ?? defaultLifetimeSeconds) * 1000,
    scopes: answer.scope === undefined ? null : answer.scope.split(/[\s,]+/).filter(Boolean),
  };
}
