import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { type AddressInfo } from "node:net";
import { type TestContext } from "vitest";

/** What a test server saw of one request. */
export interface SeenRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

export type Respond = (
  response: ServerResponse,
  request: SeenRequest,
  count: number,
) => void | Promise<void>;

export interface LocalServer {
  readonly url: string;
  readonly seen: SeenRequest[];
}

/** A real HTTP server on a free port of this machine, closed when the given test is over. */
export async function startServer(
  { onTestFinished }: Pick<TestContext, "onTestFinished">,
  respond: Respond,
): Promise<LocalServer> {
  const seen: SeenRequest[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const entry: SeenRequest = {
        method: request.method ?? "",
        url: new URL(request.url ?? "/", "http://local"),
        headers: request.headers,
        body: Buffer.concat(chunks).toString("utf8"),
      };
      seen.push(entry);
      void respond(response, entry, seen.length);
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  onTestFinished(
    () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  );
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, seen };
}

export interface JsonAnswer {
  readonly status?: number;
  readonly body: unknown;
  readonly headers?: Record<string, string>;
}

/** Answers with JSON; status 200 by default. */
export function sendJson(response: ServerResponse, { status, body, headers }: JsonAnswer): void {
  response.writeHead(status ?? 200, { "content-type": "application/json", ...headers });
  response.end(JSON.stringify(body));
}

/** Cal.com's usual error answer. */
export function envelope(code: string, message: string): unknown {
  return {
    status: "error",
    timestamp: "2026-11-22T10:55:12.096Z",
    path: "/v2/x",
    error: { code, message },
  };
}

/** The URL of a port on which nobody listens. */
export async function closedPortUrl(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${port}`;
}
