import type { Settings } from "@reslot/api/server";
import type { Env } from "./env.ts";

/** The environment in the words of packages/api. */
export function settingsOf(env: Env): Settings {
  return {
    supabase: {
      url: env.NEXT_PUBLIC_SUPABASE_URL,
      publishableKey: env.SUPABASE_PUBLISHABLE_KEY,
      secretKey: env.SUPABASE_SECRET_KEY,
    },
    cal: {
      apiUrl: env.CAL_API_URL,
      versions: versionsOf(env),
      ...oauthOf(env),
    },
    tokenKeys: env.TOKEN_KEYS,
    mail: {
      resendApiKey: env.RESEND_API_KEY,
      from: env.MAIL_FROM,
      ...(env.RESEND_BASE_URL && { resendBaseUrl: env.RESEND_BASE_URL }),
    },
    appOrigin: env.APP_ORIGIN,
    limits: {
      personPerMinute: env.MOVES_PER_PERSON_PER_MINUTE,
      personPerDay: env.MOVES_PER_PERSON_PER_DAY,
      bookingPerDay: env.MOVES_PER_BOOKING_PER_DAY,
    },
    timings: {
      postTimeoutMs: env.RESCHEDULE_POST_TIMEOUT_MS,
      leaseMs: env.RESCHEDULE_LEASE_MS,
      quietMs: env.RESCHEDULE_QUIET_MS,
      answeredRetryMs: env.RESCHEDULE_ANSWERED_RETRY_MS,
    },
  };
}

function versionsOf(env: Env): NonNullable<Settings["cal"]["versions"]> {
  return {
    ...(env.CAL_API_VERSION_BOOKINGS && { bookings: env.CAL_API_VERSION_BOOKINGS }),
    ...(env.CAL_API_VERSION_SLOTS && { slots: env.CAL_API_VERSION_SLOTS }),
    ...(env.CAL_API_VERSION_EVENT_TYPES && { eventTypes: env.CAL_API_VERSION_EVENT_TYPES }),
    ...(env.CAL_API_VERSION_SCHEDULES && { schedules: env.CAL_API_VERSION_SCHEDULES }),
  };
}

/** Reslot's registration with Cal.com, where there is one. */
function oauthOf(env: Env): Pick<Settings["cal"], "oauth"> {
  if (env.CAL_OAUTH_CLIENT_ID === undefined) return {};
  return {
    oauth: {
      appUrl: env.CAL_APP_URL,
      clientId: env.CAL_OAUTH_CLIENT_ID,
      ...(env.CAL_OAUTH_CLIENT_SECRET && { clientSecret: env.CAL_OAUTH_CLIENT_SECRET }),
      ...(env.CAL_OAUTH_ANSWERS && { answers: env.CAL_OAUTH_ANSWERS }),
    },
  };
}
