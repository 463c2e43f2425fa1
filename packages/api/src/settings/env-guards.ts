import type { z } from "zod";
import type { SharedEnv, WebEnv } from "./env-shapes.ts";

/**
 * The part of an environment that says where this installation runs and which services it calls.
 * What a process does not need may be missing; what is set is checked all the same.
 */
export type Guarded = SharedEnv & { [Name in keyof WebEnv]?: WebEnv[Name] | undefined };

type Guard = (given: Guarded, refuse: (name: keyof Guarded, message: string) => void) => void;

/** Keys of an instance that cannot exist on the internet work only on this machine, and only together. */
const foreignIdentity: Guard = (given, refuse) => {
  const publishable = given.NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY;
  if (publishable === undefined) return;
  const encodedHost = publishable.split("_")[2] ?? "";
  const isLocalKey = atobOrEmpty(encodedHost).replace(/\$$/, "").endsWith(".test");
  for (const name of ["CLERK_API_URL", "CLERK_FAPI_URL"] as const) {
    const value = given[name];
    if (isLocalKey !== (value !== undefined)) refuse(name, "does not fit the publishable key");
    // The Clerk proxy sends the secret key there with every call.
    else if (value !== undefined && !isLoopback(value)) refuse(name, "is not on this machine");
  }
  if (isLocalKey && isDeployed(given)) refuse("APP_ORIGIN", "does not fit the publishable key");
};

const jobsDatabase: Guard = (given, refuse) => {
  if (given.JOBS_ENGINE === "pg-boss" && given.DATABASE_URL === undefined) {
    refuse("DATABASE_URL", "is needed for JOBS_ENGINE=pg-boss");
  }
};

/** A secret alone is useless; an id alone is a public client. */
const oauthPair: Guard = (given, refuse) => {
  if (given.CAL_OAUTH_CLIENT_ID === undefined && given.CAL_OAUTH_CLIENT_SECRET !== undefined) {
    refuse("CAL_OAUTH_CLIENT_ID", "is needed beside CAL_OAUTH_CLIENT_SECRET");
  }
};

const addresses = [
  "APP_ORIGIN",
  "NEXT_PUBLIC_SUPABASE_URL",
  "CAL_API_URL",
  "CAL_APP_URL",
  "RESEND_BASE_URL",
  "CLERK_API_URL",
] as const;

/** A deployment talks to real services only, and over https. */
const realAddresses: Guard = (given, refuse) => {
  if (!isDeployed(given)) return;
  for (const name of addresses) {
    const value = given[name];
    if (value === undefined) continue;
    if (isLoopback(value)) refuse(name, "is on this machine");
    else if (!value.startsWith("https:")) refuse(name, "is not https");
  }
};

/** Anyone who has read Clerk's documentation can sign in to a development instance. */
const realIdentity: Guard = (given, refuse) => {
  if (!isDeployed(given) || given.CLERK_ALLOW_TEST_KEYS === "1") return;
  for (const name of ["NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY", "CLERK_SECRET_KEY"] as const) {
    if (/^[ps]k_test_/.test(given[name] ?? "")) refuse(name, "is a key for development");
  }
};

/** Without it a deleted account stays, and so does an address that is another person's by now. */
const identityWebhook: Guard = (given, refuse) => {
  const answersRequests = given.NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY !== undefined;
  if (isDeployed(given) && answersRequests && given.CLERK_WEBHOOK_SECRET === undefined) {
    refuse("CLERK_WEBHOOK_SECRET", "is needed where others can reach it");
  }
};

/** A secret key must not be where browsers or logs see it. */
const keysInTheirPlaces: Guard = (given, refuse) => {
  if (!isPublishable(given.SUPABASE_PUBLISHABLE_KEY)) {
    refuse("SUPABASE_PUBLISHABLE_KEY", "is a secret key");
  }
  if (given.SUPABASE_SECRET_KEY === given.SUPABASE_PUBLISHABLE_KEY) {
    refuse("SUPABASE_SECRET_KEY", "is the publishable key");
  }
  const modeOf = (key: string) => key.split("_")[1];
  const { NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY: publishable, CLERK_SECRET_KEY: secret } = given;
  if (publishable && secret && modeOf(publishable) !== modeOf(secret)) {
    refuse("CLERK_SECRET_KEY", "does not fit the publishable key");
  }
};

const secretNames = ["TICK_SECRET", "CRON_SECRET", "CAL_OAUTH_CLIENT_SECRET"] as const;

/** Guessing one of these is enough to impersonate its owner; a reused one is lost twice. */
const strongSecrets: Guard = (given, refuse) => {
  if (!isDeployed(given)) return;
  const seen = new Set<string>();
  for (const name of secretNames) {
    const value = given[name];
    if (value === undefined) continue;
    if (value.length < 16 || new Set(value).size < 8) refuse(name, "is too easy to guess");
    else if (seen.has(value)) refuse(name, "is used for something else too");
    seen.add(value);
  }
};

/** A process could send a move again while the first one may still take effect. */
const risingTimes: Guard = (given, refuse) => {
  const {
    RESCHEDULE_POST_TIMEOUT_MS: post,
    RESCHEDULE_LEASE_MS: lease,
    RESCHEDULE_QUIET_MS: quiet,
  } = given;
  if (lease <= 2 * post)
    refuse("RESCHEDULE_LEASE_MS", "is not more than twice RESCHEDULE_POST_TIMEOUT_MS");
  if (quiet <= lease) refuse("RESCHEDULE_QUIET_MS", "is not more than RESCHEDULE_LEASE_MS");
};

const guards = [
  foreignIdentity,
  jobsDatabase,
  risingTimes,
  oauthPair,
  realAddresses,
  realIdentity,
  identityWebhook,
  keysInTheirPlaces,
  strongSecrets,
];

/** Refuses combinations of values, each good by itself, with which this installation must not start. */
export function guardEnv(given: Guarded, context: z.RefinementCtx): void {
  for (const guard of guards) {
    guard(given, (name, message) => context.addIssue({ code: "custom", path: [name], message }));
  }
}

/** Other people can reach it. */
function isDeployed(given: Guarded): boolean {
  return !isLoopback(given.APP_ORIGIN);
}

/** The older keys are tokens that name their role. */
function isPublishable(key: string): boolean {
  if (key.startsWith("sb_secret_")) return false;
  const payload = atobOrEmpty((key.split(".")[1] ?? "").replaceAll("-", "+").replaceAll("_", "/"));
  return !payload.includes("service_role");
}

function atobOrEmpty(encoded: string): string {
  try {
    return atob(encoded);
  } catch {
    return "";
  }
}

function isLoopback(address: string): boolean {
  const loopback = ["127.0.0.1", "localhost", "[::1]"];
  return URL.canParse(address) && loopback.includes(new URL(address).hostname);
}
