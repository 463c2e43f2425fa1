import { z } from "zod";
import { type Transport } from "../http/transport.ts";
import { rowsOf } from "../http/rows.ts";
import { type CalWebhookTrigger } from "../webhooks/cal-webhook.ts";
import { type CallOptions, envelopeOf } from "./envelope.ts";

const subscriptionSchema = z.object({
  // Documented as a number, observed as a string.
  id: z.union([z.string(), z.number().transform(String)]),
  subscriberUrl: z.string(),
  triggers: z.array(z.string()),
  active: z.boolean(),
});

/** Where Cal.com sends events of an account. Its secret is dropped as the answer is read. */
type CalWebhookSubscription = z.infer<typeof subscriptionSchema>;

interface WebhookInput {
  /** Public https address; Cal.com refuses private ones. */
  readonly subscriberUrl: string;
  readonly triggers: readonly CalWebhookTrigger[];
  /** Deliveries are signed with it. Unsigned ones prove nothing, so it is required. */
  readonly secret: string;
}

export interface WebhookEndpoints {
  /**
   * Subscribes an address to events of the token's account, as host.
   *
   * @throws {CalError} CONFLICT when the account has that address already.
   */
  create(input: WebhookInput, options?: CallOptions): Promise<CalWebhookSubscription>;
  /**
   * Makes a subscription what it should be: active, with these triggers and this secret.
   *
   * @throws {CalError} NOT_FOUND when it has been removed.
   */
  update(id: string, input: WebhookInput, options?: CallOptions): Promise<CalWebhookSubscription>;
  /** The first 250 subscriptions of the token's account; those that cannot be read are left out. */
  list(options?: CallOptions): Promise<CalWebhookSubscription[]>;
  /** @throws {CalError} NOT_FOUND when it has been removed already. */
  delete(id: string, options?: CallOptions): Promise<void>;
}

const answerSchema = envelopeOf(subscriptionSchema);
const listSchema = envelopeOf(rowsOf(subscriptionSchema));
const pageSize = 250;

export function createWebhookEndpoints(transport: Transport): WebhookEndpoints {
  return {
    async create({ subscriberUrl, triggers, secret }, { signal } = {}) {
      const { data } = await transport.request({
        operation: "webhooks.create",
        method: "POST",
        path: "/v2/webhooks",
        body: { subscriberUrl, triggers, secret, active: true },
        schema: answerSchema,
        signal,
      });
      return data;
    },
    async update(id, { subscriberUrl, triggers, secret }, { signal } = {}) {
      const { data } = await transport.request({
        operation: "webhooks.update",
        method: "PATCH",
        path: `/v2/webhooks/${encodeURIComponent(id)}`,
        body: { subscriberUrl, triggers, secret, active: true },
        schema: answerSchema,
        signal,
      });
      return data;
    },
    async list({ signal } = {}) {
      const { data } = await transport.request({
        operation: "webhooks.list",
        method: "GET",
        path: "/v2/webhooks",
        query: { take: pageSize },
        schema: listSchema,
        skippedIn: (answer) => answer.data.unreadable,
        signal,
      });
      return data.rows;
    },
    async delete(id, { signal } = {}) {
      await transport.request({
        operation: "webhooks.delete",
        method: "DELETE",
        path: `/v2/webhooks/${encodeURIComponent(id)}`,
        schema: answerSchema,
        signal,
      });
    },
  };
}
