export { bookingTriggers, type CalWebhook } from "./cal-webhook.ts";
export { CalWebhookError, parseCalWebhook } from "./parse-cal-webhook.ts";
export { verifyCalSignature } from "./verify-cal-signature.ts";
