import { type TokenEndpointResponse } from "oauth4webapi";
import { CalOAuthError, type CalOAuthOperation } from "./cal-oauth-error.ts";

/**
 * Checks a token answer with oauth4webapi's `process`. What that throws holds the answer, tokens
 * included, so none of it is handed on.
 *
 * @throws {CalOAuthError} UNEXPECTED_RESPONSE
 */
export async function readTokenAnswer(
  operation: CalOAuthOperation,
  process: () => Promise<TokenEndpointResponse>,
): Promise<TokenEndpointResponse> {
  const answer = await process().catch(() => null);
  if (answer?.token_type === "bearer") return answer;
  throw new CalOAuthError("UNEXPECTED_RESPONSE", { operation, reason: "unknownShape" });
}
