import "server-only";
import { type Context, createCaller, createContext } from "@reslot/api";
import { headers } from "next/headers";
import { cache } from "react";
import { ulid } from "ulid";
import { resolveCaller } from "./caller.ts";
import { getPorts } from "./ports.ts";

/** The context of the request that is being answered; all its pages and actions share one. */
export const getContext = cache(async (): Promise<Context> => {
  const incoming = await headers();
  return createContext(getPorts())({
    caller: await resolveCaller(incoming),
    request: {
      origin: incoming.get("origin"),
      // A server action's transport is Next's own and was checked before our code ran.
      contentType: "application/json",
      secFetchSite: incoming.get("sec-fetch-site"),
      requestId: ulid(),
    },
  });
});

/** Calls the API in this process, as the person whose request is being answered. */
export const api = createCaller(getContext);
