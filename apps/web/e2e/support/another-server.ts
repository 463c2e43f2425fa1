import { readFileSync } from "node:fs";
import { join } from "node:path";
import { localDir, product, stack } from "./stack.ts";
import { startWebProgram } from "./web-program.ts";

const publishableKey = `pk_test_${btoa("clerk.local-instance.test$").replace(/=+$/, "")}`;

export interface AnotherServer {
  readonly url: string;
  /** Tells it to stop. Resolves with its exit code; null when a signal killed it. */
  stop(): Promise<number | null>;
}

/** Starts one more server of the product beside the stack's own, on the same database and services. */
export async function startAnotherServer(
  settings: Readonly<Record<string, string>>,
): Promise<AnotherServer> {
  const { url, child, listens, exited } = await startWebProgram({
    ...sameEnvironment(),
    ...settings,
  });
  await listens;
  return {
    url,
    stop() {
      child.kill();
      return exited;
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
