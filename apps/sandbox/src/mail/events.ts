import { createHmac, randomUUID } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { z } from "zod";
import type { Clock } from "../time/clock.ts";
import type { Message } from "./inbox.ts";
import { formatInstant } from "./instant.ts";

/** The endpoint that a team has made for webhooks, in Resend's dashboard. */
export interface Endpoint {
  url: string;
  /** "whsec_" and the key in base64. */
  secret: string;
}

export const eventSchema = z.object({
  /** Of the newest message to this address. */
  to: z.string(),
  type: z.enum(["email.bounced", "email.complained", "email.delivered"]),
  bounce: z.enum(["Permanent", "Transient", "Undetermined"]).default("Permanent"),
});
type Event = z.infer<typeof eventSchema>;

/** The fate of messages, as Resend reports it (resend.com/docs/webhooks/event-types). */
export interface Events {
  /** Addresses of resend.dev have the fate that their name says. Not awaited by the call that sends. */
  onAccepted(messages: readonly Message[]): void;
  /** Gives the status that the endpoint answered with; null without an endpoint. */
  send(message: Message, event: Omit<Event, "to">): Promise<number | null>;
}

/** The second try of Svix, through which Resend sends; later ones come after minutes and hours. */
const retryMs = 5_000;
const timeoutMs = 15_000;

/** bounced@resend.dev, complained+label@resend.dev (resend.com/docs/dashboard/emails/send-test-emails). */
const testAddress = /^(bounced|complained|delivered)(?:\+[^@]*)?@resend\.dev$/;

export function createEvents(endpoint: Endpoint | null, clock: Clock): Events {
  const send: Events["send"] = async (message, { type, bounce }) => {
    if (endpoint === null) return null;
    const body = JSON.stringify(payloadOf(message, { type, bounce, at: clock.now() }));
    const id = `msg_${randomUUID()}`;
    const first = await post(endpoint, { id, body, at: clock.now() });
    if (first >= 200 && first < 300) return first;
    await wait(retryMs, undefined, { ref: false });
    return post(endpoint, { id, body, at: clock.now() });
  };
  return {
    send,
    onAccepted(messages) {
      for (const message of messages) {
        const fate = message.to.map((each) => testAddress.exec(each)?.[1]).find(Boolean);
        const type = eventSchema.shape.type.safeParse(`email.${fate}`);
        if (type.success) void send(message, { type: type.data, bounce: "Permanent" });
      }
    },
  };
}

function payloadOf(message: Message, { type, bounce, at }: Omit<Event, "to"> & { at: number }) {
  return {
    type,
    created_at: formatInstant(at),
    data: {
      created_at: message.at,
      email_id: message.id,
      message_id: `<${message.id}@mail.test>`,
      from: message.from,
      to: message.to,
      subject: message.subject,
      tags: Object.fromEntries(message.tags.map(({ name, value }) => [name, value])),
      ...(type === "email.bounced" && {
        bounce: { type: bounce, subType: "General", message: "The recipient's server refused it." },
      }),
    },
  };
}

/** The status of the answer; 0 without one. */
async function post(
  { url, secret }: Endpoint,
  { id, body, at }: { id: string; body: string; at: number },
): Promise<number> {
  const timestamp = String(Math.floor(at / 1000));
  const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
  const signature = createHmac("sha256", key).update(`${id}.${timestamp}.${body}`).digest("base64");
  const response = await fetch(url, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      "svix-id": id,
      "svix-timestamp": timestamp,
      "svix-signature": `v1,${signature}`,
    },
    body,
    redirect: "manual",
    signal: AbortSignal.timeout(timeoutMs),
  }).catch(() => null);
  await response?.body?.cancel();
  return response?.status ?? 0;
}
