import { z } from "zod";

/** Empty means not set. */
const text = z.string().min(1);
const url = z.url({ protocol: /^https?$/ });
const count = z.coerce.number().int().min(1);

const envSchema = z
  .object({
    APP_ORIGIN: url.refine(isOrigin),
    TICK_SECRET: text.min(16),
    TOKEN_KEYS: text,
    NEXT_PUBLIC_SUPABASE_URL: url,
    SUPABASE_PUBLISHABLE_KEY: text,
    SUPABASE_SECRET_KEY: text,
    NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY: text.startsWith("pk_"),
    CLERK_SECRET_KEY: text.startsWith("sk_"),
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
    RESCHEDULE_POST_TIMEOUT_MS: count.default(25_000),
    RESCHEDULE_LEASE_MS: count.default(60_000),
    RESCHEDULE_QUIET_MS: count.default(120_000),
    RESCHEDULE_ANSWERED_RETRY_MS: count.default(5_000),
  })
  .superRefine(forbidForeignIdentity)
  .superRefine(requireOAuthPair);

export type Env = z.infer<typeof envSchema>;

/** Keys of an instance that cannot exist on the internet work on this machine alone, and only together. */
function forbidForeignIdentity(
  given: {
    APP_ORIGIN: string;
    NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY: string;
    CLERK_API_URL?: string | undefined;
    CLERK_FAPI_URL?: string | undefined;
  },
  context: z.RefinementCtx,
): void {
  const refuse = (name: string, message: string) =>
    context.addIssue({ code: "custom", path: [name], message });
  const encodedHost = given.NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY.split("_")[2] ?? "";
  const isLocalKey = atobOrEmpty(encodedHost).replace(/\$$/, "").endsWith(".test");
  for (const name of ["CLERK_API_URL", "CLERK_FAPI_URL"] as const) {
    const value = given[name];
    if (isLocalKey !== (value !== undefined)) refuse(name, "does not fit the publishable key");
    // The Clerk proxy sends the secret key there with every call.
    else if (value !== undefined && !isLoopback(value)) refuse(name, "is not on this machine");
  }
  if (isLocalKey && !isLoopback(given.APP_ORIGIN)) {
    refuse("APP_ORIGIN", "does not fit the publishable key");
  }
}

/** A secret alone connects nobody; an id alone is a public client. */
function requireOAuthPair(
  given: { CAL_OAUTH_CLIENT_ID?: string | undefined; CAL_OAUTH_CLIENT_SECRET?: string | undefined },
  context: z.RefinementCtx,
): void {
  if (given.CAL_OAUTH_CLIENT_ID === undefined && given.CAL_OAUTH_CLIENT_SECRET !== undefined) {
    context.addIssue({
      code: "custom",
      path: ["CAL_OAUTH_CLIENT_ID"],
      message: "is needed beside CAL_OAUTH_CLIENT_SECRET",
    });
  }
}

function atobOrEmpty(encoded: string): string {
  try {
    return atob(encoded);
  } catch {
    return "";
  }
}

function isOrigin(address: string): boolean {
  return URL.canParse(address) && new URL(address).origin === address;
}

function isLoopback(address: string): boolean {
  const loopback = ["127.0.0.1", "localhost", "[::1]"];
  return URL.canParse(address) && loopback.includes(new URL(address).hostname);
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
