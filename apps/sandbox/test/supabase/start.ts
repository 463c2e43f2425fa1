import { type ChildProcess, spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { temporaryFolder } from "../temporary-folder.ts";

const program = fileURLToPath(new URL("../../src/supabase/main.ts", import.meta.url));

export const PUBLISHABLE_KEY = "sb_publishable_for_these_tests_only";
export const SECRET_KEY = "sb_secret_for_these_tests_only";
const ISSUER = "https://clerk.local-instance.test";

export interface Started {
  readonly url: string;
  readonly child: ChildProcess;
  /** Its lines on stdout. */
  readonly stdout: string[];
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

/** A temporary folder with one migration. */
export function migrationsOf(sql: string): string {
  const dir = temporaryFolder("migrations-");
  writeFileSync(join(dir, "20260101000000_first.sql"), sql);
  return dir;
}

/** @throws {Error} with its exit code and stderr if it exits before it is ready */
export async function startSupabase(options: {
  migrationsDir: string;
  dir?: string;
  port?: number;
  jwksUrl?: string;
}): Promise<Started> {
  const child = spawn(process.execPath, [program], {
    env: {
      PATH: process.env["PATH"],
      SANDBOX_PORT: String(options.port ?? 0),
      SANDBOX_DIR: options.dir ?? "",
      SANDBOX_MIGRATIONS_DIR: options.migrationsDir,
      SUPABASE_PUBLISHABLE_KEY: PUBLISHABLE_KEY,
      SUPABASE_SECRET_KEY: SECRET_KEY,
      SANDBOX_JWT_SECRET: "a-secret-of-this-test-with-32-characters",
      SANDBOX_JWKS_URL: options.jwksUrl ?? "http://127.0.0.1:9/",
      SANDBOX_JWT_ISSUER: ISSUER,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const stdout: string[] = [];
  const stderr: string[] = [];
  child.stderr.on("data", (chunk: Buffer) => stderr.push(chunk.toString()));
  const url = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).on("line", (line) => {
      stdout.push(line);
      resolve((JSON.parse(line) as { url: string }).url);
    });
    child.once("exit", (code) => reject(new Error(`exit ${code}: ${stderr.join("")}`)));
  });
  return {
    url,
    child,
    stdout,
    stop(signal = "SIGTERM") {
      if (child.exitCode !== null || child.signalCode !== null)
        return Promise.resolve(child.exitCode);
      const exit = new Promise<number | null>((resolve) => child.once("exit", resolve));
      child.kill(signal);
      return exit;
    },
  };
}

/** A token issuer in place of Clerk. */
export async function startIssuer() {
  const { publicKey, privateKey } = await generateKeyPair("RS256");
  const jwk = { ...(await exportJWK(publicKey)), kid: "k1", alg: "RS256", use: "sig" };
  const server = createServer((_request, response) => {
    response.end(JSON.stringify({ keys: [jwk] }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    jwksUrl: `http://127.0.0.1:${port}/`,
    close: () => server.close(),
    /** `lastsSeconds`: negative for an expired token. */
    sign: (sub: string, claims: Record<string, unknown> = {}, lastsSeconds = 60) =>
      new SignJWT({ role: "authenticated", iss: ISSUER, sub, ...claims })
        .setProtectedHeader({ alg: "RS256", kid: "k1" })
        .setIssuedAt()
        .setExpirationTime(`${lastsSeconds} seconds`)
        .sign(privateKey),
  };
}

export async function runSql(url: string, sql: string, apikey = SECRET_KEY) {
  const response = await fetch(`${url}/_sandbox/sql`, {
    method: "POST",
    headers: { apikey },
    body: JSON.stringify({ sql }),
  });
  const body = (await response.json()) as { rows?: Record<string, unknown>[]; message?: string };
  return { status: response.status, ...body };
}
