import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  request,
  type ServerResponse,
} from "node:http";
import { buffer } from "node:stream/consumers";

/** A call that has reached a proxy. */
interface ProxyCall {
  readonly method: string;
  /** With the query. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** What the caller gets. */
export interface ProxyAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/**
 * Decides on a call: `forward` carries it out. null leaves it without an answer, and an error resets the connection of
 * its caller.
 */
type Handler = (
  call: ProxyCall,
  forward: () => Promise<ProxyAnswer>,
) => Promise<ProxyAnswer | null>;

export interface Proxy {
  readonly url: string;
  close(): Promise<void>;
}

/** Listens on a free loopback port; what is forwarded goes to `target`. */
export async function startProxy(target: string, handle: Handler): Promise<Proxy> {
  const answer = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const { method = "GET", url: path = "/", headers } = incoming;
    const call = { method, path, headers, body: await buffer(incoming) };
    const answered = await handle(call, () => send(target, call));
    if (answered) outgoing.writeHead(answered.status, answered.headers).end(answered.body);
  };
  const server = createServer((incoming, outgoing) => {
    answer(incoming, outgoing).catch(() => outgoing.socket?.resetAndDestroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (typeof address !== "object" || !address) throw new Error("The proxy does not listen.");
  return {
    url: `http://127.0.0.1:${address.port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function send(
  target: string,
  { method, path, headers, body }: ProxyCall,
): Promise<ProxyAnswer> {
  const { host: _host, connection: _connection, ...rest } = headers;
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const options = { method, headers: rest, agent: false };
    const call = request(`${target}${path}`, options, resolve);
    call.once("error", reject);
    call.end(body);
  });
  const content = await buffer(response);
  return { status: response.statusCode ?? 502, headers: response.headers, body: content };
}
