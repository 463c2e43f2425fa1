import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import { buffer } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";

/**
 * - `down` the connection is reset before the call arrives
 * - `slow` every call arrives twelve seconds late
 * - `hanging` the call arrives nowhere, and has no answer
 * - `resetAfterCommit` the call is carried out, and its answer lost
 */
export const faults = ["down", "slow", "hanging", "resetAfterCommit"] as const;
export type Fault = (typeof faults)[number];

const slowMs = 12_000;

/** A call on its way: reached the proxy, or answered by what is behind it. */
type Watcher = (call: { method: string; path: string }, when: "arrives" | "answered") => void;

/** A proxy between all programs and one dependency. */
export interface FaultProxy {
  readonly url: string;
  setFault(fault: Fault | null): void;
  /** Sees every call; replaces an earlier watcher. */
  watch(watcher: Watcher): void;
  close(): Promise<void>;
}

/** Listens on a free loopback port and forwards to `target`. */
export async function startFaultProxy(target: string): Promise<FaultProxy> {
  let fault: Fault | null = null;
  let watcher: Watcher = () => undefined;

  const forward = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const { method = "GET", url: path = "/" } = incoming;
    const body = await buffer(incoming);
    watcher({ method, path }, "arrives");
    const now = fault;
    if (now === "hanging") return;
    if (now === "down") throw new Error("down");
    if (now === "slow") await sleep(slowMs);
    const response = await send(`${target}${path}`, incoming, body);
    const content = await buffer(response);
    if (now === "resetAfterCommit") throw new Error("reset after the commit");
    watcher({ method, path }, "answered");
    outgoing.writeHead(response.statusCode ?? 502, response.headers).end(content);
  };

  const server = createServer((incoming, outgoing) => {
    forward(incoming, outgoing).catch(() => outgoing.socket?.resetAndDestroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (typeof address !== "object" || !address) throw new Error("The proxy does not listen.");
  return {
    url: `http://127.0.0.1:${address.port}`,
    setFault(next) {
      fault = next;
    },
    watch(next) {
      watcher = next;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function send(url: string, incoming: IncomingMessage, body: Buffer): Promise<IncomingMessage> {
  const { method = "GET", headers } = incoming;
  const { connection: _connection, ...rest } = headers;
  return new Promise((resolve, reject) => {
    const call = request(url, { method, headers: rest, agent: false }, resolve);
    call.once("error", reject);
    call.end(body);
  });
}
