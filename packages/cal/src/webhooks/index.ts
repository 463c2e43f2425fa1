export { type CalWebhook, type CalWebhookPayload, type CalWebhookTrigger } from "./cal-webhook.ts";
export { CalWebhookError, parseCalWebhook, type CalWebhookErrorCode } from "./parse-cal-webhook.ts";
export { verifyCalSignature } from "./verify-cal-signature.ts";
