import { minuteMs, secondMs } from "@reslot/cal/time";
import type { OutboxBatch, OutboxOutcome, OutboxRow } from "@reslot/db";
import { readingLocale } from "@reslot/messages";
import type { App, Needs } from "../app/app.ts";
import { hashAddress } from "../core/address/hash-address.ts";
import { roleIn } from "../core/participant.ts";
import { type MailMessage, type MailOutcome, mostPerBatch } from "../infra/resend-mailer.ts";
import { findCheckedPairs } from "./checked-pairs.ts";
import { composeMail } from "./compose/compose-mail.ts";
import { signUnsubscribeToken } from "./unsubscribe-token.ts";
import { whyNoMail } from "./why-no-mail.ts";

type NotificationToSend =
  Awaited<ReturnType<App["db"]["outbox"]["loadNotifications"]>> extends ReadonlyMap<string, infer N>
    ? N
    : never;

/** A run ends after this long, and continues as a new one: a worker that stops waits for it. */
const maxRunMs = 10 * secondMs;

type MailDeps = Needs<"db" | "log" | "mailer" | "settings">;

/** Long enough to send each message of a batch alone, at two requests a second. */
const leaseMs = 2 * minuteMs;
/** Mail leaves this soon after an outage has ended. */
const longestWaitMs = minuteMs;
/** An outage of a day is outlived: tries are a minute apart. */
const maxTries = 26 * 60;

/** One batch. */
interface MailRound {
  /** How many messages were claimed. */
  mails: number;
  /** How long nothing more can be sent, because the provider's limit is reached. */
  waitMs: number;
}

/**
 * Sends one batch of what the outbox holds, at least once; the provider drops a repeated batch by its
 * key. A message that cannot be sent waits longer each time, a minute at most, and is given up after more
 * than a day; waiting for the provider's limit is no try.
 */
export async function deliverMail(deps: MailDeps): Promise<MailRound> {
  const batch = await deps.db.outbox.claimBatch({ limit: mostPerBatch, leaseMs });
  if (!batch) return { mails: 0, waitMs: 0 };
  const outcomes = await sendBatch(deps, batch);
  const settled = batch.rows.map((row) => settle(deps, row, outcomes.get(row.ulid) ?? gone));
  await deps.db.outbox.settle(settled);
  const taken = settled.filter(({ outcome }) => outcome === "done").length;
  deps.log.info("deliverMail", { batchKey: batch.key, mails: batch.rows.length, taken });
  const waits = [...outcomes.values()].map((each) =>
    each.kind === "limited" ? each.retryAfterMs : 0,
  );
  return { mails: batch.rows.length, waitMs: Math.max(0, ...waits) };
}

/**
 * Sends batches until the outbox holds nothing that is due.
 *
 * @returns when to look again, in ms, if not at the usual time: later where the provider asks for it
 */
export async function deliverDueMail(
  deps: MailDeps & Needs<"clock">,
  signal: AbortSignal,
): Promise<{ againMs?: number }> {
  const endsAt = deps.clock.elapsed() + maxRunMs;
  while (!signal.aborted && deps.clock.elapsed() < endsAt) {
    const { mails, waitMs } = await deliverMail(deps);
    if (waitMs > 0) return { againMs: waitMs };
    if (mails === 0) return {};
  }
  return { againMs: 0 };
}

/** `dropped`: there is nothing to send. */
type RowOutcome = MailOutcome | { kind: "dropped"; reason: string };

/** Until the identity provider says which is theirs now. */
const noAddress: RowOutcome = { kind: "failed", reason: "The user has no address at present." };

function hasAddress({ to }: MailMessage): boolean {
  return !to.endsWith(".invalid");
}

const gone: RowOutcome = { kind: "refused", reason: "The notification no longer exists." };

/** By the row's ULID. What fails for the whole batch is unknown for each of it. */
async function sendBatch(
  deps: MailDeps,
  { key, rows }: OutboxBatch,
): Promise<ReadonlyMap<string, RowOutcome>> {
  try {
    const { messages, outcomes } = await composeAll(deps, rows);
    const sent =
      messages.size === 0 ? [] : await deps.mailer.sendBatch([...messages.values()], key);
    for (const [index, rowUlid] of [...messages.keys()].entries()) {
      outcomes.set(rowUlid, sent[index] ?? { kind: "unknown", reason: "no outcome" });
    }
    return outcomes;
  } catch (error) {
    const reason = reasonOf(error);
    return new Map(rows.map(({ ulid }) => [ulid, { kind: "unknown", reason }]));
  }
}

