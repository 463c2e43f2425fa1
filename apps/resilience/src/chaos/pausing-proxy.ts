import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import { buffer } from "node:stream/consumers";

/** Where a call to the database is held: before it reaches the database, or with its response on the way back. */
export interface HoldPoint {
  /** Names of SQL functions; the first call to any of them is held, unless it returned no rows. */
  readonly functions: readonly string[];
  readonly when: "before" | "after";
  /** Hold only a call whose body contains all of these. */
  readonly containing?: readonly string[];
}

interface Hold {
  /** Resolves with the function's name once its call is held. */
  readonly reached: Promise<string>;
  /** Lets the call continue. */
  release(): void;
  /** Drops the connection: neither the call nor its response goes any further. */
  cut(): void;
}

/** A proxy between one program and the database that can hold a named call. */
export interface PausingProxy {
  readonly url: string;
  /** Replaces an earlier hold, which then holds nothing. */
  holdNext(point: HoldPoint): Hold;
  close(): Promise<void>;
}

interface ArmedHold {
  readonly point: HoldPoint;
  readonly reach: (name: string) => void;
  /** True if the call may continue. */
  readonly decision: Promise<boolean>;
}

const noRows = Buffer.from("[]");
const RPC = /\/rpc\/(\w+)/;

/** Listens on a free loopback port and forwards to the database at `target`. */
export async function startPausingProxy(target: string): Promise<PausingProxy> {
  let armed: ArmedHold | null = null;

  const triggerHold = (call: Call, when: HoldPoint["when"]): ArmedHold | null => {
    if (!armed || armed.point.when !== when || !matches(armed.point, call)) return null;
    const triggered = armed;
    armed = null;
    triggered.reach(call.name);
    return triggered;
  };
  const mayPass: Forwarding["mayPass"] = async (call, when) => {
    const hold = triggerHold(call, when);
    return hold === null || (await hold.decision);
  };

  const server = createServer((incoming, outgoing) => {
    forward({ target, mayPass }, incoming, outgoing).catch(() =>
      outgoing.socket?.resetAndDestroy(),
    );
  });
  const port = await new Promise<number>((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      resolve(typeof address === "object" && address ? address.port : 0);
    });
  });

  return {
    url: `http://127.0.0.1:${port}`,
    holdNext(point) {
      const reached = deferred<string>();
      const decision = deferred<boolean>();
      const hold: ArmedHold = { point, reach: reached.resolve, decision: decision.promise };
      armed = hold;
      const end = (passes: boolean) => {
        if (armed === hold) armed = null;
        decision.resolve(passes);
      };
      return { reached: reached.promise, release: () => end(true), cut: () => end(false) };
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function deferred<Value>(): { promise: Promise<Value>; resolve: (value: Value) => void } {
  let resolve: (value: Value) => void = () => undefined;
  const promise = new Promise<Value>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}

/** A call to an SQL function; the name is empty for any other request. */
interface Call {
  readonly name: string;
  readonly body: Buffer;
}

function matches({ functions, containing = [] }: HoldPoint, { name, body }: Call): boolean {
  return functions.includes(name) && containing.every((text) => body.includes(text));
}

interface Forwarding {
  readonly target: string;
  readonly mayPass: (call: Call, when: HoldPoint["when"]) => Promise<boolean>;
}

async function forward(
  { target, mayPass }: Forwarding,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const path = incoming.url ?? "/";
  const name = RPC.exec(path)?.[1] ?? "";
  const body = await buffer(incoming);
  const call = { name, body };
  if (!(await mayPass(call, "before"))) throw new Error("cut before");
  const response = await send(`${target}${path}`, incoming, body);
  const content = await buffer(response);
  const isEmpty = content.equals(noRows);
  if (!isEmpty && !(await mayPass(call, "after"))) throw new Error("cut after");
  outgoing.writeHead(response.statusCode ?? 502, response.headers).end(content);
}

function send(url: string, incoming: IncomingMessage, body: Buffer): Promise<IncomingMessage> {
  const { method, headers } = incoming;
  const { host: _host, connection: _connection, ...rest } = headers;
  return new Promise((resolve, reject) => {
    const call = request(url, { method: method ?? "GET", headers: rest, agent: false }, resolve);
    call.once("error", reject);
    call.end(body);
  });
}
