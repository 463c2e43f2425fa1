import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";

/** Bytes. */
export interface MemorySample {
  readonly rss: number;
  readonly heapUsed: number;
}

/** Reads the memory of one running program through its inspector. */
export interface HeapInspector {
  /** After garbage collection. */
  readSettled(): Promise<MemorySample>;
  /** The processor time it has used, in milliseconds. */
  readCpuMs(): Promise<number>;
  close(): void;
}

const usageSchema = z.object({ rss: z.number(), heapUsed: z.number() });
const cpuSchema = z.object({ user: z.number(), system: z.number() });
const messageSchema = z.object({
  id: z.number().optional(),
  result: z
    .object({ result: z.object({ value: z.unknown() }).optional() })
    .loose()
    .optional(),
});

const COLLECTIONS = 3;
const PAUSE_MS = 500;

/** @throws {Error} unless there is exactly one inspector, and it accepts a connection. */
export async function openHeapInspector(inspectors: readonly string[]): Promise<HeapInspector> {
  const [url, ...others] = inspectors;
  if (url === undefined || others.length > 0)
    throw new Error(`The web app has ${inspectors.length} inspectors instead of one.`);
  const socket = new WebSocket(url);
  await new Promise<void>((resolve, reject) => {
    socket.addEventListener("open", () => resolve());
    socket.addEventListener("error", () =>
      reject(new Error("The inspector does not accept a connection.")),
    );
  });
  const pending = new Map<number, (value: unknown) => void>();
  socket.addEventListener("message", ({ data }) => {
    const { id, result } = messageSchema.parse(JSON.parse(String(data)));
    if (id !== undefined) pending.get(id)?.(result?.result?.value);
  });
  let lastId = 0;
  const call = (method: string, params: object = {}): Promise<unknown> => {
    const id = (lastId += 1);
    socket.send(JSON.stringify({ id, method, params }));
    return new Promise((resolve) => {
      pending.set(id, resolve);
    });
  };
  const evaluate = (expression: string) =>
    call("Runtime.evaluate", { expression, returnByValue: true });
  return {
    async readSettled() {
      for (let run = 0; run < COLLECTIONS; run += 1) {
        await call("HeapProfiler.collectGarbage");
        await sleep(PAUSE_MS);
      }
      return usageSchema.parse(await evaluate("process.memoryUsage()"));
    },
    async readCpuMs() {
      const { user, system } = cpuSchema.parse(await evaluate("process.cpuUsage()"));
      return (user + system) / 1_000;
    },
    close: () => socket.close(),
  };
}
