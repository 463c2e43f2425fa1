import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

const json = { "content-type": "application/json" };
const half = `{"status":"success","data":{"id":1,"email":"a@exam`;

/** How all of Cal.com may be out of order at once, whatever is asked. */
export const troubles = {
  down: (request) => request.socket.resetAndDestroy(),
  silent: () => undefined,
  rateLimiting: (_request, response) => {
    const headers = { ...json, "x-ratelimit-reset-default": "60" };
    response
      .writeHead(429, headers)
      .end(
        `{"status":"error","error":{"code":"ThrottlerException","message":"Too Many Requests"}}`,
      );
  },
  failing: (_request, response) => {
    const error = { code: "INTERNAL_SERVER_ERROR", message: "Internal server error" };
    response.writeHead(500, json).end(JSON.stringify({ status: "error", error }));
  },
  behindADeadGateway: (_request, response) => {
    response.writeHead(502, { "content-type": "text/html" }).end("<h1>502 Bad Gateway</h1>");
  },
  cutShort: (_request, response) => response.writeHead(200, json).end(half),
  talkingNonsense: (_request, response) => response.writeHead(200, json).end("{}"),
} satisfies Record<string, Answer>;

export type Trouble = keyof typeof troubles;

export interface BrokenCal {
  readonly url: string;
  close(): Promise<void>;
}

/** A Cal.com of a test's own that is out of order. */
export async function startBrokenCal(trouble: Trouble): Promise<BrokenCal> {
  const server = createServer(troubles[trouble]);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
