import { z } from "zod";

/** Empty means not set. */
const text = z.string().min(1);
const url = z.url({ protocol: /^https?$/ });
const count = z.coerce.number().int().min(1);

const envSchema = z.object({
  APP_ORIGIN: url,
  TOKEN_KEYS: text,
  NEXT_PUBLIC_SUPABASE_URL: url,
  SUPABASE_PUBLISHABLE_KEY: text,
  SUPABASE_SECRET_KEY: text,
  CAL_API_URL: url,
  CAL_APP_URL: url.default("https://app.cal.com"),
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
  WORKER_TICK_MS: count.default(1_000),
});

export type Env = z.infer<typeof envSchema>;

/**
 * Checks a whole environment. Messages name the variables and never their values.
 *
 * @throws {Error} listing every variable that is missing or not valid
 */
export function parseEnv(raw: Readonly<Record<string, string | undefined>>): Env {
  const given = Object.fromEntries(Object.entries(raw).filter(([, value]) => value !== ""));
  const result = envSchema.safeParse(given);
  if (result.success) return result.data;
  const problems = result.error.issues.map((issue) => {
    const name = String(issue.path[0] ?? "environment");
    return `${name} ${given[name] === undefined ? "is not set" : "is not valid"}`;
  });
  throw new Error(`The environment is not complete: ${[...new Set(problems)].join("; ")}.`);
}

/** The settings of this process. */
export function env(): Env {
  return parseEnv(process.env);
}
