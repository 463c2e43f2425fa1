import type { Needs } from "../app/app.ts";
import { hashAddress } from "../core/address/hash-address.ts";
import { type MailEvent, type MailWebhook, readMailEvent } from "../infra/read-mail-event.ts";

/**
 * Stops mail to the addresses that bounced for good or complained, as the mail provider reports. A call
 * that is repeated changes nothing.
 *
 * @param secret of the webhook; without one every call is refused
 */
export async function receiveMailEvent(
  { db, log }: Needs<"db" | "log">,
  { secret, ...call }: MailWebhook & { secret: string | undefined },
): Promise<MailEvent["kind"]> {
  const event: MailEvent = secret ? readMailEvent(call, secret) : { kind: "refused" };
  if (event.kind === "refused" || event.kind === "ignored") return event.kind;
  const { kind: reason, addresses } = event;
  await Promise.all(
    addresses.map((address) =>
      db.mailSuppressions.add({ addressHash: hashAddress(address), reason }),
    ),
  );
  log.info("receiveMailEvent", { reason, addresses: addresses.length });
  return reason;
}
