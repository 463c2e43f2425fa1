import { createFetchHandler, type FetchHandler } from "@reslot/api/fetch";
import { env } from "@/env.ts";
import { isStanding, resolveCaller } from "@/server/clerk/resolve-caller.ts";
import { getPorts } from "@/server/ports.ts";

export const dynamic = "force-dynamic";
/** Of platforms that end a request: in seconds. A page opens its stream again. */
export const maxDuration = 300;

let handler: FetchHandler | undefined;

/** Made at the first request: a build has no environment. */
async function handle(request: Request): Promise<Response> {
  handler ??= createFetchHandler({
    ports: getPorts(),
    resolveCaller: ({ headers }) => resolveCaller(headers),
    isStanding,
    trustedProxyHops: env().TRUSTED_PROXY_HOPS,
    allowedOrigins: env().CORS_ORIGINS,
  });
  return handler(request);
}

export { handle as GET, handle as OPTIONS, handle as POST };
