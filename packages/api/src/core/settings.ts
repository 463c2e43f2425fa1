import type { CalVersions } from "@reslot/cal";
import type { CalOAuthAnswers } from "@reslot/cal/oauth";

/** Everything that differs between installations. Validated by `createPorts`. */
export interface Settings {
  supabase: { url: string; publishableKey: string; secretKey: string };
  /** A session connection to PostgreSQL, where there is one. Jobs then run on pg-boss, unless `jobsEngine` says not. */
  database?: { url: string; jobsEngine: "pg-boss" | "table" };
  cal: {
    apiUrl: string;
    versions?: Partial<CalVersions>;
    /** Whether a move may ask Cal.com to keep the host; "auto", the default: where its version knows how. */
    sameHost?: "auto" | "on" | "off";
    /** Lets a coach who overrides the mentee's conflict ask Cal.com to allow conflicts. Default false. */
    allowConflicts?: boolean;
    /** How Reslot is registered with Cal.com; without it people connect with an API key only. */
    oauth?: CalOAuthApp;
  };
  /** "k2:base64,k1:base64", the first one encrypts. */
  tokenKeys: string;
  mail: { resendApiKey: string; resendBaseUrl?: string; from: string };
  appOrigin: string;
  /** How many moves may reach Cal.com. */
  limits: { personPerMinute: number; personPerDay: number; bookingPerDay: number };
  /** Over `defaultCallLimits`: rate limits on everything except moves. */
  callLimits?: Partial<CallLimits>;
  timings: Timings;
}

/** Reslot as an OAuth client of Cal.com. Its callback is `/api/cal/callback` of `appOrigin`. */
interface CalOAuthApp {
  /** Where people sign in at Cal.com and consent. */
  appUrl: string;
  clientId: string;
  /** Without one it is a public client, which proves itself with PKCE. */
  clientSecret?: string;
  /** The older servers answer in envelopes; "rfc6749" by default. */
  answers?: CalOAuthAnswers;
}

/** Milliseconds. Must hold: 2 * postTimeoutMs < leaseMs < quietMs. */
export interface Timings {
  /** How long one reschedule call may take. */
  postTimeoutMs: number;
  /** How long a process owns an attempt. */
  leaseMs: number;
  /** How long an unanswered call may still take effect. */
  quietMs: number;
  /** When Cal.com itself answered an error: after this one read decides. */
  answeredRetryMs: number;
  /** How long the person waits before the answer is "confirming". Default 8,000. */
  respondWithinMs?: number;
}

/** Rate limits on everything except moves, which are counted in the database. */
export interface CallLimits {
  /** Queries and subscriptions. */
  readsPerPersonPerMinute: number;
  writesPerPersonPerMinute: number;
  /** Each attempt to connect makes Cal.com verify a key or a consent. */
  connectsPerPersonPerHour: number;
  /** API calls per address, authenticated or not. */
  callsPerAddressPerMinute: number;
  webhooksPerAddressPerMinute: number;
  /** Views of a mentee's calendar by one coach. */
  menteeReadsPerPairPerHour: number;
}
