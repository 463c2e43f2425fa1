import "server-only";
import { randomInt } from "node:crypto";

const minMs = 1_000;
const maxMs = 16_000;

/**
 * Tells each reader of a stream another time after which to come back, so that all of them do not open it at once
 * when a server ends them; and keeps the stream from being compressed, which costs a quarter of a megabyte for each.
 */
export function spreadReconnects(stream: Response): Response {
  if (!stream.headers.get("content-type")?.startsWith("text/event-stream")) return stream;
  const headers = new Headers(stream.headers);
  headers.set("cache-control", "no-store, no-transform");
  const body = stream.body && startWith(`retry: ${randomInt(minMs, maxMs)}\n\n`, stream.body);
  return new Response(body, { status: stream.status, headers });
}

function startWith(text: string, body: ReadableStream<Uint8Array>): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  return new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(new TextEncoder().encode(text)),
    async pull(controller) {
      const { done, value } = await reader.read();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    cancel: (reason) => reader.cancel(reason),
  });
}
