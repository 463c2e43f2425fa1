import { subscribe } from "node:diagnostics_channel";
import type { Server, ServerResponse } from "node:http";
import { secondMs } from "@reslot/cal/time";
import { isDraining, startDraining } from "../server/draining.ts";

/** How long a load balancer has to notice that nothing new is wanted here; requests are answered until then. */
const noticeMs = secondMs;

/** What Node publishes on `http.server.request.start`. */
interface RequestStart {
  readonly response: ServerResponse;
  readonly server: Server;
}

/**
 * On SIGTERM or SIGINT this process is not ready any more, and answers for another second. Then it accepts no
 * connection, ends the streams of open pages, which go on at another server from where they were, and exits once
 * every other request is answered, or after `longestMs`. A move that is cut off is finished by the worker.
 */
export function drainOnSignal(longestMs: number): void {
  const servers = new Set<Server>();
  const open = new Set<ServerResponse>();
  subscribe("http.server.request.start", (message) => {
    if (!isRequestStart(message)) return;
    const { response, server } = message;
    servers.add(server);
    open.add(response);
    response.once("close", () => open.delete(response));
    // So that a client does not send its next request on a connection that is about to end.
    if (isDraining()) response.setHeader("connection", "close");
  });

  const stop = (): void => {
    if (isDraining()) return;
    startDraining();
    setTimeout(() => close({ servers, open }), noticeMs);
    setTimeout(() => process.exit(0), longestMs).unref();
  };
  process.on("SIGTERM", stop);
  process.on("SIGINT", stop);
}

function close({ servers, open }: { servers: Iterable<Server>; open: Iterable<ServerResponse> }) {
  const closed = [...servers].map(
    (server) => new Promise<void>((resolve) => server.close(() => resolve())),
  );
  for (const response of open) if (isStream(response)) response.end();
  for (const server of servers) server.closeIdleConnections();
  void Promise.all(closed).then(() => process.exit(0));
}

function isRequestStart(message: unknown): message is RequestStart {
  return typeof message === "object" && message !== null && "response" in message;
}

function isStream(response: ServerResponse): boolean {
  return String(response.getHeader("content-type")).startsWith("text/event-stream");
}
