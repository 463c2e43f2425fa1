import { processRefreshTokenResponse, refreshTokenGrantRequest } from "oauth4webapi";
import { type CalTokens, toCalTokens } from "./cal-tokens.ts";
import { type CalOAuthClient, readClient } from "./oauth-client.ts";
import { readTokenAnswer } from "./read-token-answer.ts";
import { tokenOptions } from "./token-endpoint.ts";

export interface RefreshTokenInput {
  /** The newest one: some servers make every older one worthless. */
  readonly refreshToken: string;
}

/**
 * Asks for new tokens, once and for at most 10 s. Some servers keep old refresh tokens valid (source
 * of 2026-01), others revoke them with this call: so let only one refresh per person run, and store
 * the new tokens before they are used. When a server sends no new refresh token, the old one stays
 * valid.
 *
 * @throws {CalOAuthError} INVALID_GRANT: the person has to connect again. Anything else: the old
 * access token stays valid until it expires; try again later.
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