/** A message that cannot be composed stops no other. */
async function composeAll(deps: MailDeps, rows: readonly OutboxRow[]) {
  const messages = new Map<string, MailMessage>();
  const outcomes = new Map<string, RowOutcome>();
  const notifications = await deps.db.outbox.loadNotifications(
    rows.map(({ payload }) => payload.notificationUlid),
  );
  const [isChecked, senders] = await Promise.all([
    findCheckedPairs(
      deps,
      [...notifications.values()].map(({ booking }) => booking),
    ),
    deps.db.outbox.loadKnownSenders([...notifications.keys()]),
  ]);
  for (const row of rows) {
    const notification = notifications.get(row.payload.notificationUlid);
    if (!notification) continue;
    const reason = whyNoMail(notification);
    if (reason) {
      outcomes.set(row.ulid, { kind: "dropped", reason });
      continue;
    }
    try {
      const message = await compose(deps, { row, notification, isChecked, senders });
      if (hasAddress(message)) messages.set(row.ulid, message);
      else outcomes.set(row.ulid, noAddress);
    } catch (error) {
      outcomes.set(row.ulid, { kind: "failed", reason: reasonOf(error) });
    }
  }
  for (const [rowUlid, reason] of await findSuppressed(deps, messages)) {
    messages.delete(rowUlid);
    outcomes.set(rowUlid, { kind: "dropped", reason: `The address gets no mail: ${reason}.` });
  }
  return { messages, outcomes };
}

/** The rows whose reader has stopped mail, or cannot get any. */
async function findSuppressed({ db }: Needs<"db">, messages: ReadonlyMap<string, MailMessage>) {
  const hashes = new Map([...messages].map(([rowUlid, { to }]) => [rowUlid, hashAddress(to)]));
  const suppressed = await db.mailSuppressions.find([...hashes.values()]);
  return [...hashes].flatMap(([rowUlid, hash]): [string, string][] => {
    const reason = suppressed.get(hash);
    return reason ? [[rowUlid, reason]] : [];
  });
}

interface RowToCompose {
  row: OutboxRow;
  notification: NotificationToSend;
  isChecked: Awaited<ReturnType<typeof findCheckedPairs>>;
  senders: Awaited<ReturnType<App["db"]["outbox"]["loadKnownSenders"]>>;
}

async function compose(
  deps: MailDeps,
  { row, notification, isChecked, senders }: RowToCompose,
): Promise<MailMessage> {
  const booking = await asSeenBy(deps, notification);
  const reader = roleIn(booking, notification.userUlid);
  return composeMail({
    notification: sinceFirst(notification, row.payload.first),
    booking,
    reader,
    sender: senders.get(notification.ulid) ?? null,
    reading: readingLocale(booking[reader], booking[reader].deviceLocale),
    menteeConnected: isChecked(booking),
    appOrigin: deps.settings.appOrigin,
    unsubscribeToken: signUnsubscribeToken(deps.settings, hashAddress(booking[reader].email)),
    idempotencyKey: row.dedupeKey,
  });
}

/** The last of the changes that the mail tells as one, from what the booking was before the first. */
function sinceFirst(
  last: NotificationToSend,
  first: OutboxRow["payload"]["first"],
): NotificationToSend {
  if (!first) return last;
  const since = { ...last, oldStartTime: first.startTime, oldEndTime: first.endTime };
  const isBack = first.startTime === last.newStartTime && first.endTime === last.newEndTime;
  const isConfirmed = first.status === "pending" && last.booking.status === "accepted";
  return isBack && isConfirmed ? { ...since, kind: "confirmed" } : since;
}

/** The former host reads the mail in the place that they had. */
async function asSeenBy(
  { db }: Needs<"db">,
  { booking, note, userUlid }: NotificationToSend,
): Promise<NotificationToSend["booking"]> {
  const former = note === "formerHost" ? await db.users.getByUlid(userUlid) : null;
  return former ? { ...booking, coach: former, coachUserUlid: former.ulid } : booking;
}

function settle(
  { log }: Needs<"log">,
  { ulid, fence, tries }: OutboxRow,
  outcome: RowOutcome,
): { ulid: string; fence: number } & OutboxOutcome {
  if (outcome.kind === "taken") return { ulid, fence, outcome: "done" };
  const { kind, reason: error } = outcome;
  if (kind === "dropped") return { ulid, fence, outcome: "done", error };
  if (kind === "limited") {
    return { ulid, fence, outcome: kind, error, delayMs: outcome.retryAfterMs };
  }
  log.error("DELIVER_MAIL_ERROR", new Error(`mail ${kind}`), { outboxUlid: ulid, tries });
  if (kind === "refused" || tries >= maxTries) {
    log.error("MAIL_BURIED_ERROR", new Error(`mail ${kind}`), { outboxUlid: ulid });
    return { ulid, fence, outcome: "dead", error };
  }
  return { ulid, fence, outcome: kind, error, delayMs: delayAfter(tries) };
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : "unknown";
}

/** 2 s, 4 s, 8 s … a minute at most. */
function delayAfter(tries: number): number {
  return Math.min(1_000 * 2 ** Math.min(tries, 16), longestWaitMs);
}
