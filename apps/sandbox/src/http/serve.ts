import { createAdaptorServer, type ServerType } from "@hono/node-server";

export interface RunningServer {
  readonly url: string;
  /** Stops listening and drops open connections. */
  close(): Promise<void>;
}

/** Serves a fetch handler on 127.0.0.1; port 0 picks a free one. Rejects if the port is in use. */
export async function serve(
  fetch: (request: Request) => Response | Promise<Response>,
  port: number,
): Promise<RunningServer> {
  const server = createAdaptorServer({ fetch, overrideGlobalObjects: false });
  const taken = await listen(server, port);
  return { url: `http://127.0.0.1:${taken}`, close: () => close(server) };
}

function listen(server: ServerType, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      const address = server.address();
      resolve(typeof address === "object" && address !== null ? address.port : port);
    });
  });
}

function close(server: ServerType): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => {
      resolve();
    });
    if ("closeAllConnections" in server) server.closeAllConnections();
  });
}
