import { fetchRequestHandler } from "@trpc/server/adapters/fetch";
import { appRouter, createContext } from "@reslot/api";
import { ulid } from "ulid";
import { getPorts } from "@/server/ports.ts";
import { resolveCaller } from "@/server/caller.ts";
import { guardRequest } from "@/server/guard-request.ts";

export const dynamic = "force-dynamic";

const maxBatchSize = 10;

async function handle(incoming: Request): Promise<Response> {
  const requestId = ulid();
  const guarded = await guardRequest(incoming);
  const response =
    "refusal" in guarded ? guarded.refusal : await answer(guarded.request, requestId);
  response.headers.set("x-request-id", requestId);
  response.headers.set("cache-control", "no-store");
  return response;
}

function answer(req: Request, requestId: string): Promise<Response> {
  return fetchRequestHandler({
    endpoint: "/api/trpc",
    router: appRouter,
    req,
    maxBatchSize,
    createContext: async () =>
      createContext(getPorts())({
        caller: await resolveCaller(req.headers),
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
