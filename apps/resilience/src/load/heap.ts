import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";

/** Bytes. */
export interface MemorySample {
  readonly rss: number;
  readonly heapUsed: number;
}

/** The memory of one running program, read through its inspector. */
export interface Heap {
  /** As it is. */
  look(): Promise<MemorySample>;
  /** After everything that nobody needs any more is gone. */
  settle(): Promise<MemorySample>;
  close(): void;
}

const usageSchema = z.object({ rss: z.number(), heapUsed: z.number() });
const answerSchema = z.object({
  id: z.number().optional(),
  result: z
    .object({ result: z.object({ value: z.unknown() }).optional() })
    .loose()
    .optional(),
});

const COLLECTIONS = 3;
const PAUSE_MS = 500;

/** @throws {Error} unless there is exactly one program to look into, and it answers. */
export async function openHeap(inspectors: readonly string[]): Promise<Heap> {
  const [url, ...others] = inspectors;
  if (url === undefined || others.length > 0)
    throw new Error(`The web app has ${inspectors.length} inspectors instead of one.`);
  const socket = new WebSocket(url);
  await new Promise<void>((resolve, reject) => {
    socket.addEventListener("open", () => resolve());
    socket.addEventListener("error", () => reject(new Error("The inspector does not answer.")));
  });
  const waiting = new Map<number, (value: unknown) => void>();
  socket.addEventListener("message", ({ data }) => {
    const { id, result } = answerSchema.parse(JSON.parse(String(data)));
    if (id !== undefined) waiting.get(id)?.(result?.result?.value);
  });
  let lastId = 0;
  const call = (method: string, params: object = {}): Promise<unknown> => {
    const id = (lastId += 1);
    socket.send(JSON.stringify({ id, method, params }));
    return new Promise((resolve) => {
      waiting.set(id, resolve);
    });
  };
  const look = async () =>
    usageSchema.parse(
      await call("Runtime.evaluate", {
        expression: "process.memoryUsage()",
        returnByValue: true,
      }),
    );
  return {
    look,
    async settle() {
      for (let round = 0; round < COLLECTIONS; round += 1) {
        await call("HeapProfiler.collectGarbage");
        await sleep(PAUSE_MS);
      }
      return look();
    },
    close: () => socket.close(),
  };
}
