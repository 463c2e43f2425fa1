import { Resend } from "resend";
import { z } from "zod";

/** What the mail provider reports about addresses, as far as it changes what is sent to them. */
export type MailEvent =
  | { kind: "refused" }
  | { kind: "ignored" }
  | { kind: "bounced" | "complained"; addresses: string[] };

/** A webhook of the mail provider as it came in. */
export interface MailWebhook {
  rawBody: string;
  headers: Headers;
}

const data = z.object({ to: z.array(z.string()) });

/** A bounce without a type is a permanent one; Transient and Undetermined ones may not happen again. */
const eventSchema = z.union([
  z.object({
    type: z.literal("email.bounced"),
    data: data.extend({ bounce: z.object({ type: z.literal("Permanent").optional() }).optional() }),
  }),
  // The provider did not send it, because the address bounced or complained before.
  z.object({ type: z.literal("email.suppressed"), data }),
  z.object({ type: z.literal("email.complained"), data }),
]);

/**
 * Verifies the signature of a call over its raw body, at most five minutes old, and reads which addresses
 * it is about (resend.com/docs/webhooks).
 *
 * @param secret of this endpoint, "whsec_…"
 */
export function readMailEvent({ rawBody, headers }: MailWebhook, secret: string): MailEvent {
  let payload: unknown;
  try {
    payload = new Resend("re_not_used").webhooks.verify({
      payload: rawBody,
      headers: {
        id: headers.get("svix-id") ?? "",
        timestamp: headers.get("svix-timestamp") ?? "",
        signature: headers.get("svix-signature") ?? "",
      },
      webhookSecret: secret,
    });
  } catch {
    return { kind: "refused" };
  }
  const event = eventSchema.safeParse(payload);
  if (!event.success) return { kind: "ignored" };
  return {
    kind: event.data.type === "email.complained" ? "complained" : "bounced",
    addresses: event.data.data.to.map(bareAddress),
  };
}

/** "Alex <alex@example.com>" → "alex@example.com" */
function bareAddress(recipient: string): string {
  return /<([^<>]+)>$/.exec(recipient)?.[1] ?? recipient;
}
