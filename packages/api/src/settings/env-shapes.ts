import { bookingListVersions, bookingVersions } from "@reslot/cal";
import { z } from "zod";

/** Empty means not set. */
const text = z.string().min(1);
const url = z.url({ protocol: /^https?$/ });
const postgresUrl = z.url({ protocol: /^postgres(?:ql)?$/ });
const count = z.coerce.number().int().min(1);

/** Cal.com answers a version that it does not know in its oldest shape, so only known ones are taken. */
function oneOf<Version extends string>(known: readonly Version[]) {
  const isKnown = (version: string): version is Version => known.some((each) => each === version);
  return z.string().refine(isKnown, `has to be ${known.join(" or ")}`);
}

/** "k2:<32 bytes in base64>,k1:…" */
const tokenKeys = /^[\w-]+:[A-Za-z0-9+/]{43}=(?:,[\w-]+:[A-Za-z0-9+/]{43}=)*$/;

/** What every process reads. */
export const sharedEnv = {
  APP_ORIGIN: url.refine(isOrigin, "is not valid"),
  TOKEN_KEYS: text.regex(tokenKeys),
  NEXT_PUBLIC_SUPABASE_URL: url,
  SUPABASE_PUBLISHABLE_KEY: text,
  SUPABASE_SECRET_KEY: text,
  CLERK_SECRET_KEY: text.startsWith("sk_"),
  CLERK_API_URL: url.optional(),
  DATABASE_URL: postgresUrl.optional(),
  JOBS_ENGINE: z.enum(["table", "pg-boss"]).optional(),
  CAL_API_URL: url,
  CAL_APP_URL: url.default("https://app.cal.com"),
  CAL_OAUTH_CLIENT_ID: text.optional(),
  CAL_OAUTH_CLIENT_SECRET: text.optional(),
  CAL_OAUTH_ANSWERS: z.enum(["rfc6749", "enveloped"]).optional(),
  CAL_API_VERSION_BOOKINGS: oneOf(bookingVersions).optional(),
  CAL_API_VERSION_BOOKING_LIST: oneOf(bookingListVersions).optional(),
  CAL_SAME_HOST: z.enum(["auto", "on", "off"]).optional(),
  CAL_ALLOW_CONFLICTS: z.enum(["on", "off"]).optional(),
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
  OTEL_EXPORTER_OTLP_ENDPOINT: url.optional(),
  OTEL_SDK_DISABLED: text.optional(),
  OTEL_METRIC_EXPORT_INTERVAL: count.optional(),
};

/** What only a process that answers requests reads. */
export const webEnv = {
  TICK_SECRET: text.min(16),
  CRON_SECRET: text.min(16).optional(),
  NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY: text.startsWith("pk_"),
  CLERK_ALLOW_TEST_KEYS: z.literal("1").optional(),
  CLERK_WEBHOOK_SECRET: text.startsWith("whsec_").optional(),
  RESEND_WEBHOOK_SECRET: text.startsWith("whsec_").optional(),
  CLERK_FAPI_URL: url.optional(),
  NEXT_PUBLIC_CLERK_PROXY_URL: text.optional(),
  READS_PER_PERSON_PER_MINUTE: count.optional(),
  WRITES_PER_PERSON_PER_MINUTE: count.optional(),
  CONNECTS_PER_PERSON_PER_HOUR: count.optional(),
  CALLS_PER_ADDRESS_PER_MINUTE: count.optional(),
  WEBHOOKS_PER_ADDRESS_PER_MINUTE: count.optional(),
  TRUSTED_PROXY_HOPS: count.default(1),
};

export type SharedEnv = z.infer<z.ZodObject<typeof sharedEnv>>;
export type WebEnv = z.infer<z.ZodObject<typeof webEnv>>;

function isOrigin(address: string): boolean {
  return URL.canParse(address) && new URL(address).origin === address;
}
