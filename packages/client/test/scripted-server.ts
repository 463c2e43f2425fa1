import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A request as it arrived. */
export interface Received {
  path: string;
  input: Readonly<Record<string, unknown>>;
  authorization: string | undefined;
}

/** Answers one request; the last of a path's answers is given again and again. */
export type Answer = (response: ServerResponse) => void;

/** As tRPC answers. */
export const ok =
  (data: unknown): Answer =>
  (response) =>
    json(response, 200, { result: { data } });

export const refused =
  (
    code: string,
    { status = 409, details = {} }: { status?: number; details?: object } = {},
  ): Answer =>
  (response) =>
    json(response, status, {
      error: { message: code, code: -32_000, data: { app: { code, message: code, details } } },
    });

/** The request arrived, and its answer is lost. */
export const lost: Answer = (response) => void response.socket?.destroy();

/** A proxy that has no server to ask. */
export const proxyError: Answer = (response) =>
  response.writeHead(503, { "retry-after": "0" }).end("<h1>Service Unavailable</h1>");

/** Server-sent events; the connection ends with them unless it is kept open. */
export const events =
  (text: string, { keepOpen = false } = {}): Answer =>
  (response) => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.write(text);
    if (!keepOpen) response.end();
  };

function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}

/** A server that answers each procedure as its script says, in turn. */
export async function serveScript(script: Readonly<Record<string, Answer[]>>) {
  const received: Received[] = [];
  const open = new Set<ServerResponse>();
  const respond = async (request: IncomingMessage, response: ServerResponse) => {
    open.add(response);
    response.on("close", () => open.delete(response));
    const call = await read(request);
    const answers = script[call.path] ?? [];
    const earlier = received.filter(({ path }) => path === call.path).length;
    received.push(call);
    const answer = answers[Math.min(earlier, answers.length - 1)];
    (answer ?? refused("NOT_FOUND", { status: 404 }))(response);
  };
  const server = createServer((request, response) => void respond(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/api/trpc`,
    received,
    openConnections: () => open.size,
    calls: (path: string) =>
      received.filter((call) => call.path === path).map((call) => call.input),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function read(request: IncomingMessage): Promise<Received> {
  const url = new URL(request.url ?? "", "http://server.test");
  let body = "";
  for await (const chunk of request) body += String(chunk);
  const input = url.searchParams.get("input") ?? (body === "" ? "{}" : body);
  return {
    path: url.pathname.replace("/api/trpc/", ""),
    input: JSON.parse(input) as Record<string, unknown>,
    authorization: request.headers.authorization,
  };
}
