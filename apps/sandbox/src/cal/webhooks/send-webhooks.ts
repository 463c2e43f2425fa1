import { createHmac } from "node:crypto";
import { formatInstant } from "../time/instant.ts";
import type { Booking } from "../state/state.ts";
import type { World } from "../world.ts";
import { webhookPayload, type WebhookTrigger } from "./webhook-payload.ts";

/** How long a slow receiver can delay the response to the caller. */
const patienceMs = 1000;

interface Subscriber {
  readonly subscriberUrl: string;
  readonly secret: string | null;
}

/**
 * Notifies the host's subscribers before the response is sent. A receiver's failure does not fail
 * the call, and nothing is retried.
 */
export async function sendWebhooks(
  world: World,
  trigger: WebhookTrigger,
  booking: Booking,
): Promise<void> {
  const configured = world.env.webhook;
  const subscribers: Subscriber[] = world.store.state.webhooks.filter(
    (webhook) =>
      webhook.active && webhook.userId === booking.hostId && webhook.triggers.includes(trigger),
  );
  if (configured !== null)
    subscribers.push({ subscriberUrl: configured.url, secret: configured.secret });
  if (subscribers.length === 0) return;
  const createdAt = formatInstant(world.clock.now());
  const raw = JSON.stringify({
    triggerEvent: trigger,
    createdAt,
    payload: webhookPayload(world, trigger, booking),
  });
  await Promise.allSettled(subscribers.map((subscriber) => deliver(subscriber, raw)));
}

async function deliver({ subscriberUrl, secret }: Subscriber, raw: string): Promise<void> {
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
    signal: AbortSignal.timeout(patienceMs),
  });
  await response.body?.cancel();
}
