import { createHmac } from "node:crypto";
import { maintainSubscriptions } from "../../src/cal-connection/maintain-subscriptions.ts";
import type { Meeting, PersonKey } from "./meeting.ts";
import { calSubscriptions, type CalSubscriptionRecord } from "./services.ts";

/** Brings every subscription that is due into its state at Cal.com. */
export async function maintainAll({ ports }: Pick<Meeting, "ports">): Promise<void> {
  while ((await maintainSubscriptions(ports)) > 0);
}

/** A person's connection with its subscription, which Cal.com has since the last maintenance. */
export interface Subscribed {
  connectionUlid: string;
  sign(rawBody: Uint8Array): string;
}

/** Subscribes a connected person to webhooks. */
export async function subscribe(meeting: Meeting, key: PersonKey = "coach"): Promise<Subscribed> {
  await maintainAll(meeting);
  const connection = await meeting.ports.db.calConnections.get(meeting.people[key].ulid);
  const connectionUlid = connection?.ulid ?? "";
  const secret = await meeting.ports.db.calSubscriptions.readSecret(connectionUlid);
  if (!secret) throw new Error("The person has no subscription.");
  return {
    connectionUlid,
    sign: (rawBody) => createHmac("sha256", secret.reveal()).update(rawBody).digest("hex"),
  };
}

/** A person's subscriptions, as Cal.com has them. */
export async function subscriptionsAtCal(
  meeting: Meeting,
  key: PersonKey = "coach",
): Promise<CalSubscriptionRecord[]> {
  const { email } = meeting.people[key];
  return (await calSubscriptions()).filter((each) => each.email === email);
}
