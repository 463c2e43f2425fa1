import { createServer, type Server } from "node:http";
import { getRequestListener } from "@hono/node-server";
import { App } from "@supabase/lite";
import { openDatabase, type OpenDatabase } from "./database.ts";
import type { SupabaseSettings } from "./env.ts";
import {
  fillMissingKeys,
  type Handler,
  oneAtATime,
  readUnknownAsText,
  verifyPersons,
} from "./gateway.ts";
import { callPreRequest } from "./pre-request.ts";
import { sqlConsole } from "./sql-console.ts";

export interface RunningSupabase {
  readonly url: string;
  stop(): Promise<void>;
}

/**
 * A Supabase on the loopback interface: PostgREST's API over an embedded Postgres, with our
 * migrations applied and user tokens verified against the issuer's key set.
 *
 * @throws {Error} if the port or the folder is in use, or a migration fails
 */
export async function startSupabase(settings: SupabaseSettings): Promise<RunningSupabase> {
  let handle: Handler = async () =>
    Response.json({ message: "The database is still starting." }, { status: 503 });
  const answer = getRequestListener((request) => handle(request));
  const server = createServer((incoming, outgoing) => void answer(incoming, outgoing));
  const url = await listen(server, settings.port);

  let database: OpenDatabase;
  try {
    database = await openDatabase(settings);
  } catch (error) {
    await close(server);
    throw error;
  }
  handle = createHandler(settings, database);
  return {
    url,
    async stop() {
      await close(server);
      await database.close();
    },
  };
}

function createHandler(settings: SupabaseSettings, { connection }: OpenDatabase): Handler {
  const app = new App({
    connection,
    auth: {
      enabled: true,
      enable_signup: false,
      jwt_secret: settings.jwtSecret,
      publishable_key: settings.publishableKey,
      secret_key: settings.secretKey,
    },
    studio: { enabled: false },
  });
  const lite: Handler = async (request) => app.fetch(request, { peerAddress: null });
  const runSql = sqlConsole(connection.driver, settings.secretKey);
  const { secretKey } = settings;
  const checked = callPreRequest({ database: connection.driver, secretKey }, lite);
  const inTurn = oneAtATime((request) =>
    new URL(request.url).pathname === "/_sandbox/sql" ? runSql(request) : checked(request),
  );
  const rest = verifyPersons(settings, readUnknownAsText(fillMissingKeys(inTurn)));

  return async (request) => {
    const { pathname } = new URL(request.url);
    if (pathname === "/_sandbox/health") return Response.json({ ok: true });
    if (pathname === "/_sandbox/sql" && request.method === "POST") return inTurn(request);
    return rest(request);
  };
}

function listen(server: Server, port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      const isBusy = error.code === "EADDRINUSE";
      reject(isBusy ? new Error(`Port ${port} is busy: set SUPABASE_PORT to another one.`) : error);
    });
    server.listen(port, "127.0.0.1", () => {
      const address = server.address();
      if (typeof address === "object" && address) resolve(`http://127.0.0.1:${address.port}`);
      else reject(new Error("The server has no address."));
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
