import { type AddressLimit, enforceAddressLimit, type LimitDeps } from "../app/call-limits.ts";
import { toAppError } from "../core/errors/to-app-error.ts";
import { errorResponse, waitHeaders } from "./refusal.ts";

const refusals = {
  RATE_LIMITED: { status: 429, trpcCode: "TOO_MANY_REQUESTS" },
  SERVICE_BUSY: { status: 503, trpcCode: "SERVICE_UNAVAILABLE" },
} as const;

/** Answers with `respond`, or with 429 or 503 and a Retry-After when a rate limit, or a dependency, refuses what it does. */
export async function answerRateLimited(respond: () => Promise<Response>): Promise<Response> {
  try {
    return await respond();
  } catch (error) {
    const refused = toAppError(error);
    const app = refused.toPayload();
    if (app.code !== "RATE_LIMITED" && app.code !== "SERVICE_BUSY") throw error;
    const response = errorResponse(refusals[app.code], app);
    for (const [name, value] of Object.entries(waitHeaders([refused]))) {
      response.headers.set(name, value);
    }
    return response;
  }
}

/** The same after counting the calls of an address, before anything is done for them. */
export function withAddressLimit(
  deps: LimitDeps,
  calls: { address: string | null; kind: AddressLimit; calls?: number },
  respond: () => Promise<Response>,
): Promise<Response> {
  return answerRateLimited(async () => {
    await enforceAddressLimit(deps, calls);
    return respond();
  });
}
