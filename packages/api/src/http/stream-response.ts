import { randomInt } from "node:crypto";
import { isTrackedEnvelope } from "@trpc/server";
import { streamTimes } from "../trpc/stream-times.ts";

/** What a stream sends: the same events as tRPC's own, which cost ten times the memory of these. */
interface StreamSource {
  /** Opens it; what it throws is the only event. */
  open: (signal: AbortSignal) => Promise<AsyncIterable<unknown>>;
  /** How its readers are told of an error. */
  shapeOf: (error: unknown) => Promise<unknown>;
  /** Aborted when the reader leaves. */
  signal: AbortSignal;
}

/** Each reader comes back at another time, so that a deployment is not followed by all of them at once. */
const retryMs = [1_000, 16_000] as const;
const encoder = new TextEncoder();

interface Event {
  event?: "connected" | "ping" | "return" | "serialized-error";
  data: string;
  id?: string;
}

function textOf({ event, data, id }: Event): string {
  const name = event === undefined ? "" : `event: ${event}\n`;
  return `${name}data: ${data}\n${id === undefined ? "" : `id: ${id}\n`}\n`;
}

/** A response that stays open until its reader leaves, its source ends, or ten minutes have passed. */
export function streamResponse({ open, shapeOf, signal }: StreamSource): Response {
  const ending = new AbortController();
  /** A body that was cancelled takes no more events, and cannot be closed. */
  let isCancelled = false;
  const end = () => ending.abort();
  const longest = setTimeout(end, streamTimes.endsAfterMs).unref();
  signal.addEventListener("abort", end);

  async function pump(controller: ReadableStreamDefaultController<Uint8Array>): Promise<void> {
    const send = (event: Event) => {
      if (isCancelled) return;
      if (!ending.signal.aborted || event.event === "return")
        controller.enqueue(encoder.encode(textOf(event)));
    };
    const ping = setInterval(
      () => send({ event: "ping", data: "" }),
      streamTimes.pingEveryMs,
    ).unref();
    try {
      for await (const value of await open(ending.signal)) {
        if (isTrackedEnvelope(value)) send({ data: JSON.stringify(value[1]), id: value[0] });
        else send({ data: JSON.stringify(value) });
      }
      send({ event: "return", data: "" });
    } catch (error) {
      send({ event: "serialized-error", data: JSON.stringify(await shapeOf(error)) });
    } finally {
      clearInterval(ping);
      clearTimeout(longest);
      signal.removeEventListener("abort", end);
      end();
    }
  }

  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      const { reconnectAfterInactivityMs } = streamTimes;
      const options = JSON.stringify({ reconnectAfterInactivityMs });
      const head = `retry: ${randomInt(...retryMs)}\n\n${textOf({ event: "connected", data: options })}`;
      controller.enqueue(encoder.encode(head));
      void pump(controller).then(
        () => isCancelled || controller.close(),
        () => undefined, // the reader has left
      );
    },
    cancel() {
      isCancelled = true;
      end();
    },
  });
  return new Response(body, {
    headers: { "content-type": "text/event-stream", "x-accel-buffering": "no" },
  });
}
