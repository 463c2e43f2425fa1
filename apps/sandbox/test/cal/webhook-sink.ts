import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Json } from "./fixture.ts";

/** A receiver of webhooks. */
export interface WebhookSink {
  readonly url: string;
  /** Parsed, in the order of their arrival. */
  readonly bodies: Json[];
  close(): void;
}

/** Starts a receiver on a free port. */
export async function startWebhookSink(): Promise<WebhookSink> {
  const bodies: Json[] = [];
  const server = createServer((request, response) => {
    let raw = "";
    request.on("data", (chunk: Buffer) => (raw += chunk.toString()));
    request.on("end", () => {
      bodies.push(JSON.parse(raw));
      response.end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/hook`,
    bodies,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
