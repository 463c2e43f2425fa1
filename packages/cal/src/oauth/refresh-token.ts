import { processRefreshTokenResponse, refreshTokenGrantRequest } from "oauth4webapi";
import { type CalTokens, toCalTokens } from "./cal-tokens.ts";
import { type CalOAuthClient, readClient } from "./oauth-client.ts";
import { readTokenAnswer } from "./read-token-answer.ts";
import { tokenOptions } from "./token-endpoint.ts";

export interface RefreshTokenInput {
  /** The newest one: some servers revoke all older ones. */
  readonly refreshToken: string;
}

/**
 * Requests new tokens: one request of at most 10 s, never retried. Some servers keep old refresh
 * tokens valid (source of 2026-01), others revoke them at once with this call: so run one refresh per
 * person at a time, and store the new tokens before they are used. When a server sends no new refresh
 * token, the old one stays valid.
 *
 * @throws {CalOAuthError} INVALID_GRANT: the person has to connect again. Anything else: the old
 * access token stays valid until it expires; retry later.
 * @throws {TypeError} when the refresh token is empty.
 */
export async function refreshToken(
  client: CalOAuthClient,
  input: RefreshTokenInput,
): Promise<CalTokens> {
  if (input.refreshToken === "") throw new TypeError("The refresh token is empty.");
  const context = readClient(client);
  const askedAt = context.clock.now();
  const response = await refreshTokenGrantRequest(
    context.server,
    context.client,
    context.authentication,
    input.refreshToken,
    tokenOptions(context, "refresh"),
  );
  const answer = await readTokenAnswer("refresh", () =>
    processRefreshTokenResponse(context.server, context.client, response),
  );
  return toCalTokens(answer, { refreshToken: input.refreshToken, askedAt });
}
