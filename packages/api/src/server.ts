export { createCalClient } from "@reslot/cal";
export { createPorts, type Host } from "./create-ports.ts";
export { toAppError } from "./errors/to-app-error.ts";
export { runTick, type TickResult } from "./jobs/run-tick.ts";
export { createLogger, type LogFields, type Logger, logError } from "./log.ts";
export { MailError } from "./mail/mailer.ts";
export { handleCalWebhooks } from "./sync/handle-cal-webhooks.ts";
export {
  type IncomingCall,
  receiveCalWebhook,
  type ReceivedCall,
} from "./sync/receive-cal-webhook.ts";
export type { Identity, Mailer, MailMessage, Ports, Settings, Timings } from "./ports.ts";
