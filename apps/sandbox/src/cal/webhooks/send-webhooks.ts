import { createHmac } from "node:crypto";
import { formatInstant } from "../time/instant.ts";
import type { Booking, Webhook } from "../state/state.ts";
import type { World } from "../world.ts";
import { webhookPayload, type WebhookTrigger } from "./webhook-payload.ts";

/** How long a slow receiver can delay the response to the caller. */
const timeoutMs = 1000;

/**
 * Notifies the subscribers of the booking's hosts and of its event type before the response is sent. A
 * receiver's failure does not fail the call, and nothing is retried.
 */
export async function sendWebhooks(
  world: World,
  trigger: WebhookTrigger,
  booking: Booking,
): Promise<void> {
  const subscribers = world.store.state.webhooks.filter(
    (webhook) => webhook.active && webhook.triggers.includes(trigger) && concerns(webhook, booking),
  );
  if (subscribers.length === 0) return;
  const createdAt = formatInstant(world.clock.now());
  const raw = JSON.stringify({
    triggerEvent: trigger,
    createdAt,
    payload: webhookPayload(world, trigger, booking),
  });
  await Promise.allSettled(
    subscribers.map((subscriber) => world.delivery.deliver(() => post(subscriber, raw))),
  );
}

function concerns({ userId, eventTypeId }: Webhook, booking: Booking): boolean {
  if (eventTypeId !== null) return eventTypeId === booking.eventTypeId;
  return userId === booking.hostId || booking.coHostIds.includes(userId);
}

/** Never rejects: nothing waits for a delivery that is late. */
async function post(subscriber: Webhook, raw: string): Promise<void> {
  await deliver(subscriber, raw).catch(() => undefined);
}

async function deliver({ subscriberUrl, secret }: Webhook, raw: string): Promise<void> {
  const response = await fetch(subscriberUrl, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      "x-cal-signature-256":
        secret === null
          ? "no-secret-provided"
          : createHmac("sha256", secret).update(raw).digest("hex"),
      "x-cal-webhook-version": "2021-10-20",
    },
    body: raw,
    redirect: "manual",
    signal: AbortSignal.timeout(timeoutMs),
  });
  await response.body?.cancel();
}
