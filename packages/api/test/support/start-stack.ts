import { generateKeyPairSync, randomBytes } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { servePerWorker } from "@reslot/testing/per-worker";
import { startProgram } from "@reslot/testing/start-program";
import type { TestProject } from "vitest/node";

const migrationsDir = fileURLToPath(new URL("../../../db/supabase/migrations", import.meta.url));
const ISSUER = "https://clerk.local-instance.test";
const KEY_ID = "test-key";
const redirectUri = "http://localhost:3000/api/cal/callback";
const oauthApp = {
  clientId: "reslot",
  clientSecret: randomBytes(16).toString("hex"),
  name: "Reslot",
};

/** Where the services of these tests are, and the keys to them. */
export interface TestStack {
  readonly supabaseUrl: string;
  readonly publishableKey: string;
  readonly secretKey: string;
  readonly calUrl: string;
  readonly mailUrl: string;
  /** Reslot's registration with that Cal.com. */
  readonly oauthApp: { readonly clientId: string; readonly clientSecret: string };
  readonly issuer: string;
  readonly keyId: string;
  /** PKCS 8: signs session tokens that the database accepts. */
  readonly privateKey: string;
}

declare module "vitest" {
  export interface ProvidedContext {
    /** Where a worker gets its TestStack. */
    stackUrl: string;
  }
}

/** Gives every worker a database, a Cal.com and a mail inbox of its own. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const stacks = await servePerWorker(startStack);
  project.provide("stackUrl", stacks.url);
  return stacks.stop;
}

async function startStack() {
  const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const jwk = { ...publicKey.export({ format: "jwk" }), kid: KEY_ID, alg: "RS256", use: "sig" };
  const keyServer = await serveKeys({ keys: [jwk] });
  const { port } = keyServer.address() as AddressInfo;

  const publishableKey = `sb_publishable_${randomBytes(17).toString("base64url")}`;
  const secretKey = `sb_secret_${randomBytes(17).toString("base64url")}`;
  const programs = await Promise.all([
    startProgram(process.env["TEST_SUPABASE_PROGRAM"] ?? "apps/sandbox/src/supabase/main.ts", {
      SANDBOX_MIGRATIONS_DIR: migrationsDir,
      SUPABASE_PUBLISHABLE_KEY: publishableKey,
      SUPABASE_SECRET_KEY: secretKey,
      SANDBOX_JWT_SECRET: randomBytes(32).toString("hex"),
      SANDBOX_JWKS_URL: `http://127.0.0.1:${port}/jwks.json`,
      SANDBOX_JWT_ISSUER: ISSUER,
      LITE_TELEMETRY: "0",
      STRICT_POSTGRES_URL: process.env["STRICT_POSTGRES_URL"] ?? "",
    }),
    startProgram("apps/sandbox/src/cal/main.ts", {
      SANDBOX_PORT: "0",
      // Many tests share one minute of it; the limits have tests of their own.
      SANDBOX_RATE_LIMIT: "100000",
      SANDBOX_CAL_OAUTH_CLIENTS: JSON.stringify([{ ...oauthApp, redirectUris: [redirectUri] }]),
    }),
    startProgram("apps/sandbox/src/mail/main.ts", {
      SANDBOX_PORT: "0",
      SANDBOX_RATE_LIMIT: "100000",
    }),
  ]);
  const [supabase, cal, mail] = programs;
  const stack: TestStack = {
    supabaseUrl: supabase.url,
    publishableKey,
    secretKey,
    calUrl: cal.url,
    mailUrl: mail.url,
    oauthApp,
    issuer: ISSUER,
    keyId: KEY_ID,
    privateKey: privateKey.export({ format: "pem", type: "pkcs8" }).toString(),
  };
  return {
    value: stack,
    async stop() {
      await Promise.all(programs.map((program) => program.stop()));
      keyServer.close();
    },
  };
}

function serveKeys(keySet: object): Promise<Server> {
  const server = createServer((_request, response) => {
    response.setHeader("content-type", "application/json").end(JSON.stringify(keySet));
  });
  return new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(server)));
}
