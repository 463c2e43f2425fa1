import "server-only";
import { type Context, createCaller, createContext } from "@reslot/api";
import { headers } from "next/headers";
import { cache } from "react";
import { ulid } from "ulid";
import { withSessionCheck } from "@reslot/api/fetch";
import { isStanding, resolveCaller } from "@/server/clerk/resolve-caller.ts";
import { getPorts } from "./ports.ts";

/** The tRPC context of the current request, shared by everything that it renders or runs. */
export const getContext = cache(async (): Promise<Context> => {
  const incoming = await headers();
  const verified = await resolveCaller(incoming);
  return createContext(getPorts())({
    caller: verified && withSessionCheck(verified, isStanding),
    request: {
      origin: incoming.get("origin"),
      // The body of a server action was checked before our code ran.
      contentType: "application/json",
      secFetchSite: incoming.get("sec-fetch-site"),
      requestId: ulid(),
    },
  });
});

/** Calls the API in process, as the person who sent the current request. */
export const api = createCaller(getContext);
