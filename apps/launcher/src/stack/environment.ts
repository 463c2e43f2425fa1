import { join } from "node:path";
import type { Secrets } from "./secrets.ts";
import type { Ports, StackSettings } from "./settings.ts";

// RFC 6761 reserves .test: no real Clerk instance can have this host.
const CLERK_HOST = "clerk.local-instance.test";

export interface StackUrls {
  readonly webUrl: string;
  readonly calUrl: string;
  readonly clerkUrl: string;
  readonly supabaseUrl: string;
  readonly mailUrl: string;
}

/** The address of every service. The web app is on `localhost`, the origin of its cookies. */
export function urlsOf(ports: Ports): StackUrls {
  return {
    webUrl: `http://localhost:${ports.web}`,
    calUrl: `http://127.0.0.1:${ports.cal}`,
    clerkUrl: `http://127.0.0.1:${ports.clerk}`,
    supabaseUrl: `http://127.0.0.1:${ports.supabase}`,
    mailUrl: `http://127.0.0.1:${ports.mail}`,
  };
}

const publishableKey = `pk_test_${Buffer.from(`${CLERK_HOST}$`).toString("base64").replace(/=+$/, "")}`;

/** The product's variables, under the names that a deployment sets (see `.env.example`). */
export function productEnv(
  settings: StackSettings,
  urls: StackUrls,
  secrets: Secrets,
): Record<string, string> {
  return {
    NODE_ENV: settings.isDev ? "development" : "production",
    APP_ORIGIN: urls.webUrl,
    TICK_SECRET: secrets.tickSecret,
    TOKEN_KEYS: secrets.tokenKeys,
    NEXT_PUBLIC_SUPABASE_URL: urls.supabaseUrl,
    SUPABASE_PUBLISHABLE_KEY: secrets.supabasePublishableKey,
    SUPABASE_SECRET_KEY: secrets.supabaseSecretKey,
    NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY: publishableKey,
    NEXT_PUBLIC_CLERK_PROXY_URL: "/__clerk",
    NEXT_PUBLIC_CLERK_SIGN_IN_URL: "/sign-in",
    NEXT_PUBLIC_CLERK_TELEMETRY_DISABLED: "1",
    NEXT_PUBLIC_CLERK_KEYLESS_DISABLED: "1",
    NEXT_TELEMETRY_DISABLED: "1",
    CLERK_SECRET_KEY: secrets.clerkSecretKey,
    CLERK_API_URL: urls.clerkUrl,
    CLERK_FAPI_URL: urls.clerkUrl,
    CAL_API_URL: urls.calUrl,
    CAL_APP_URL: urls.calUrl,
    CAL_OAUTH_CLIENT_ID: secrets.calOAuthClientId,
    CAL_OAUTH_CLIENT_SECRET: secrets.calOAuthClientSecret,
    RESEND_API_KEY: secrets.resendApiKey,
    RESEND_BASE_URL: urls.mailUrl,
    RESEND_WEBHOOK_SECRET: secrets.resendWebhookSecret,
    MAIL_FROM: "Reslot <reslot@example.com>",
    ...settings.overrides,
  };
}

/** The environment of each stand-in, by the name of its folder. */
export function standInEnv(options: {
  settings: StackSettings;
  ports: Ports;
  urls: StackUrls;
  secrets: Secrets;
  peopleFile: string;
}): Readonly<Record<"supabase" | "clerk" | "cal" | "mail", Record<string, string>>> {
  const { settings, ports, urls, secrets, peopleFile } = options;
  const own = (name: "supabase" | "clerk" | "cal" | "mail") => ({
    SANDBOX_PORT: String(ports[name]),
    SANDBOX_DIR: join(settings.localDir, "data", name),
    SANDBOX_PEOPLE: peopleFile,
  });
  return {
    supabase: {
      ...own("supabase"),
      SUPABASE_PUBLISHABLE_KEY: secrets.supabasePublishableKey,
      SUPABASE_SECRET_KEY: secrets.supabaseSecretKey,
      SANDBOX_JWT_SECRET: secrets.supabaseJwtSecret,
      SANDBOX_JWKS_URL: `${urls.clerkUrl}/.well-known/jwks.json`,
      SANDBOX_JWT_ISSUER: `https://${CLERK_HOST}`,
      SANDBOX_MIGRATIONS_DIR: join(settings.root, "packages/db/supabase/migrations"),
      LITE_TELEMETRY: "0",
      DO_NOT_TRACK: "1",
    },
    clerk: {
      ...own("clerk"),
      NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY: publishableKey,
      CLERK_SECRET_KEY: secrets.clerkSecretKey,
      APP_ORIGIN: urls.webUrl,
    },
    cal: {
      ...own("cal"),
      SANDBOX_CAL_OAUTH_CLIENTS: JSON.stringify([
        {
          clientId: secrets.calOAuthClientId,
          clientSecret: secrets.calOAuthClientSecret,
          redirectUris: [`${urls.webUrl}/api/cal/callback`],
          name: "Reslot",
        },
      ]),
    },
    mail: {
      ...own("mail"),
      SANDBOX_WEBHOOK_URL: `${urls.webUrl}/api/webhooks/resend`,
      SANDBOX_WEBHOOK_SECRET: secrets.resendWebhookSecret,
    },
  };
}
