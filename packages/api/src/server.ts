export { createCalClient } from "@reslot/cal";
export { Actor, type Admission } from "./app/actor.ts";
export type { App } from "./app/app.ts";
export { createPorts, type Host } from "./create-ports.ts";
export type { ConnectFailure, FinishedOAuth } from "./cal-connection/save-oauth-connection.ts";
export { finishCalOAuth } from "./sync/connect-account.ts";
export { safeReturnTo } from "./cal-connection/safe-return-to.ts";
export {
  oauthStateTtlMs,
  startCalOAuth,
  type StartedOAuth,
} from "./cal-connection/start-cal-oauth.ts";
export { AppError } from "./core/errors/app-error.ts";
export { toAppError } from "./core/errors/to-app-error.ts";
export { type BackgroundWork, createBackgroundWork } from "./background/background-work.ts";
export type { JobAgain, JobHandler, JobRun, Jobs } from "./infra/jobs/jobs.ts";
export { createTableJobs } from "./infra/jobs/table-jobs.ts";
export { enforceAddressLimit, enforceSenderLimit } from "./app/call-limits.ts";
export type { RateLimiter, RateRule } from "./infra/rate-limit/memory-rate-limiter.ts";
export { createLogger, type LogFields, type Logger, logError } from "./infra/log.ts";
export { MailError, type Mailer, type MailMessage } from "./infra/resend-mailer.ts";
export { erasePerson } from "./person/erase-person.ts";
export { refreshPerson } from "./sync/refresh-person.ts";
export { startTelemetry, type TelemetryEnv } from "./infra/telemetry/start-telemetry.ts";
export { noTelemetry, type Telemetry } from "./infra/telemetry/telemetry.ts";
export { processWebhooks } from "./sync/process-webhooks.ts";
export {
  type IncomingCall,
  receiveCalWebhook,
  type ReceivedCall,
} from "./sync/receive-cal-webhook.ts";
export type { Identity, Ports } from "./app/ports.ts";
export type { CallLimits, CalOAuthApp, Settings, Timings } from "./core/settings.ts";
