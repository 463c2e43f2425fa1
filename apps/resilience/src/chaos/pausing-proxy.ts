import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import { buffer } from "node:stream/consumers";

/** Where a call to the database is held: before it gets there, or with its answer on the way back. */
export interface HoldPoint {
  /** Names of SQL functions; the first call of any of them is held. One that answered with no rows is not. */
  readonly functions: readonly string[];
  readonly when: "before" | "after";
  /** Only a call whose body contains all of these. */
  readonly containing?: readonly string[];
}

interface Hold {
  /** The function that was called, as soon as its call is held. */
  readonly reached: Promise<string>;
  /** Lets the call go on. */
  release(): void;
  /** Cuts the call off: it does not get any further in either direction. */
  cut(): void;
}

/** A database as one program sees it: through here, where a named call can be held. */
export interface PausingProxy {
  readonly url: string;
  /** Takes the place of an earlier hold, which then lets everything pass. */
  holdNext(point: HoldPoint): Hold;
  close(): Promise<void>;
}

interface ArmedHold {
  readonly point: HoldPoint;
  readonly reach: (name: string) => void;
  /** True to go on. */
  readonly verdict: Promise<boolean>;
}

const noRows = Buffer.from("[]");
const RPC = /\/rpc\/(\w+)/;

/** Stands between one program and the database at `target`, on a free port of the loopback. */
export async function startPausingProxy(target: string): Promise<PausingProxy> {
  let armed: ArmedHold | null = null;

  const take = (call: Call, when: HoldPoint["when"]): ArmedHold | null => {
    if (!armed || armed.point.when !== when || !isMeant(armed.point, call)) return null;
    const taken = armed;
    armed = null;
    taken.reach(call.name);
    return taken;
  };
  const mayPass: Relay["mayPass"] = async (call, when) => {
    const hold = take(call, when);
    return hold === null || (await hold.verdict);
  };

  const server = createServer((incoming, outgoing) => {
    relay({ target, mayPass }, incoming, outgoing).catch(() => outgoing.socket?.resetAndDestroy());
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
      const reached = later<string>();
      const verdict = later<boolean>();
      const mine: ArmedHold = { point, reach: reached.resolve, verdict: verdict.promise };
      armed = mine;
      const end = (passes: boolean) => {
        if (armed === mine) armed = null;
        verdict.resolve(passes);
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

function later<Value>(): { promise: Promise<Value>; resolve: (value: Value) => void } {
  let resolve: (value: Value) => void = () => undefined;
  const promise = new Promise<Value>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}

/** A call of an SQL function; without a name where it is none. */
interface Call {
  readonly name: string;
  readonly body: Buffer;
}

function isMeant({ functions, containing = [] }: HoldPoint, { name, body }: Call): boolean {
  return functions.includes(name) && containing.every((text) => body.includes(text));
}

interface Relay {
  readonly target: string;
  readonly mayPass: (call: Call, when: HoldPoint["when"]) => Promise<boolean>;
}

async function relay(
  { target, mayPass }: Relay,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const path = incoming.url ?? "/";
  const name = RPC.exec(path)?.[1] ?? "";
  const body = await buffer(incoming);
  const call = { name, body };
  if (!(await mayPass(call, "before"))) throw new Error("cut before");
  const answer = await ask(`${target}${path}`, incoming, body);
  const content = await buffer(answer);
  const isEmpty = content.equals(noRows);
  if (!isEmpty && !(await mayPass(call, "after"))) throw new Error("cut after");
  outgoing.writeHead(answer.statusCode ?? 502, answer.headers).end(content);
}

function ask(url: string, incoming: IncomingMessage, body: Buffer): Promise<IncomingMessage> {
  const { method, headers } = incoming;
  const { host: _host, connection: _connection, ...rest } = headers;
  return new Promise((resolve, reject) => {
    const call = request(url, { method: method ?? "GET", headers: rest, agent: false }, resolve);
    call.once("error", reject);
    call.end(body);
  });
}
