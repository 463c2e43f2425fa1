import { hourMs } from "@reslot/cal/time";
import type { OutboxRow } from "@reslot/db";
import { connectionStatusOf } from "../cal-credentials/connection-status.ts";
import { roleIn } from "../core/participant.ts";
import type { Ports } from "../app/ports.ts";
import { composeMail } from "./compose-mail.ts";
import { MailError } from "../infra/resend-mailer.ts";

const batchSize = 20;
const leaseMs = 60_000;
const maxTries = 12;

/**
 * Sends what the outbox holds, at least once; the provider drops repetitions by the row's key.
 * A message that cannot be sent waits longer each time and is buried after 12 tries.
 *
 * @returns how many messages were tried
 */
export async function deliverMail(ports: Ports): Promise<number> {
  const rows = await ports.db.outbox.claim({ limit: batchSize, leaseMs });
  await Promise.all(rows.map((row) => deliver(ports, row)));
  return rows.length;
}

async function deliver(ports: Ports, row: OutboxRow): Promise<void> {
  const { ulid, fence } = row;
  try {
    const sent = await send(ports, row);
    if (!sent) return await bury(ports, row, "The notification no longer exists.");
    await ports.db.outbox.done({ ulid, fence });
    ports.log.info("deliverMail", { outboxUlid: ulid, tries: row.tries });
  } catch (error) {
    ports.log.error("DELIVER_MAIL_ERROR", error, { outboxUlid: ulid, tries: row.tries });
    const reason = error instanceof Error ? error.message : "unknown";
    const isFinal = (error instanceof MailError && !error.retryable) || row.tries >= maxTries;
    if (isFinal) return bury(ports, row, reason);
    await ports.db.outbox.retry({ ulid, fence, delayMs: delayAfter(row.tries), error: reason });
  }
}

async function send(ports: Ports, row: OutboxRow): Promise<boolean> {
  const notification = await ports.db.outbox.loadNotification(row.payload.notificationUlid);
  if (!notification) return false;
  const { booking } = notification;
  const connection = await ports.db.calConnections.get(booking.menteeUserUlid);
  const mail = composeMail({
    notification,
    booking,
    reader: roleIn(booking, notification.userUlid),
    menteeConnected: connectionStatusOf(connection) === "connected",
    appOrigin: ports.settings.appOrigin,
    idempotencyKey: row.dedupeKey,
  });
  await ports.mailer.send(mail);
  return true;
}

async function bury(ports: Ports, { ulid, fence }: OutboxRow, error: string): Promise<void> {
  ports.log.error("MAIL_BURIED_ERROR", new Error(error), { outboxUlid: ulid });
  await ports.db.outbox.bury({ ulid, fence, error });
}

/** 2 s, 4 s, 8 s … an hour at most. */
function delayAfter(tries: number): number {
  return Math.min(1_000 * 2 ** Math.max(tries, 1), hourMs);
}
