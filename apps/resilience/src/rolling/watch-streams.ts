import { connect, type ClientHttp2Session } from "node:http2";
import { setTimeout as sleep } from "node:timers/promises";
import { secondMs } from "@reslot/cal/time";
import { now } from "../clock.ts";
import { type Caller, headersOf, queryPath } from "../traffic/api-client.ts";

/** As a page waits before it opens its stream again, so that not all of them do at once. */
const pauseMs = { least: 300, most: secondMs };

export interface StreamLog {
  /** How long each interruption lasted, from the end of a stream to the first line of the next one, in ms. */
  readonly gapsMs: number[];
  /** Times at which a stream said that the meeting has changed, by meeting. */
  readonly changes: Map<string, number>;
  /** The protocols that were spoken. */
  readonly protocols: Set<string>;
}

export function createStreamLog(): StreamLog {
  return { gapsMs: [], changes: new Map(), protocols: new Set() };
}

/** Keeps the stream of a meeting open over HTTP/2, as its page does, until aborted. */
export async function watchStream(
  { webUrl, caller, bookingUlid }: { webUrl: string; caller: Caller; bookingUlid: string },
  { log, signal }: { log: StreamLog; signal: AbortSignal },
): Promise<void> {
  let lastEventId: string | null = null;
  let endedAt: number | null = null;
  while (!signal.aborted) {
    const input = { bookingUlid, ...(lastEventId !== null && { lastEventId }) };
    await readStream(
      { webUrl, path: queryPath("booking.onChange", input), headers: headersOf(caller) },
      {
        signal,
        onProtocol: (protocol) => log.protocols.add(protocol),
        onLine(line) {
          if (endedAt !== null) log.gapsMs.push(now() - endedAt);
          endedAt = null;
          if (line.startsWith("id: ")) lastEventId = line.slice(4);
          if (line.startsWith("data: ") && line.includes('"booking"')) {
            log.changes.set(bookingUlid, (log.changes.get(bookingUlid) ?? 0) + 1);
          }
        },
      },
    );
    endedAt ??= now();
    const pause = pauseMs.least + Math.random() * (pauseMs.most - pauseMs.least);
    await sleep(pause, undefined, { signal }).catch(() => undefined);
  }
}

interface StreamRequest {
  readonly webUrl: string;
  readonly path: string;
  readonly headers: Record<string, string>;
}

interface Listener {
  readonly signal: AbortSignal;
  onProtocol(protocol: string): void;
  onLine(line: string): void;
}

/** Resolves when the stream ends, for whatever reason. */
function readStream({ webUrl, path, headers }: StreamRequest, listener: Listener): Promise<void> {
  return new Promise((resolve) => {
    const session: ClientHttp2Session = connect(webUrl);
    const end = () => {
      session.destroy();
      listener.signal.removeEventListener("abort", end);
      resolve();
    };
    listener.signal.addEventListener("abort", end);
    session.on("error", end);
    session.on("close", end);
    session.on("connect", () => listener.onProtocol(session.alpnProtocol ?? ""));
    const stream = session.request({ ":path": path, ...headers, accept: "text/event-stream" });
    stream.setEncoding("utf8");
    let rest = "";
    let isGood = false;
    stream.on("response", (answer) => (isGood = answer[":status"] === 200));
    stream.on("data", (text: string) => {
      if (!isGood) return;
      const lines = (rest + text).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) listener.onLine(line);
    });
    stream.on("error", end);
    stream.on("close", end);
    stream.end();
  });
}
