import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** Something that was started for tests: what they need to know of it, as JSON, and its end. */
export interface Instance<Value> {
  readonly value: Value;
  stop(): Promise<void>;
}

export interface WorkerInstances {
  /** For `instanceForWorker`. */
  readonly url: string;
  /** Stops every instance that was started. */
  stop(): Promise<void>;
}

/**
 * Offers each vitest worker an instance of its own, so that test files run in parallel without
 * sharing state. An instance starts when its worker first asks for it; a run that never asks starts none.
 */
export async function servePerWorker<Value>(
  start: () => Promise<Instance<Value>>,
): Promise<WorkerInstances> {
  const instances = new Map<string, Promise<Instance<Value>>>();
  const server = createServer((request, response) => {
    const worker = request.url ?? "";
    const instance = instances.get(worker) ?? start();
    instances.set(worker, instance);
    instance.then(
      ({ value }) => response.end(JSON.stringify(value)),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async stop() {
      server.close();
      const started = await Promise.allSettled(instances.values());
      await Promise.all(
        started.map(async (result) => {
          if (result.status === "fulfilled") await result.value.stop();
        }),
      );
    },
  };
}

/**
 * This worker's instance, started now if it is the first to ask.
 *
 * @throws {Error} when it does not start
 */
export async function instanceForWorker<Value>(url: string, worker = workerId()): Promise<Value> {
  const response = await fetch(`${url}/${worker}`);
  const body = await response.text();
  if (!response.ok) throw new Error(`Nothing was started for worker ${worker}: ${body}`);
  return JSON.parse(body);
}

/** The same for every file that runs in one slot, also where files are isolated from each other. */
function workerId(): string {
  return process.env["VITEST_POOL_ID"] ?? "1";
}
