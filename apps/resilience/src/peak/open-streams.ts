import { request } from "node:http";
import { type Caller, headersOf, queryPath } from "../traffic/api-client.ts";

/** Streams that were opened, and what came of them. */
export interface OpenStreams {
  readonly counts: { open: number; refused: number; failed: number };
  /** Calls `onChange` for each change that any of them tells of. */
  onChange: () => void;
  close(): void;
}

const PATH = queryPath("live.onChange", {});

/** Opens streams of changes, so many at a time, and resolves when each is open or refused. */
export async function openStreams(
  webUrl: string,
  { callers, atOnce }: { callers: readonly Caller[]; atOnce: number },
): Promise<OpenStreams> {
  const counts = { open: 0, refused: 0, failed: 0 };
  const closers: (() => void)[] = [];
  const streams: OpenStreams = {
    counts,
    onChange: () => undefined,
    close: () => closers.forEach((close) => close()),
  };

  /** Resolves with the first event after the one that says it is connected, or a while after that one. */
  const open = (caller: Caller): Promise<"open" | "refused" | "failed"> =>
    new Promise((resolve) => {
      const headers = { ...headersOf(caller), accept: "text/event-stream" };
      const call = request(`${webUrl}${PATH}`, { headers, agent: false }, (response) => {
        let isKnown = false;
        const settle = (what: "open" | "refused" | "failed") => {
          isKnown = true;
          resolve(what);
        };
        response.on("data", (chunk: Buffer) => {
          const text = chunk.toString();
          if (text.includes("serialized-error")) settle("refused");
          if (text.includes('"kind"')) streams.onChange();
          if (!isKnown && text.includes("connected")) setTimeout(() => settle("open"), 50);
        });
        response.once("error", () => resolve("failed"));
        response.once("end", () => resolve("failed"));
      });
      call.once("error", () => resolve("failed"));
      closers.push(() => call.destroy());
      call.end();
    });

  const waiting = [...callers];
  const worker = async () => {
    for (let caller = waiting.pop(); caller; caller = waiting.pop())
      counts[await open(caller)] += 1;
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return streams;
}
