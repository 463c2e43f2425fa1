export { createCalClient } from "@reslot/cal";
export { createPorts, type Host } from "./app/create-ports.ts";
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
export { AppError } from "./core/errors/app-error.ts";
export { toAppError } from "./core/errors/to-app-error.ts";
export { type BackgroundWork, createBackgroundWork } from "./background/schedule.ts";
export type { JobAgain, JobHandler, JobRun, Jobs } from "./infra/jobs/jobs.ts";
export { createTableJobs } from "./infra/jobs/table-jobs.ts";
export { type CallLimits, limitAddress, limitPerson, limitSender } from "./app/call-limits.ts";
export type { RateLimiter, RateRule } from "./infra/rate-limit/memory-rate-limiter.ts";
export { createLogger, type LogFields, type Logger, logError } from "./infra/log.ts";
export { MailError } from "./infra/resend-mailer.ts";
export { erasePerson } from "./person/erase-person.ts";
export { refreshPerson } from "./person/refresh-person.ts";
export { requireActiveSession } from "./trpc/require-active-session.ts";
export { startTelemetry, type TelemetryEnv } from "./infra/telemetry/start-telemetry.ts";
export { noTelemetry, type Telemetry } from "./infra/telemetry/telemetry.ts";
export { processWebhooks } from "./sync/process-webhooks.ts";
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
} from "./app/ports.ts";
