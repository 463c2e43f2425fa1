import { setTimeout as sleep } from "node:timers/promises";
import { now } from "../clock.ts";
import { type Caller, headersOf, queryPath } from "../traffic/api-client.ts";

/** Lines of one event; they may arrive in several chunks. */
const eventLine = /^data: (.*)$/gm;

interface Followed {
  webUrl: string;
  caller: Caller;
  bookingUlid: string;
  /** Called at the time at which the stream says that the meeting has changed. */
  onBooking?: (atMs: number) => void;
}

/** Keeps the stream of a meeting open as its page does, until aborted. */
export async function followStream(
  { webUrl, caller, bookingUlid, onBooking }: Followed,
  signal: AbortSignal,
): Promise<void> {
  const path = queryPath("booking.onChange", { bookingUlid });
  const headers = { ...headersOf(caller), accept: "text/event-stream" };
  while (!signal.aborted) {
    try {
      const { body } = await fetch(`${webUrl}${path}`, { headers, signal });
      if (body) await readEvents(body, (data) => data.includes('"booking"') && onBooking?.(now()));
    } catch {
      // Aborted, or ended by the server: the next one begins where a page would.
    }
    await sleep(500, undefined, { signal }).catch(() => undefined);
  }
}

async function readEvents(
  body: ReadableStream<Uint8Array>,
  onData: (data: string) => void,
): Promise<void> {
  const decoder = new TextDecoder();
  let rest = "";
  for await (const chunk of body) {
    const text = rest + decoder.decode(chunk, { stream: true });
    const end = text.lastIndexOf("\n") + 1;
    rest = text.slice(end);
    for (const [, data = ""] of text.slice(0, end).matchAll(eventLine)) onData(data);
  }
}
