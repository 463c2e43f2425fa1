import "server-only";
import { limitAddress, toAppError } from "@reslot/api/server";
import { env } from "@/env.ts";
import { addressOf } from "./address-of.ts";
import { getPorts } from "./ports.ts";
import { refuse } from "./refuse.ts";

type Flood = Omit<Parameters<typeof limitAddress>[1], "address">;

/**
 * Answers with `respond`, or 429 with the wait when this address, or whoever `respond` finds out it is, has asked for
 * too much lately.
 */
export async function refuseFlood(
  request: Request,
  flood: Flood,
  respond: () => Promise<Response>,
): Promise<Response> {
  try {
    await limitAddress(getPorts(), { ...flood, address: senderOf(request) });
    return await respond();
  } catch (error) {
    const app = toAppError(error).toPayload();
    if (app.code !== "RATE_LIMITED") throw error;
    const response = refuse({ status: 429, trpcCode: "TOO_MANY_REQUESTS" }, app);
    const retryAfterMs = Number(app.details["retryAfterMs"]);
    response.headers.set("retry-after", String(Math.ceil(retryAfterMs / 1000)));
    return response;
  }
}

/** Where a request came from, as far as our proxies are believed. */
export function senderOf(request: Request): string | null {
  return addressOf(request.headers, env().TRUSTED_PROXY_HOPS);
}
