import "server-only";
import { addressOf, withAddressLimit } from "@reslot/api/fetch";
import { env } from "@/env.ts";
import { getPorts } from "@/server/ports.ts";

type Limit = Omit<Parameters<typeof withAddressLimit>[1], "address">;

/**
 * Answers with `respond`, or with 429 and a Retry-After when this address or the caller that
 * `respond` identifies is over a rate limit, or with 503 when that cannot be found out.
 */
export function withRateLimit(
  request: Request,
  limit: Limit,
  respond: () => Promise<Response>,
): Promise<Response> {
  return withAddressLimit(getPorts(), { ...limit, address: clientAddressOf(request) }, respond);
}

/** The client's address, as our own proxies report it. */
export function clientAddressOf(request: Request): string | null {
  return addressOf(request.headers, env().TRUSTED_PROXY_HOPS);
}
