import type { CalClient, CalVersions } from "@reslot/cal";
import type { Clock } from "@reslot/cal/time";
import type { CalOAuthAnswers, CalOAuthClient } from "@reslot/cal/oauth";
import type { Db, Secret } from "@reslot/db";
import type { ChangeHub } from "../infra/change-hub.ts";
import type { CallLimits } from "./call-limits.ts";
import type { RateLimiter } from "../infra/rate-limit/memory-rate-limiter.ts";
import type { ReadBulkhead } from "../infra/read-bulkhead.ts";
import type { Logger } from "../infra/log.ts";
import type { Caches } from "../infra/cache/caches.ts";
import type { Telemetry } from "../infra/telemetry/telemetry.ts";

/** Everything that differs between installations. Validated by `createPorts`. */
export interface Settings {
  supabase: { url: string; publishableKey: string; secretKey: string };
  cal: {
    apiUrl: string;
    versions?: Partial<CalVersions>;
    /** What Cal.com signs its calls with: the present secret, and the one before during a rotation. */
    webhookSecrets?: readonly string[];
    /** How Reslot is registered with Cal.com; without it people connect with an API key only. */
    oauth?: CalOAuthApp;
  };
  /** "k2:base64,k1:base64", the first one encrypts. */
  tokenKeys: string;
  mail: { resendApiKey: string; resendBaseUrl?: string; from: string };
  appOrigin: string;
  /** How many moves may reach Cal.com. */
  limits: { personPerMinute: number; personPerDay: number; bookingPerDay: number };
  /** Over `defaultCallLimits`: how much may be asked of us, besides moves. */
  callLimits?: Partial<CallLimits>;
  timings: Timings;
}

/** Reslot as an OAuth client of Cal.com. Its callback is `/api/cal/callback` of `appOrigin`. */
export interface CalOAuthApp {
  /** Where people sign in at Cal.com and consent. */
  appUrl: string;
  clientId: string;
  /** Without one it is a public client, which proves itself with PKCE. */
  clientSecret?: string;
  /** The older servers answer in envelopes; "rfc6749" by default. */
  answers?: CalOAuthAnswers;
}

/** Milliseconds. Must hold: postTimeoutMs < leaseMs < quietMs. */
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
  /** How often a few bookings are read again at Cal.com, in case no call told of a change. Default 15,000. */
  watchEveryMs?: number;
}

export interface MailMessage {
  to: string;
  subject: string;
  text: string;
  html: string;
  /** The same message sent twice with the same key arrives once. */
  idempotencyKey: string;
}

export interface Mailer {
  /** @throws {MailError} when the provider did not take it */
  send(message: MailMessage): Promise<void>;
}

/** Who a person is, as the identity provider knows them. */
export interface Identity {
  getProfile(
    clerkUserId: string,
  ): Promise<{ email: string; name: string; timeZone: string | null }>;
}

/** The outside world, one door each. */
export interface Ports {
  clock: Clock;
  newUlid(): string;
  /** The server's own client: for API keys, and for everything after Cal.com was asked. */
  db: Db;
  /** A person's own client: row level security applies. */
  dbFor(accessToken: () => Promise<string | null>): Db;
  /** null sends no Authorization header at all. An urgent client's reads do not wait behind those of others. */
  cal(token: Secret | null, options?: { isUrgent?: boolean }): CalClient;
  /** Reslot's own credentials at Cal.com; null where people can only use API keys. */
  calOAuth: CalOAuthClient | null;
  mailer: Mailer;
  identity: Identity;
  log: Logger;
  telemetry: Telemetry;
  rateLimiter: RateLimiter;
  readBulkhead: ReadBulkhead;
  caches: Caches;
  changes: ChangeHub;
  settings: Settings;
}
