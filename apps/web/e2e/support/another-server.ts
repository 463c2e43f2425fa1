import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { localDir, product, stack } from "./stack.ts";

const next = createRequire(import.meta.url).resolve("next/dist/bin/next");
const publishableKey = `pk_test_${btoa("clerk.local-instance.test$").replace(/=+$/, "")}`;

export interface AnotherServer {
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts one more server of the product beside the stack's own, on the same database and services. */
export async function startAnotherServer(
  settings: Readonly<Record<string, string>>,
): Promise<AnotherServer> {
  const child = spawn(process.execPath, [next, "start", "-p", "0", "-H", "localhost"], {
    cwd: new URL("../..", import.meta.url).pathname,
    env: { ...sameEnvironment(), ...settings, NODE_ENV: "production" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const exited = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const end = () => void child.kill();
  process.once("exit", end);
  let said = "";
  const url = await new Promise<string>((resolve, reject) => {
    const listen = (chunk: Buffer) => {
      said += chunk.toString();
      const local = /Local: +(http:\S+)/.exec(said)?.[1];
      if (local && said.includes("Ready in")) resolve(local);
    };
    child.stdout.on("data", listen);
    child.stderr.on("data", listen);
    child.once("exit", () => reject(new Error(`The server did not start:\n${said}`)));
  });
  return {
    url,
    async stop() {
      end();
      await exited;
      process.off("exit", end);
    },
  };
}

/** What the stack's own server was started with. */
function sameEnvironment(): Record<string, string> {
  const secrets: Record<string, string> = JSON.parse(
    readFileSync(join(localDir, "secrets.json"), "utf8"),
  );
  const of = (name: string) => secrets[name] ?? "";
  return {
    PATH: process.env["PATH"] ?? "",
    NEXT_TELEMETRY_DISABLED: "1",
    APP_ORIGIN: stack.webUrl,
    TICK_SECRET: of("tickSecret"),
    TOKEN_KEYS: of("tokenKeys"),
    NEXT_PUBLIC_SUPABASE_URL: stack.supabaseUrl,
    SUPABASE_PUBLISHABLE_KEY: of("supabasePublishableKey"),
    SUPABASE_SECRET_KEY: of("supabaseSecretKey"),
    NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY: publishableKey,
    NEXT_PUBLIC_CLERK_PROXY_URL: "/__clerk",
    CLERK_SECRET_KEY: of("clerkSecretKey"),
    CLERK_API_URL: stack.clerkUrl,
    CLERK_FAPI_URL: stack.clerkUrl,
    CLERK_WEBHOOK_SECRET: product.clerkWebhookSecret,
    CAL_API_URL: stack.calUrl,
    CAL_APP_URL: stack.calUrl,
    CAL_OAUTH_CLIENT_ID: of("calOAuthClientId"),
    CAL_OAUTH_CLIENT_SECRET: of("calOAuthClientSecret"),
    RESEND_API_KEY: of("resendApiKey"),
    RESEND_BASE_URL: stack.mailUrl,
    RESEND_WEBHOOK_SECRET: of("resendWebhookSecret"),
    MAIL_FROM: "Reslot <reslot@example.com>",
  };
}
