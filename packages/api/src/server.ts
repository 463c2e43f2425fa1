export { createCalClient } from "@reslot/cal";
export { createPorts, type Host } from "./create-ports.ts";
export {
  type ConnectFailure,
  finishCalOAuth,
  type FinishedOAuth,
} from "./cal-connection/finish-cal-oauth.ts";
export { safeReturnTo } from "./cal-connection/safe-return-to.ts";
export {
  oauthStateTtlMs,
  startCalOAuth,
  type StartedOAuth,
} from "./cal-connection/start-cal-oauth.ts";
export { AppError } from "./errors/app-error.ts";
export { toAppError } from "./errors/to-app-error.ts";
export { type BackgroundWork, createBackgroundWork } from "./jobs/background-work.ts";
export type { JobAgain, JobHandler, JobRun, Jobs } from "./jobs/jobs.ts";
export { createTableJobs } from "./jobs/table-jobs.ts";
export { type CallLimits, limitAddress, limitPerson, limitSender } from "./limits/call-limits.ts";
export type { RateLimiter, RateRule } from "./limits/rate-limiter.ts";
export { createLogger, type LogFields, type Logger, logError } from "./log.ts";
export { MailError } from "./mail/mailer.ts";
export { forgetPerson } from "./person/forget-person.ts";
export { refreshPerson } from "./person/refresh-person.ts";
export { requireStandingSession } from "./require-standing-session.ts";
export { startTelemetry, type TelemetryEnv } from "./telemetry/start-telemetry.ts";
export { noTelemetry, type Telemetry } from "./telemetry/telemetry.ts";
export { handleCalWebhooks } from "./sync/handle-cal-webhooks.ts";
export {
  type IncomingCall,
  receiveCalWebhook,
  type ReceivedCall,
} from "./sync/receive-cal-webhook.ts";
export type {
  CalOAuthApp,
  Identity,
  Mailer,
  MailMessage,
  Ports,
  Settings,
  Timings,
} from "./ports.ts";
