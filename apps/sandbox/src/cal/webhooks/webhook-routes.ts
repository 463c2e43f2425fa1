import { z } from "zod";
import { refuse } from "../http/problem.ts";
import { callerOf, success, type Answer, type Call } from "../http/route.ts";
import { findEventType } from "../state/find.ts";
import type { Webhook } from "../state/state.ts";
import { parseStrict, stringField } from "../http/validate.ts";
import { requireReachable, requireScope } from "./subscription-rules.ts";

const triggers = [
  "BOOKING_CREATED",
  "BOOKING_PAYMENT_INITIATED",
  "BOOKING_PAID",
  "BOOKING_RESCHEDULED",
  "BOOKING_REQUESTED",
  "BOOKING_CANCELLED",
  "BOOKING_REJECTED",
  "BOOKING_NO_SHOW_UPDATED",
  "MEETING_ENDED",
  "MEETING_STARTED",
  "RECORDING_READY",
  "OOO_CREATED",
] as const;

const inputSchema = z.strictObject({
  active: z.boolean({ error: "active must be a boolean value" }),
  subscriberUrl: z.url({ error: "subscriberUrl must be a URL address" }),
  triggers: z.array(
    z.enum(triggers, {
      error: `each value in triggers must be one of the following values: ${triggers.join(", ")}`,
    }),
  ),
  secret: stringField("secret").optional(),
  payloadTemplate: stringField("payloadTemplate").optional(),
  version: stringField("version").optional(),
});

/** POST /v2/webhooks, or of an event type: 201; refuses a URL that already exists. */
export async function createWebhook(call: Call): Promise<Answer> {
  const { world } = call;
  const caller = callerOf(call);
  await requireScope(call, "WEBHOOK_WRITE");
  const input = parseStrict(inputSchema, call.body);
  requireReachable(call, input.subscriberUrl);
  const isKnown = ownWebhooks(call).some(
    (webhook) => webhook.subscriberUrl === input.subscriberUrl,
  );
  if (isKnown) throw refuse(409, "Webhook with this subscriber url already exists for this user");
  const webhook: Webhook = {
    id: world.random.uuid(),
    userId: caller.id,
    eventTypeId: eventTypeIdOf(call),
    subscriberUrl: input.subscriberUrl,
    triggers: input.triggers,
    active: input.active,
    secret: input.secret ?? null,
    payloadTemplate: input.payloadTemplate ?? null,
  };
  world.store.state.webhooks.push(webhook);
  world.store.save();
  return success(viewWebhook(webhook), 201);
}

/** GET /v2/webhooks: the caller's. */
export async function listWebhooks(call: Call): Promise<Answer> {
  await requireScope(call, "WEBHOOK_READ");
  const skip = Number(call.query.get("skip") ?? 0);
  const take = Number(call.query.get("take") ?? 250);
  return success(
    ownWebhooks(call)
      .slice(skip, skip + take)
      .map(viewWebhook),
  );
}

/** GET /v2/webhooks/:id. */
export async function getWebhook(call: Call): Promise<Answer> {
  await requireScope(call, "WEBHOOK_READ");
  return success(viewWebhook(ownWebhook(call)));
}

/** PATCH /v2/webhooks/:id. */
export async function updateWebhook(call: Call): Promise<Answer> {
  await requireScope(call, "WEBHOOK_WRITE");
  const webhook = ownWebhook(call);
  const { version: _, ...change } = parseStrict(inputSchema.partial(), call.body);
  const { subscriberUrl = webhook.subscriberUrl } = change;
  if (subscriberUrl !== webhook.subscriberUrl) requireReachable(call, subscriberUrl);
  Object.assign(webhook, change);
  call.world.store.save();
  return success(viewWebhook(webhook));
}

/** DELETE /v2/webhooks/:id: answers with the deleted webhook. */
export async function deleteWebhook(call: Call): Promise<Answer> {
  await requireScope(call, "WEBHOOK_WRITE");
  const { state, save } = call.world.store;
  const webhook = ownWebhook(call);
  state.webhooks = state.webhooks.filter((entry) => entry.id !== webhook.id);
  save();
  return success(viewWebhook(webhook));
}

/** The caller's own, or those of the event type in the path. */
function ownWebhooks(call: Call): Webhook[] {
  const eventTypeId = eventTypeIdOf(call);
  const { id } = callerOf(call);
  return call.world.store.state.webhooks.filter(
    (webhook) => webhook.userId === id && webhook.eventTypeId === eventTypeId,
  );
}

/** The event type in the path; null without one. */
function eventTypeIdOf(call: Call): number | null {
  const text = call.params["eventTypeId"];
  if (text === undefined) return null;
  const found = findEventType(call.world, Number(text));
  if (found?.ownerId !== callerOf(call).id)
    throw refuse(404, `Event type with id ${text} not found`);
  return found.id;
}

function ownWebhook(call: Call): Webhook {
  const id = call.params["id"] ?? "";
  const webhook = ownWebhooks(call).find((entry) => entry.id === id);
  if (webhook === undefined) throw refuse(404, `Webhook (${id}) not found`);
  return webhook;
}

function viewWebhook(webhook: Webhook): object {
  const { id, payloadTemplate, subscriberUrl, active, secret, userId, eventTypeId } = webhook;
  return {
    id,
    payloadTemplate,
    triggers: webhook.triggers,
    subscriberUrl,
    active,
    ...(secret === null ? {} : { secret }),
    ...(eventTypeId === null ? { userId } : { eventTypeId }),
  };
}
