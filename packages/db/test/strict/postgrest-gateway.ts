import { createServer, Agent, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import postgres from "postgres";

interface GatewayOptions {
  readonly postgrestPort: number;
  /** The superuser's URL, for the SQL console. */
  readonly databaseUrl: string;
  /** The token that replaces an API key when no user is signed in; null for the anonymous role. */
  readonly tokenOfKey: ReadonlyMap<string, string | null>;
  readonly secretKey: string;
  /** Where it listens; 0 for a free port. */
  readonly port: number;
}

export interface Gateway {
  readonly url: string;
  stop(): Promise<void>;
}

/**
 * The gateway in front of PostgREST in a hosted project: it maps API keys to tokens and passes a user's
 * own token through. It also has the SQL console of the tests.
 */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const console = sqlConsole(options.databaseUrl);
  const server = createServer((incoming, outgoing) => {
    const key = String(incoming.headers["apikey"] ?? "");
    if (!options.tokenOfKey.has(key)) answer(outgoing, 401, { message: "Invalid API key" });
    else if (incoming.url !== "/_sandbox/sql") forward(options, agent, { incoming, outgoing });
    else if (key !== options.secretKey) answer(outgoing, 401, { message: "Not yours." });
    else void console.run(incoming, outgoing);
  });
  await new Promise<void>((resolve) => server.listen(options.port, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    async stop() {
      server.close();
      server.closeAllConnections();
      agent.destroy();
      await console.stop();
    },
  };
}

function forward(
  { postgrestPort, tokenOfKey }: GatewayOptions,
  agent: Agent,
  { incoming, outgoing }: { incoming: IncomingMessage; outgoing: ServerResponse },
): void {
  const { apikey, authorization, ...headers } = incoming.headers;
  const isPerson = authorization !== undefined && !authorization.startsWith("Bearer sb_");
  const token = isPerson ? undefined : tokenOfKey.get(String(apikey));
  const passedOn = isPerson ? authorization : token && `Bearer ${token}`;
  const upstream = request(
    {
      agent,
      host: "127.0.0.1",
      port: postgrestPort,
      method: incoming.method,
      path: incoming.url?.replace(/^\/rest\/v1/, "") || "/",
      headers: { ...headers, ...(passedOn && { authorization: passedOn }) },
    },
    (reply) => {
      outgoing.writeHead(reply.statusCode ?? 502, reply.headers);
      reply.pipe(outgoing);
    },
  );
  upstream.on("error", (error) => answer(outgoing, 502, { message: error.message }));
  outgoing.on("close", () => upstream.destroy());
  incoming.pipe(upstream);
}

function sqlConsole(databaseUrl: string) {
  const sql = postgres(databaseUrl, {
    max: 1, // a statement may be a transaction of its own, as in the embedded engine
    onnotice: () => undefined,
    types: { bigint: { to: 20, from: [20], serialize: String, parse: Number } },
  });
  return {
    async run(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
      try {
        const { sql: statement } = JSON.parse(await text(incoming)) as { sql: string };
        const results: unknown[] = await sql.unsafe(statement);
        const last = results.at(-1);
        answer(outgoing, 200, { rows: Array.isArray(last) ? last : results });
      } catch (error) {
        answer(outgoing, 400, { message: error instanceof Error ? error.message : String(error) });
      }
    },
    stop: () => sql.end({ timeout: 1 }),
  };
}

function answer(outgoing: ServerResponse, status: number, body: object): void {
  if (!outgoing.headersSent) outgoing.writeHead(status, { "content-type": "application/json" });
  outgoing.end(JSON.stringify(body));
}
