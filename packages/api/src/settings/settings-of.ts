import type { Settings } from "../core/settings.ts";
import type { Guarded } from "./env-guards.ts";

/** What the API needs to know of this installation, from the environment of one of its processes. */
export function settingsOf(given: Guarded): Settings {
  return {
    supabase: {
      url: given.NEXT_PUBLIC_SUPABASE_URL,
      publishableKey: given.SUPABASE_PUBLISHABLE_KEY,
      secretKey: given.SUPABASE_SECRET_KEY,
    },
    ...databaseOf(given),
    cal: {
      apiUrl: given.CAL_API_URL,
      versions: versionsOf(given),
      ...(given.CAL_SAME_HOST && { sameHost: given.CAL_SAME_HOST }),
      allowConflicts: given.CAL_ALLOW_CONFLICTS === "on",
      ...oauthOf(given),
    },
    tokenKeys: given.TOKEN_KEYS,
    mail: {
      resendApiKey: given.RESEND_API_KEY,
      from: given.MAIL_FROM,
      ...(given.RESEND_BASE_URL && { resendBaseUrl: given.RESEND_BASE_URL }),
    },
    appOrigin: given.APP_ORIGIN,
    limits: {
      personPerMinute: given.MOVES_PER_PERSON_PER_MINUTE,
      personPerDay: given.MOVES_PER_PERSON_PER_DAY,
      bookingPerDay: given.MOVES_PER_BOOKING_PER_DAY,
    },
    callLimits: callLimitsOf(given),
    timings: {
      postTimeoutMs: given.RESCHEDULE_POST_TIMEOUT_MS,
      leaseMs: given.RESCHEDULE_LEASE_MS,
      quietMs: given.RESCHEDULE_QUIET_MS,
      answeredRetryMs: given.RESCHEDULE_ANSWERED_RETRY_MS,
    },
  };
}

function databaseOf({ DATABASE_URL: url, JOBS_ENGINE }: Guarded): Pick<Settings, "database"> {
  return url === undefined ? {} : { database: { url, jobsEngine: JOBS_ENGINE ?? "pg-boss" } };
}

/** Only what is set: the API has the defaults. */
function callLimitsOf(given: Guarded): NonNullable<Settings["callLimits"]> {
  const limits = {
    readsPerPersonPerMinute: given.READS_PER_PERSON_PER_MINUTE,
    writesPerPersonPerMinute: given.WRITES_PER_PERSON_PER_MINUTE,
    connectsPerPersonPerHour: given.CONNECTS_PER_PERSON_PER_HOUR,
    callsPerAddressPerMinute: given.CALLS_PER_ADDRESS_PER_MINUTE,
    webhooksPerAddressPerMinute: given.WEBHOOKS_PER_ADDRESS_PER_MINUTE,
  };
  return Object.fromEntries(Object.entries(limits).filter(([, limit]) => limit !== undefined));
}

/** Only what is set: the rest is the client's own choice. */
function versionsOf(given: Guarded): NonNullable<Settings["cal"]["versions"]> {
  return {
    ...(given.CAL_API_VERSION_BOOKINGS && { bookings: given.CAL_API_VERSION_BOOKINGS }),
    ...(given.CAL_API_VERSION_BOOKING_LIST && { bookingList: given.CAL_API_VERSION_BOOKING_LIST }),
    ...(given.CAL_API_VERSION_SLOTS && { slots: given.CAL_API_VERSION_SLOTS }),
    ...(given.CAL_API_VERSION_EVENT_TYPES && { eventTypes: given.CAL_API_VERSION_EVENT_TYPES }),
    ...(given.CAL_API_VERSION_SCHEDULES && { schedules: given.CAL_API_VERSION_SCHEDULES }),
  };
}

/** Reslot's registration with Cal.com, where there is one. */
function oauthOf(given: Guarded): Pick<Settings["cal"], "oauth"> {
  if (given.CAL_OAUTH_CLIENT_ID === undefined) return {};
  return {
    oauth: {
      appUrl: given.CAL_APP_URL,
      clientId: given.CAL_OAUTH_CLIENT_ID,
      ...(given.CAL_OAUTH_CLIENT_SECRET && { clientSecret: given.CAL_OAUTH_CLIENT_SECRET }),
      ...(given.CAL_OAUTH_ANSWERS && { answers: given.CAL_OAUTH_ANSWERS }),
    },
  };
}
