import { z } from "zod";
import { guardEnv } from "./env-guards.ts";

/** Empty means not set. */
const text = z.string().min(1);
const url = z.url({ protocol: /^https?$/ });
const count = z.coerce.number().int().min(1);

/** "k2:<32 bytes in base64>,k1:…" */
const tokenKeys = /^[\w-]+:[A-Za-z0-9+/]{43}=(?:,[\w-]+:[A-Za-z0-9+/]{43}=)*$/;

const envSchema = z
  .object({
    APP_ORIGIN: url.refine(isOrigin),
    TICK_SECRET: text.min(16),
    TOKEN_KEYS: text.regex(tokenKeys),
    NEXT_PUBLIC_SUPABASE_URL: url,
    SUPABASE_PUBLISHABLE_KEY: text,
    SUPABASE_SECRET_KEY: text,
    NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY: text.startsWith("pk_"),
    CLERK_SECRET_KEY: text.startsWith("sk_"),
    CLERK_ALLOW_TEST_KEYS: z.literal("1").optional(),
    CLERK_WEBHOOK_SECRET: text.startsWith("whsec_").optional(),
    CLERK_API_URL: url.optional(),
    CLERK_FAPI_URL: url.optional(),
    NEXT_PUBLIC_CLERK_PROXY_URL: text.optional(),
    CAL_API_URL: url,
    CAL_APP_URL: url,
    CAL_WEBHOOK_SECRET: text,
    CAL_WEBHOOK_SECRET_PREVIOUS: text.optional(),
    CAL_OAUTH_CLIENT_ID: text.optional(),
    CAL_OAUTH_CLIENT_SECRET: text.optional(),
    CAL_OAUTH_ANSWERS: z.enum(["rfc6749", "enveloped"]).optional(),
    CAL_API_VERSION_BOOKINGS: text.optional(),
    CAL_API_VERSION_SLOTS: text.optional(),
    CAL_API_VERSION_EVENT_TYPES: text.optional(),
    CAL_API_VERSION_SCHEDULES: text.optional(),
    RESEND_API_KEY: text,
    RESEND_BASE_URL: url.optional(),
    MAIL_FROM: text,
    MOVES_PER_PERSON_PER_MINUTE: count.default(12),
    MOVES_PER_PERSON_PER_DAY: count.default(100),
    MOVES_PER_BOOKING_PER_DAY: count.default(30),
    READS_PER_PERSON_PER_MINUTE: count.optional(),
    WRITES_PER_PERSON_PER_MINUTE: count.optional(),
    CONNECTS_PER_PERSON_PER_HOUR: count.optional(),
    CALLS_PER_ADDRESS_PER_MINUTE: count.optional(),
    WEBHOOKS_PER_ADDRESS_PER_MINUTE: count.optional(),
    TRUSTED_PROXY_HOPS: count.default(1),
    RESCHEDULE_POST_TIMEOUT_MS: count.default(25_000),
    RESCHEDULE_LEASE_MS: count.default(60_000),
    RESCHEDULE_QUIET_MS: count.default(120_000),
    RESCHEDULE_ANSWERED_RETRY_MS: count.default(5_000),
  })
  .superRefine(guardEnv);

export type Env = z.infer<typeof envSchema>;

function isOrigin(address: string): boolean {
  return URL.canParse(address) && new URL(address).origin === address;
}

/**
 * Checks a whole environment. Messages name the variables and never their values.
 *
 * @throws {Error} listing every variable that is missing or forbidden
 */
export function parseEnv(raw: Readonly<Record<string, string | undefined>>): Env {
  const given = Object.fromEntries(Object.entries(raw).filter(([, value]) => value !== ""));
  const result = envSchema.safeParse(given);
  if (result.success) return result.data;
  const problems = result.error.issues.map((issue) => {
    const name = String(issue.path[0] ?? "environment");
    if (given[name] === undefined && issue.code !== "custom") return `${name} is not set`;
    return `${name} ${issue.code === "custom" ? issue.message : "is not valid"}`;
  });
  throw new Error(`The environment is not complete: ${[...new Set(problems)].join("; ")}.`);
}

let parsed: Env | undefined;

/** The settings of this process, read once, at run time: the whole object, so nothing is inlined by the build. */
export function env(): Env {
  parsed ??= parseEnv(process.env);
  return parsed;
}

/**
 * Stops a server whose environment is wrong, with the names of what is missing. Next itself would
 * only report the failure and go on listening.
 */
export async function stopUnlessComplete(): Promise<void> {
  // Next makes this a constant, so that builds for other run times have no way to stop a process.
  if (process.env.NEXT_RUNTIME === "nodejs") {
    try {
      env();
    } catch (error) {
      const { stop } = await import("./server/stop.ts");
      stop(error instanceof Error ? error.message : "The environment is not complete.");
    }
  }
}
