import { fetchRequestHandler } from "@trpc/server/adapters/fetch";
import { appRouter, createContext } from "@reslot/api";
import { ulid } from "ulid";
import { getPorts } from "@/server/ports.ts";
import { resolveCaller } from "@/server/clerk/resolve-caller.ts";
import { withRateLimit } from "@/server/guards/with-rate-limit.ts";
import { spreadReconnects } from "@/server/spread-reconnects.ts";
import { guardRequest } from "@/server/guards/guard-request.ts";

export const dynamic = "force-dynamic";
/** Of platforms that end a request: in seconds. A page opens its stream again. */
export const maxDuration = 300;

const maxBatchSize = 10;

async function handle(incoming: Request): Promise<Response> {
  const requestId = ulid();
  const response = await withRateLimit(
    incoming,
    { kind: "call", calls: countCalls(incoming) },
    () => respond(incoming, requestId),
  );
  response.headers.set("x-request-id", requestId);
  response.headers.set("cache-control", "no-store");
  return spreadReconnects(response);
}

/** A batch lists its procedures, and each of them counts against the limit. */
function countCalls({ url }: Request): number {
  return Math.min(new URL(url).pathname.split(",").length, maxBatchSize);
}

async function respond(incoming: Request, requestId: string): Promise<Response> {
  const guarded = await guardRequest(incoming);
  return "refusal" in guarded ? guarded.refusal : answer(guarded.request, requestId);
}

async function answer(req: Request, requestId: string): Promise<Response> {
  const caller = await resolveCaller(req.headers);
  return fetchRequestHandler({
    endpoint: "/api/trpc",
    router: appRouter,
    req,
    maxBatchSize,
    createContext: async () =>
      createContext(getPorts())({
        caller,
        request: {
          origin: req.headers.get("origin"),
          contentType: req.headers.get("content-type"),
          secFetchSite: req.headers.get("sec-fetch-site"),
          requestId,
        },
      }),
  });
}

export { handle as GET, handle as POST };
