import { hourMs } from "@reslot/cal/time";
import type { OutboxRow } from "@reslot/db";
import type { App, Needs } from "../app/app.ts";
import { connectionStatusOf } from "../core/connection.ts";
import { roleIn } from "../core/participant.ts";
import { MailError } from "../infra/resend-mailer.ts";
import { composeMail } from "./compose-mail.ts";

type NotificationToSend = NonNullable<Awaited<ReturnType<App["db"]["outbox"]["loadNotification"]>>>;

type MailDeps = Needs<"db" | "log" | "mailer" | "settings">;

const batchSize = 20;
const leaseMs = 60_000;
const maxTries = 12;

/**
 * Sends what the outbox holds, at least once; the provider drops repetitions by the row's key.
 * A message that cannot be sent waits longer each time and is buried after 12 tries.
 *
 * @returns how many messages were tried
 */
export async function deliverMail(deps: MailDeps): Promise<number> {
  const rows = await deps.db.outbox.claim({ limit: batchSize, leaseMs });
  await Promise.all(rows.map((row) => deliver(deps, row)));
  return rows.length;
}

async function deliver(deps: MailDeps, row: OutboxRow): Promise<void> {
  const { ulid, fence } = row;
  try {
    const sent = await send(deps, row);
    if (!sent) return await bury(deps, row, "The notification no longer exists.");
    await deps.db.outbox.done({ ulid, fence });
    deps.log.info("deliverMail", { outboxUlid: ulid, tries: row.tries });
  } catch (error) {
    deps.log.error("DELIVER_MAIL_ERROR", error, { outboxUlid: ulid, tries: row.tries });
    const reason = error instanceof Error ? error.message : "unknown";
    const isFinal = (error instanceof MailError && !error.retryable) || row.tries >= maxTries;
    if (isFinal) return bury(deps, row, reason);
    await deps.db.outbox.retry({ ulid, fence, delayMs: delayAfter(row.tries), error: reason });
  }
}

async function send(deps: MailDeps, row: OutboxRow): Promise<boolean> {
  const notification = await deps.db.outbox.loadNotification(row.payload.notificationUlid);
  if (!notification) return false;
  const booking = await asSeenBy(deps, notification);
  const connection = await deps.db.calConnections.get(booking.menteeUserUlid);
  const mail = composeMail({
    notification,
    booking,
    reader: roleIn(booking, notification.userUlid),
    menteeConnected: connectionStatusOf(connection) === "connected",
    appOrigin: deps.settings.appOrigin,
    idempotencyKey: row.dedupeKey,
  });
  await deps.mailer.send(mail);
  return true;
}

/** The former host reads the mail in the place that they had. */
async function asSeenBy(
  { db }: Needs<"db">,
  { booking, note, userUlid }: NotificationToSend,
): Promise<NotificationToSend["booking"]> {
  const former = note === "formerHost" ? await db.users.getByUlid(userUlid) : null;
  return former ? { ...booking, coach: former, coachUserUlid: former.ulid } : booking;
}

async function bury(
  { db, log }: Needs<"db" | "log">,
  { ulid, fence }: OutboxRow,
  error: string,
): Promise<void> {
  log.error("MAIL_BURIED_ERROR", new Error(error), { outboxUlid: ulid });
  await db.outbox.bury({ ulid, fence, error });
}

/** 2 s, 4 s, 8 s … an hour at most. */
function delayAfter(tries: number): number {
  return Math.min(1_000 * 2 ** Math.max(tries, 1), hourMs);
}
