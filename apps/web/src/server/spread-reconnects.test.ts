import { expect, it, vi } from "vitest";
import { spreadReconnects } from "./spread-reconnects.ts";

vi.mock("server-only", () => ({}));

/** A stream that says one thing, and is told when its reader leaves. */
function streamOf(text: string, onCancel = vi.fn()) {
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(new TextEncoder().encode(text)),
    cancel: onCancel,
  });
  const headers = { "content-type": "text/event-stream", "x-accel-buffering": "no" };
  return new Response(body, { headers });
}

async function beginningOf(response: Response): Promise<string> {
  const reader = response.body?.getReader();
  const decoder = new TextDecoder();
  const first = await reader?.read();
  const second = await reader?.read();
  await reader?.cancel();
  return decoder.decode(first?.value) + decoder.decode(second?.value);
}

it("each reader of a stream is told its own time to come back, between one and sixteen seconds", async () => {
  const times = new Set<number>();
  for (let stream = 0; stream < 50; stream += 1) {
    const text = await beginningOf(spreadReconnects(streamOf("event: connected\ndata: {}\n\n")));
    const [, ms] = /^retry: (\d+)\n\nevent: connected\n/.exec(text) ?? [];
    expect(Number(ms)).toBeGreaterThanOrEqual(1_000);
    expect(Number(ms)).toBeLessThan(16_000);
    times.add(Number(ms));
  }
  expect(times.size).toBeGreaterThan(25);
});

it("a stream is neither stored nor compressed, keeps its headers, and ends when its reader leaves", async () => {
  const onCancel = vi.fn();
  const response = spreadReconnects(streamOf("event: ping\n\n", onCancel));

  expect(response.headers.get("cache-control")).toBe("no-store, no-transform");
  expect(response.headers.get("x-accel-buffering")).toBe("no");
  await beginningOf(response);
  expect(onCancel).toHaveBeenCalledTimes(1);
});

it("other answers are left as they are", () => {
  const answer = Response.json({});
  expect(spreadReconnects(answer)).toBe(answer);
});
