import {
  AuthorizationResponseError,
  authorizationCodeGrantRequest,
  nopkce,
  processAuthorizationCodeResponse,
  validateAuthResponse,
} from "oauth4webapi";
import { CalOAuthError } from "./cal-oauth-error.ts";
import { type CalTokens, toCalTokens } from "./cal-tokens.ts";
import { mapErrorName } from "./map-token-answer.ts";
import { type CalOAuthClient, type OAuthContext, readClient } from "./oauth-client.ts";
import { readTokenAnswer } from "./read-token-answer.ts";
import { tokenOptions } from "./token-endpoint.ts";

export interface ExchangeCodeInput {
  /** What the browser came back with: the callback's URL or its query. */
  readonly callback: URL | URLSearchParams;
  /** `state` of the `AuthorizeRequest`, from where it was kept for this person. */
  readonly expectedState: string;
  /** `codeVerifier` of the `AuthorizeRequest`; needed by public clients, ignored by others. */
  readonly codeVerifier?: string | null | undefined;
}

/**
 * Turns the callback of the consent page into tokens. Codes are valid for ten minutes and once; a
 * wrong verifier uses them up. One request of at most 10 s, never retried.
 *
 * @throws {CalOAuthError} STATE_MISMATCH before anything else in the callback is read;
 * ACCESS_DENIED when the person refused; INVALID_GRANT when the code is too old or used.
 * @throws {TypeError} without an expected state, or without a verifier for a public client.
 */
export async function exchangeCode(
  client: CalOAuthClient,
  input: ExchangeCodeInput,
): Promise<CalTokens> {
  const context = readClient(client);
  const verifier = readVerifier(context, input.codeVerifier);
  const parameters = readCallback(context, input);
  const askedAt = context.clock.now();
  const response = await authorizationCodeGrantRequest(
    context.server,
    context.client,
    context.authentication,
    parameters,
    context.redirectUri,
    verifier,
    tokenOptions(context, "exchange"),
  );
  const answer = await readTokenAnswer("exchange", () =>
    processAuthorizationCodeResponse(context.server, context.client, response),
  );
  const { refresh_token: refreshToken } = answer;
  if (refreshToken === undefined) {
    throw new CalOAuthError("UNEXPECTED_RESPONSE", {
      operation: "exchange",
      reason: "noRefreshToken",
    });
  }
  return toCalTokens(answer, { refreshToken, askedAt });
}

function readVerifier(
  { isPublic }: OAuthContext,
  codeVerifier: string | null | undefined,
): string | typeof nopkce {
  if (!isPublic) return nopkce;
  if (codeVerifier) return codeVerifier;
  throw new TypeError("A public Cal.com OAuth client needs the code verifier.");
}

function readCallback(
  { server, client }: OAuthContext,
  { callback, expectedState }: ExchangeCodeInput,
): URLSearchParams {
  if (expectedState === "") throw new TypeError("The expected OAuth state is empty.");
  const query = callback instanceof URL ? callback.searchParams : callback;
  const [state, ...more] = query.getAll("state");
  if (state !== expectedState || more.length > 0) throw refused("STATE_MISMATCH");
  let parameters: URLSearchParams;
  try {
    parameters = validateAuthResponse(server, client, query, expectedState);
  } catch (error) {
    if (!(error instanceof AuthorizationResponseError)) throw refused("UNEXPECTED_RESPONSE");
    throw refused(mapErrorName(error.error) ?? "UNEXPECTED_RESPONSE");
  }
  const codes = query.getAll("code");
  if (codes.length !== 1 || !codes[0]) throw refused("UNEXPECTED_RESPONSE", "noCode");
  return parameters;
}

function refused(code: CalOAuthError["code"], reason?: string): CalOAuthError {
  return new CalOAuthError(code, { operation: "authorize", reason });
}
