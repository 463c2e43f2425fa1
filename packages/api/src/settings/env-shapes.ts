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

const origins = text
  .transform((list) => list.split(",").map((origin) => origin.trim()))
  .refine((list) => list.every(isOrigin), "is not valid");

/** "k2:<32 bytes in base64>,k1:…" */
const tokenKeys = /^[\w-]+:[A-Za-z0-9+/]{43}=(?:,[\w-]+:[A-Za-z0-9+/]{43}=)*$/;

/** What every process reads. */
export const sharedEnv = {
  APP_ORIGIN: url
    .refine(isOrigin, "is not valid")
    .describe("the address of Reslot, `https://…` without a path or a slash at its end"),
  TOKEN_KEYS: text
    .regex(tokenKeys)
    .describe(
      "keys that encrypt Cal.com tokens: `k1:` and 32 random bytes in base64 (`openssl rand -base64 32`), newest first, comma separated",
    ),
  NEXT_PUBLIC_SUPABASE_URL: url.describe(
    "the https address of the Supabase project (Project Settings, API)",
  ),
  SUPABASE_PUBLISHABLE_KEY: text.describe(
    "the publishable key of that project (Project Settings, API keys)",
  ),
  SUPABASE_SECRET_KEY: text.describe("a secret key of that project (Project Settings, API keys)"),
  CLERK_SECRET_KEY: text
    .startsWith("sk_")
    .describe("the secret key of the Clerk instance, `sk_live_…` (API keys)"),
  CLERK_API_URL: url
    .optional()
    .describe("Clerk's backend API, where it is not Clerk's own; a stand-in on this machine only"),
  DATABASE_URL: postgresUrl
    .optional()
    .describe(
      "a session connection to the same PostgreSQL, `postgresql://…`, with a role that may create a schema: jobs then run on pg-boss",
    ),
  JOBS_ENGINE: z
    .enum(["table", "pg-boss"])
    .optional()
    .describe(
      "`table` leaves jobs in the table Jobs; `pg-boss` needs DATABASE_URL and is what it means by default",
    ),
  CAL_API_URL: url.describe("Cal.com's API, `https://api.cal.com` or your own server"),
  CAL_APP_URL: url.default("https://app.cal.com").describe("the web address of that Cal.com"),
  CAL_OAUTH_CLIENT_ID: text
    .optional()
    .describe("the OAuth client at Cal.com; without one people paste an API key"),
  CAL_OAUTH_CLIENT_SECRET: text
    .optional()
    .describe("its secret, at least 16 characters; leave it out for a public client (PKCE)"),
  CAL_OAUTH_ANSWERS: z
    .enum(["rfc6749", "enveloped"])
    .optional()
    .describe(
      "how the token endpoint answers: `rfc6749` or `enveloped`; by default both are understood",
    ),
  CAL_API_VERSION_BOOKINGS: oneOf(bookingVersions)
    .optional()
    .describe(
      "the API version of bookings: `2024-08-13`, or `2026-02-25` for Cal.com itself since 2026",
    ),
  CAL_API_VERSION_BOOKING_LIST: oneOf(bookingListVersions)
    .optional()
    .describe("the API version of their list, also `2026-05-01`"),
  CAL_SAME_HOST: z
    .enum(["auto", "on", "off"])
    .optional()
    .describe(
      "asks Cal.com to leave a moved round-robin meeting with its host: `auto` (where the version can), `on` or `off`",
    ),
  CAL_ALLOW_CONFLICTS: z
    .enum(["on", "off"])
    .optional()
    .describe(
      "lets a coach who overrides the mentee's conflict ask Cal.com to allow conflicts: `on` or `off`",
    ),
  CAL_API_VERSION_SLOTS: text.optional().describe("the API version of slots"),
  CAL_API_VERSION_EVENT_TYPES: text.optional().describe("the API version of event types"),
  CAL_API_VERSION_SCHEDULES: text.optional().describe("the API version of schedules"),
  RESEND_API_KEY: text.describe("an API key of Resend, which sends the mail"),
  RESEND_BASE_URL: url.optional().describe("Resend's API, where it is not Resend's own"),
  MAIL_FROM: text.describe(
    "the sender of all mail, `Reslot <reslot@example.com>`, at a domain that is verified at Resend",
  ),
  MOVES_PER_PERSON_PER_MINUTE: count
    .default(12)
    .describe("how many moves a person may make in a minute"),
  MOVES_PER_PERSON_PER_DAY: count.default(100).describe("how many in a day"),
  MOVES_PER_BOOKING_PER_DAY: count
    .default(30)
    .describe("how often one meeting may be moved in a day"),
  RESCHEDULE_POST_TIMEOUT_MS: count
    .default(25_000)
    .describe("how long Cal.com may take to answer a move, in ms"),
  RESCHEDULE_LEASE_MS: count
    .default(60_000)
    .describe("how long a process holds a move, in ms; more than twice the former"),
  RESCHEDULE_QUIET_MS: count
    .default(120_000)
    .describe(
      "how long after it was sent a move may still take effect, in ms; more than the lease",
    ),
  RESCHEDULE_ANSWERED_RETRY_MS: count
    .default(5_000)
    .describe(
      "how soon a move is looked up again after an answer that did not say whether it was made, in ms",
    ),
  SHUTDOWN_MS: count
    .default(8_000)
    .describe(
      "after how long a program that stops exits although something is still in flight, in ms",
    ),
  OTEL_EXPORTER_OTLP_ENDPOINT: url
    .optional()
    .describe("where traces and metrics go, by OTLP over HTTP; nothing is sent without it"),
  OTEL_SDK_DISABLED: text.optional().describe("`true` turns telemetry off"),
  OTEL_METRIC_EXPORT_INTERVAL: count.optional().describe("how often metrics are sent, in ms"),
};

