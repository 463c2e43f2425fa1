import { receiveCalWebhook } from "../../src/server.ts";
import { arrangeMeeting, type Meeting } from "./meeting.ts";
import { sql } from "./services.ts";
import { subscribe, type Subscribed } from "./subscription.ts";

interface Told {
  uid: string;
  rescheduleUid?: string;
  trigger?: string;
  createdAt?: string;
}

/** A webhook as Cal.com sends it; its times are false, so they must not be used. */
export function bodyOf({
  uid,
  rescheduleUid,
  trigger = "BOOKING_RESCHEDULED",
  createdAt,
}: Told): Buffer {
  const startTime = "2031-01-01T00:00:00Z";
  return Buffer.from(
    JSON.stringify({
      triggerEvent: trigger,
      createdAt: createdAt ?? new Date().toISOString(),
      payload: { uid, startTime, endTime: "2031-01-01T01:00:00Z", title: "Lies", rescheduleUid },
    }),
  );
}

/** A meeting whose coach is subscribed. */
export type Arranged = Meeting & { coachHooks: Subscribed };

/** Cal.com calls for all its accounts from there. */
export const calAddress = "192.0.2.10";

/** Receives a webhook for the coach's connection. */
export const receive = (
  meeting: Arranged,
  rawBody: Buffer,
  signature: string | null = meeting.coachHooks.sign(rawBody),
) => {
  const { connectionUlid } = meeting.coachHooks;
  const call = { connectionUlid, rawBody, signature, address: calAddress };
  return receiveCalWebhook(meeting.ports, call);
};

export async function arrangeSubscribed(): Promise<Arranged> {
  const meeting = await arrangeMeeting();
  await sql(`delete from "WebhookInbox"`);
  return { ...meeting, coachHooks: await subscribe(meeting) };
}

/** What has been received, the oldest first. */
export const inbox = () =>
  sql<{ done: boolean; tries: number; lastError: string | null }>(
    `select "doneAt" is not null as done, "tries", "lastError" from "WebhookInbox" order by "createdAt"`,
  );
