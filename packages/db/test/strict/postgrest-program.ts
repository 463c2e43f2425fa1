import { spawn } from "node:child_process";
import { SignJWT } from "jose";
import { createMigratedDatabase } from "./create-database.ts";
import { findPostgres, freePort, startPostgres } from "./postgres-server.ts";
import { findPostgrest } from "./find-postgrest.ts";
import { startGateway } from "./postgrest-gateway.ts";

// Supabase made of PostgreSQL and PostgREST, with the variables and the ready line of the embedded one.

function wanted(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is needed.`);
  return value;
}

let stopPostgres = () => Promise.resolve();
const secret = wanted("SANDBOX_JWT_SECRET");
const secretKey = wanted("SUPABASE_SECRET_KEY");
const databaseUrl = await createMigratedDatabase(
  process.env["STRICT_POSTGRES_URL"] ?? (await startOwnPostgres()),
  wanted("SANDBOX_MIGRATIONS_DIR"),
);

// The keys of users' tokens, and the key that signs the token of each API key.
const keySet = (await (await fetch(wanted("SANDBOX_JWKS_URL"))).json()) as { keys: object[] };
const ownKey = {
  kty: "oct",
  kid: "own",
  alg: "HS256",
  k: Buffer.from(secret).toString("base64url"),
};
const serviceToken = await new SignJWT({ role: "service_role" })
  .setProtectedHeader({ alg: "HS256", kid: "own" })
  .sign(new TextEncoder().encode(secret));

const port = await freePort();
const program = findPostgrest();
if (!program) throw new Error("There is no PostgREST here.");
const postgrest = spawn(program, [], {
  stdio: ["ignore", "ignore", "inherit"],
  env: {
    PGRST_DB_URI: databaseUrl.replace("//postgres@", "//authenticator@"),
    PGRST_DB_SCHEMAS: "public",
    PGRST_DB_ANON_ROLE: "anon",
    PGRST_DB_POOL: process.env["STRICT_POSTGREST_POOL"] ?? "40",
    PGRST_DB_MAX_ROWS: "1000",
    PGRST_DB_PLAN_ENABLED: "true",
    PGRST_SERVER_HOST: "127.0.0.1",
    PGRST_SERVER_PORT: String(port),
    PGRST_LOG_LEVEL: "crit",
    PGRST_JWT_SECRET: JSON.stringify({ keys: [...keySet.keys, ownKey] }),
  },
});
process.once("exit", () => postgrest.kill());
await untilReady(port);
const gateway = await startGateway({
  postgrestPort: port,
  databaseUrl,
  secretKey,
  port: Number(process.env["SANDBOX_PORT"] ?? 0),
  tokenOfKey: new Map([
    [wanted("SUPABASE_PUBLISHABLE_KEY"), null],
    [secretKey, serviceToken],
  ]),
});
process.stdout.write(`${JSON.stringify({ ready: true, url: gateway.url })}\n`);

process.once("SIGTERM", () => {
  void gateway
    .stop()
    .then(() => stopPostgres())
    .then(() => process.exit(0));
});

/** A server that ends with this program. */
async function startOwnPostgres(): Promise<string> {
  const bin = findPostgres();
  if (!bin) throw new Error("There is no PostgreSQL here. Install Debian's postgresql.");
  const server = await startPostgres(bin);
  stopPostgres = server.stop;
  return server.url;
}

async function untilReady(postgrestPort: number): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    const reply = await fetch(`http://127.0.0.1:${postgrestPort}/`).catch(() => null);
    if (reply?.status === 200) return;
    if (postgrest.exitCode !== null) break;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error("PostgREST did not start.");
}