/** What only a process that answers requests reads. */
export const webEnv = {
  TICK_SECRET: text
    .min(16)
    .describe(
      "at least 16 random characters (`openssl rand -base64 32`); `/api/internal/tick` asks for it",
    ),
  CRON_SECRET: text
    .min(16)
    .optional()
    .describe(
      "the secret that the platform's own cron sends to `/api/internal/tick`, at least 16 characters",
    ),
  NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY: text
    .startsWith("pk_")
    .describe("the publishable key of the Clerk instance, `pk_live_…`; set when web is built, too"),
  CLERK_ALLOW_TEST_KEYS: z
    .literal("1")
    .optional()
    .describe("`1` accepts the keys of a Clerk development instance, for a preview"),
  CLERK_WEBHOOK_SECRET: text
    .startsWith("whsec_")
    .optional()
    .describe(
      "the signing secret, `whsec_…`, of Clerk's webhook (user.updated, user.deleted) to `/api/webhooks/clerk`",
    ),
  RESEND_WEBHOOK_SECRET: text
    .startsWith("whsec_")
    .optional()
    .describe("the signing secret, `whsec_…`, of Resend's webhook to `/api/webhooks/resend`"),
  CLERK_FAPI_URL: url
    .optional()
    .describe(
      "Clerk's frontend API, where browsers reach it through this server; a stand-in on this machine only",
    ),
  NEXT_PUBLIC_CLERK_PROXY_URL: text
    .optional()
    .describe("the path or address by which browsers then reach it; set when web is built, too"),
  READS_PER_PERSON_PER_MINUTE: count
    .optional()
    .describe("how many reads a person may ask for in a minute; 600 by default"),
  WRITES_PER_PERSON_PER_MINUTE: count.optional().describe("how many changes; 120 by default"),
  CONNECTS_PER_PERSON_PER_HOUR: count
    .optional()
    .describe("how often a person may connect a calendar in an hour; 30 by default"),
  CALLS_PER_ADDRESS_PER_MINUTE: count
    .optional()
    .describe("how many calls one network address may make in a minute; 3000 by default"),
  WEBHOOKS_PER_ADDRESS_PER_MINUTE: count.optional().describe("how many webhooks; 3000 by default"),
  TRUSTED_PROXY_HOPS: count
    .default(1)
    .describe("how many of your own proxies append the sender to `x-forwarded-for`"),
  CORS_ORIGINS: origins
    .default([])
    .describe("other origins whose pages may call the API with a token, with commas between them"),
};

/** Where web listens. */
export const serverEnv = {
  HOST: text.default("0.0.0.0").describe("the address that web listens at"),
  PORT: z.coerce.number().int().min(1).max(65_535).default(3_000).describe("and its port"),
};

/** What only the worker reads. */
export const workerEnv = {
  WORKER_TICK_MS: count.default(1_000).describe("how often the worker looks for work, in ms"),
};

export type SharedEnv = z.infer<z.ZodObject<typeof sharedEnv>>;
export type WebEnv = z.infer<z.ZodObject<typeof webEnv>>;

function isOrigin(address: string): boolean {
  return URL.canParse(address) && new URL(address).origin === address;
}
