import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import { buffer } from "node:stream/consumers";
import { now } from "../chaos/clock.ts";

/** One call that went through to Cal.com, in epoch ms; its own time is from `from` to `to`. */
export interface TappedCall {
  readonly method: string;
  readonly path: string;
  /** The credential without its scheme; null for an anonymous call. */
  readonly token: string | null;
  /** What was sent; empty for a read. */
  readonly body: string;
  readonly from: number;
  readonly to: number;
}

/** Cal.com as the product sees it: through here, where calls are timed and a share of them is broken. */
export interface CalTap {
  readonly url: string;
  /** Every call since the start, oldest first. */
  readonly calls: readonly TappedCall[];
  /** How many faults of each kind were set. */
  readonly faults: ReadonlyMap<string, number>;
  /** From now on this share of the calls fails; 0 for none. */
  breakShare(share: number): void;
  close(): Promise<void>;
}

const OPERATIONS: readonly (readonly [operation: string, call: RegExp])[] = [
  ["reschedule", /^POST \/v2\/bookings\/[^/]+\/reschedule$/],
  ["bookings", /^GET \/v2\/bookings(?:\/[^/]+)?$/],
  ["slots", /^GET \/v2\/slots$/],
  ["busyTimes", /^GET \/v2\/calendars\/busy-times$/],
  ["me", /^GET \/v2\/me$/],
];
const FAULTS = [
  "resetAfterCommit",
  "status500AfterCommit",
  "status500BeforeCommit",
  "delay",
  "rateLimit",
] as const;
export const SLOW_MS = 1_500;

/** Stands between the product and the Cal.com at `target`, on a free port of the loopback. */
export async function startCalTap(target: string): Promise<CalTap> {
  const calls: TappedCall[] = [];
  const faults = new Map<string, number>();
  let share = 0;
  let turn = 0;
  let breakable = 0;

  /** Cal.com's own switch: the next call of this kind fails as it says, and that is this one. */
  const maybeBreak = async (operation: string): Promise<void> => {
    breakable += 1;
    // Some calls have no switch; the others make up for them, so that the share is one of all.
    if (Math.random() >= (share * (calls.length + 1)) / breakable) return;
    const fault = FAULTS[turn++ % FAULTS.length] ?? "delay";
    faults.set(fault, (faults.get(fault) ?? 0) + 1);
    await fetch(`${target}/_sandbox/faults`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ operation, fault, ...(fault === "delay" && { delayMs: SLOW_MS }) }),
    });
  };

  const server = createServer((incoming, outgoing) => {
    relay(incoming, outgoing).catch(() => outgoing.socket?.resetAndDestroy());
  });
  const relay = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const { method = "GET", url: path = "/", headers } = incoming;
    const body = await buffer(incoming);
    const [pathname = ""] = path.split("?");
    const operation = OPERATIONS.find(([, call]) => call.test(`${method} ${pathname}`))?.[0];
    if (operation) await maybeBreak(operation);
    const from = now();
    const token = headers.authorization?.replace(/^Bearer /, "") ?? null;
    try {
      const answer = await forward(`${target}${path}`, incoming, body);
      const content = await buffer(answer);
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers).end(content);
    } finally {
      calls.push({ method, path, token, body: body.toString(), from, to: now() });
    }
  };
  const port = await new Promise<number>((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      resolve(typeof address === "object" && address ? address.port : 0);
    });
  });

  return {
    url: `http://127.0.0.1:${port}`,
    calls,
    faults,
    breakShare: (next) => {
      share = next;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function forward(url: string, incoming: IncomingMessage, body: Buffer): Promise<IncomingMessage> {
  const { method, headers } = incoming;
  const { host: _host, connection: _connection, ...rest } = headers;
  return new Promise((resolve, reject) => {
    const call = request(url, { method: method ?? "GET", headers: rest, agent: false }, resolve);
    call.once("error", reject);
    call.end(body);
  });
}
