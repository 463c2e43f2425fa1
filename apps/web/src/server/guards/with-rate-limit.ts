import "server-only";
import { enforceAddressLimit, toAppError } from "@reslot/api/server";
import { env } from "@/env.ts";
import { addressOf } from "./address-of.ts";
import { getPorts } from "@/server/ports.ts";
import { errorResponse } from "./error-response.ts";

type Limit = Omit<Parameters<typeof enforceAddressLimit>[1], "address">;

/**
 * Answers with `respond`, or with 429 and a Retry-After when this address or the caller that
 * `respond` identifies is over a rate limit, or with 503 when that cannot be found out.
 */
export async function withRateLimit(
  request: Request,
  limit: Limit,
  respond: () => Promise<Response>,
): Promise<Response> {
  return answerRateLimited(async () => {
    await enforceAddressLimit(getPorts(), { ...limit, address: clientAddressOf(request) });
    return respond();
  });
}

const refusals = {
  RATE_LIMITED: { status: 429, trpcCode: "TOO_MANY_REQUESTS" },
  SERVICE_BUSY: { status: 503, trpcCode: "SERVICE_UNAVAILABLE" },
} as const;

/** Answers with `respond`, or with 429 or 503 and a Retry-After when a rate limit, or a dependency, refuses what it does. */
export async function answerRateLimited(respond: () => Promise<Response>): Promise<Response> {
  try {
    return await respond();
  } catch (error) {
    const app = toAppError(error).toPayload();
    if (app.code !== "RATE_LIMITED" && app.code !== "SERVICE_BUSY") throw error;
    const response = errorResponse(refusals[app.code], app);
    const retryAfterMs = Number(app.details["retryAfterMs"]);
    response.headers.set("retry-after", String(Math.ceil(retryAfterMs / 1000)));
    return response;
  }
}

/** The client's address, as our own proxies report it. */
export function clientAddressOf(request: Request): string | null {
  return addressOf(request.headers, env().TRUSTED_PROXY_HOPS);
}
