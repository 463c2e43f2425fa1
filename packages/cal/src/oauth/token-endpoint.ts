import { allowInsecureRequests, customFetch, type TokenEndpointRequestOptions } from "oauth4webapi";
import { readErrorBody } from "../errors/error-body.ts";
import { readFailure } from "../http/failure-reason.ts";
import { BodyTooLarge, readBody } from "../http/read-body.ts";
import { learnFrom } from "../http/limits/call-budget.ts";
import { readRetryAfterMs } from "../http/limits/retry-after.ts";
import { parseJson } from "../http/send.ts";
import { CalOAuthError, type CalOAuthOperation } from "./cal-oauth-error.ts";
import { readEnveloped, toEnvelopedRequest, type TokenRequest } from "./enveloped.ts";
import { mapTokenAnswer } from "./map-token-answer.ts";
import { type OAuthContext } from "./oauth-client.ts";

/**
 * How oauth4webapi reaches the token endpoint: once, within `timeoutMs`, without following
 * redirects, in the server's own family. It gets only successful answers of RFC 6749.
 */
export function tokenOptions(
  context: OAuthContext,
  operation: CalOAuthOperation,
): TokenEndpointRequestOptions {
  return {
    // `parseBaseUrl` accepts plain http for loopback hosts only.
    [allowInsecureRequests]: context.apiUrl.startsWith("http:"),
    [customFetch]: async (url, { body }) => {
      const request =
        context.answers === "enveloped"
          ? toEnvelopedRequest(context, body)
          : { url, contentType: "application/x-www-form-urlencoded", body: body.toString() };
      const { response, text } = await exchangeOnce(context, operation, request);
      return readSuccess(context, operation, { response, text });
    },
  };
}

interface ReadResponse {
  readonly response: Response;
  readonly text: string;
}

async function exchangeOnce(
  context: OAuthContext,
  operation: CalOAuthOperation,
  request: TokenRequest,
): Promise<ReadResponse> {
  const retryAfterMs = (await context.budget?.take()) ?? 0;
  if (retryAfterMs > 0) {
    throw new CalOAuthError("NOT_SENT", { operation, reason: "heldBack", retryAfterMs });
  }
  const timeout = AbortSignal.timeout(context.timeoutMs);
  let response: Response | undefined;
  try {
    response = await context.fetch(request.url, {
      method: "POST",
      headers: {
        accept: "application/json",
        "content-type": request.contentType,
        // Without it Cal.com counts by address: with every call that has no token.
        "x-cal-client-id": context.clientId,
      },
      body: request.body,
      redirect: "manual",
      cache: "no-store",
      signal: timeout,
    });
    const text = await readBody(response);
    learnFrom(response, context);
    return { response, text };
  } catch (error) {
    const status = response?.status;
    if (error instanceof BodyTooLarge) {
      throw new CalOAuthError("UNEXPECTED_RESPONSE", { operation, status, reason: "bodyTooLarge" });
    }
    if (timeout.aborted) {
      throw new CalOAuthError("UNREACHABLE", { operation, status, reason: "timeout" });
    }
    const { reason, neverSent } = readFailure(error);
    throw new CalOAuthError(neverSent ? "NOT_SENT" : "UNREACHABLE", { operation, status, reason });
  }
}

function readSuccess(
  { answers, clock }: OAuthContext,
  operation: CalOAuthOperation,
  { response, text }: ReadResponse,
): Response {
  const { status, headers } = response;
  const json = parseJson(headers.get("content-type"), text);
  if (response.ok && json !== undefined) {
    return Response.json(withoutNulls(answers === "enveloped" ? readEnveloped(json) : json));
  }
  const { code, reason } = mapTokenAnswer(status, readErrorBody(json));
  throw new CalOAuthError(code, {
    operation,
    status,
    requestId: headers.get("x-request-id") ?? undefined,
    reason: reason ?? (json === undefined ? "notJson" : undefined),
    retryAfterMs: code === "RATE_LIMITED" ? readRetryAfterMs(headers, clock.now()) : undefined,
  });
}

/** Some servers send null where RFC 6749 leaves a field out. */
function withoutNulls(json: unknown): unknown {
  if (typeof json !== "object" || json === null || Array.isArray(json)) return json;
  return Object.fromEntries(Object.entries(json).filter(([, value]) => value !== null));
}
