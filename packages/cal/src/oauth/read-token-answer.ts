import { type TokenEndpointResponse } from "oauth4webapi";
import { CalOAuthError, type CalOAuthOperation } from "./cal-oauth-error.ts";

/**
 * Checks a token answer with oauth4webapi's `process`. Its errors hold the answer, tokens included,
 * so none of them is passed on.
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
