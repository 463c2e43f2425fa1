import { createHmac } from "node:crypto";
import { eventually, person, type PersonKey, stack } from "./stack.ts";

/** Where Cal.com sends a person's webhooks, and how it signs them. */
export interface CalSubscription {
  readonly path: string;
  readonly secret: string;
  sign(body: string): string;
}

interface Subscribed {
  email: string | null;
  subscriberUrl: string;
  secret: string | null;
}

/** A connected person's subscription, which the product made when it connected them. */
export function calSubscriptionOf(key: PersonKey): Promise<CalSubscription> {
  return eventually(async () => {
    const response = await fetch(`${stack.calUrl}/_sandbox/subscriptions`);
    const all = (await response.json()) as Subscribed[];
    const mine = all.find(({ email }) => email === person(key).email);
    if (!mine?.secret) return null;
    const { secret, subscriberUrl } = mine;
    return {
      path: new URL(subscriberUrl).pathname,
      secret,
      sign: (body: string) => createHmac("sha256", secret).update(body).digest("hex"),
    };
  });
}
