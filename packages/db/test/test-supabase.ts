import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { exportJWK, exportPKCS8, generateKeyPair, importPKCS8, SignJWT } from "jose";

const embedded = fileURLToPath(
  new URL("../../../apps/sandbox/src/supabase/main.ts", import.meta.url),
);
const migrationsDir = fileURLToPath(new URL("../supabase/migrations", import.meta.url));
const ISSUER = "https://clerk.local-instance.test";
const KEY_ID = "test-key";

/** What a test needs to query the database, as whichever user it chooses. */
export interface TestSupabase {
  readonly url: string;
  readonly publishableKey: string;
  readonly secretKey: string;
  readonly issuer: string;
  readonly keyId: string;
  /** PKCS 8: signs tokens that the stand-in accepts. */
  readonly privateKey: string;
  /** The log of the database's process. */
  readonly logFile: string;
}

export interface RunningTestSupabase {
  readonly supabase: TestSupabase;
  stop(): Promise<void>;
}

/**
 * Starts a database as a process, with a key server instead of Clerk. `program` may be any program that
 * takes the same variables and prints the same ready line as the embedded one.
 */
export async function startTestSupabase(
  options: { program?: string | undefined; env?: Readonly<Record<string, string>> } = {},
): Promise<RunningTestSupabase> {
  const { publicKey, privateKey } = await generateKeyPair("RS256", { extractable: true });
  const jwk = { ...(await exportJWK(publicKey)), kid: KEY_ID, alg: "RS256", use: "sig" };
  const keyServer = await serveKeys({ keys: [jwk] });
  const { port } = keyServer.address() as AddressInfo;

  const publishableKey = `sb_publishable_${randomBytes(17).toString("base64url")}`;
  const secretKey = `sb_secret_${randomBytes(17).toString("base64url")}`;
  const logFile = join(mkdtempSync(join(tmpdir(), "reslot-db-test-")), "stderr.log");
  const child = spawn(process.execPath, [options.program ?? embedded], {
    env: {
      PATH: process.env["PATH"],
      SANDBOX_MIGRATIONS_DIR: migrationsDir,
      SUPABASE_PUBLISHABLE_KEY: publishableKey,
      SUPABASE_SECRET_KEY: secretKey,
      SANDBOX_JWT_SECRET: randomBytes(32).toString("hex"),
      SANDBOX_JWKS_URL: `http://127.0.0.1:${port}/jwks.json`,
      SANDBOX_JWT_ISSUER: ISSUER,
      LITE_TELEMETRY: "0",
      ...options.env,
    },
    stdio: ["ignore", "pipe", openSync(logFile, "a")],
  });
  process.once("exit", () => child.kill()); // even when the tests crash
  const supabase = {
    url: await readyUrl(child, logFile),
    logFile,
    publishableKey,
    secretKey,
    issuer: ISSUER,
    keyId: KEY_ID,
    privateKey: await exportPKCS8(privateKey),
  };
  return {
    supabase,
    async stop() {
      child.kill("SIGTERM");
      await new Promise((resolve) => child.once("exit", resolve));
      keyServer.close();
      rmSync(dirname(logFile), { recursive: true });
    },
  };
}

/** A session token like Clerk's; `claims` are added to the default ones or replace them. */
export async function signTokenOf(
  supabase: TestSupabase,
  claims: Readonly<Record<string, unknown>>,
  expiresIn: string,
): Promise<string> {
  const key = await importPKCS8(supabase.privateKey, "RS256");
  return new SignJWT({ role: "authenticated", iss: supabase.issuer, ...claims })
    .setProtectedHeader({ alg: "RS256", kid: supabase.keyId })
    .setIssuedAt()
    .setExpirationTime(expiresIn)
    .sign(key);
}

/** Runs a statement as the database's owner and returns its rows. */
export async function runSql<T>(supabase: TestSupabase, statement: string): Promise<T[]> {
  const response = await fetch(`${supabase.url}/_sandbox/sql`, {
    method: "POST",
    headers: { apikey: supabase.secretKey, "content-type": "application/json" },
    body: JSON.stringify({ sql: statement }),
  });
  const body = (await response.json()) as { rows: T[]; message?: string };
  if (!response.ok) throw new Error(body.message);
  return body.rows;
}

function serveKeys(keySet: object): Promise<Server> {
  const server = createServer((_request, response) => {
    response.setHeader("content-type", "application/json").end(JSON.stringify(keySet));
  });
  server.unref(); // must not keep the process alive when the database does not start
  return new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(server)));
}

function readyUrl(child: ChildProcess, logFile: string): Promise<string> {
  return new Promise((resolve, reject) => {
    child.once("exit", (code) =>
      reject(new Error(`The Supabase stand-in ended (${code}): ${readFileSync(logFile, "utf8")}`)),
    );
    if (!child.stdout) return;
    createInterface({ input: child.stdout }).once("line", (line) => {
      resolve((JSON.parse(line) as { url: string }).url);
    });
  });
}
