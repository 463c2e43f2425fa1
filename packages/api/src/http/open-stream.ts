import { callTRPCProcedure, getTRPCErrorFromUnknown } from "@trpc/server";
import { getErrorShape } from "@trpc/server/shared";
import { AppError } from "../core/errors/app-error.ts";
import type { Context } from "../app/actor.ts";
import { appRouter } from "../routers/root.ts";
import { isStream } from "../trpc/hold-stream.ts";
import { streamResponse } from "./stream-response.ts";

const type = "subscription";
const { _def: router } = appRouter;
const { _config: config } = router;

/** The stream that a request asks for; null when it asks for something else. */
export function openStream(
  request: Request,
  { endpoint, ctx }: { endpoint: string; ctx: Promise<Context> },
): Response | null {
  const url = new URL(request.url);
  const path = url.pathname.slice(endpoint.length + 1);
  if (request.method !== "GET" || url.searchParams.has("batch") || !subscriptions.has(path))
    return null;
  return streamResponse({
    signal: request.signal,
    async open(signal) {
      const getRawInput = async () => inputOf(request, url);
      const call = { router: appRouter, path, type, getRawInput, signal, batchIndex: 0 } as const;
      const stream: unknown = await callTRPCProcedure({ ...call, ctx: await ctx });
      if (!isStream(stream)) throw new TypeError(`${path} gives no stream.`);
      return stream;
    },
    async shapeOf(thrown) {
      const error = getTRPCErrorFromUnknown(thrown);
      return getErrorShape({ config, error, path, type, input: undefined, ctx: await ctx });
    },
  });
}

const subscriptions = new Set(
  Object.entries<unknown>(router.procedures)
    .filter(([, procedure]) => isSubscription(procedure))
    .map(([path]) => path),
);

function isSubscription(procedure: unknown): boolean {
  if (typeof procedure !== "function" || !("_def" in procedure)) return false;
  const { _def: definition } = procedure;
  return typeof definition === "object" && definition !== null && "type" in definition
    ? definition.type === type
    : false;
}

/** What a browser resumes with comes in a header or in the address, beside the input. */
function inputOf({ headers }: Request, { searchParams }: URL): unknown {
  const lastEventId = headers.get("last-event-id") ?? searchParams.get("lastEventId");
  const text = searchParams.get("input");
  const input: unknown = text === null ? undefined : parse(text);
  if (lastEventId === null) return input;
  if (input === undefined || input === null) return { lastEventId };
  return typeof input === "object" ? { ...input, lastEventId } : input;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new AppError("INVALID_INPUT", { cause });
  }
}
