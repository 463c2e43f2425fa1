import { appendFileSync, existsSync, mkdirSync, readFileSync, truncateSync } from "node:fs";
import { createHash, randomUUID } from "node:crypto";
import { join } from "node:path";
import { z } from "zod";
import type { Clock } from "../time/clock.ts";
import { formatInstant, parseInstant } from "./instant.ts";
import { Problem } from "./problem.ts";
import type { Email } from "./read-email.ts";
import { dayMs } from "../time/durations.ts";

const keyLifeMs = dayMs;

const messageSchema = z.object({
  id: z.string(),
  /** Time of acceptance, in UTC. */
  at: z.string(),
  from: z.string(),
  to: z.array(z.string()),
  cc: z.array(z.string()),
  bcc: z.array(z.string()),
  replyTo: z.array(z.string()),
  subject: z.string(),
  text: z.string().nullable(),
  html: z.string().nullable(),
  headers: z.record(z.string(), z.string()),
  tags: z.array(z.object({ name: z.string(), value: z.string() })),
  idempotencyKey: z.string().nullable(),
  /** Of the whole request: detects whether a repeated key comes with the same body. */
  fingerprint: z.string(),
});
export type Message = z.infer<typeof messageSchema>;

/** Every accepted message, oldest first, appended to a file line by line. */
export interface Inbox {
  list(): readonly Message[];
  find(id: string): Message | null;
  /**
   * Accepts a message. The same key within 24 hours returns the first message if the body is the
   * same, and throws a 409 otherwise (resend.com/docs/dashboard/emails/idempotency-keys).
   */
  accept(email: Email, idempotencyKey: string | null): Message;
  /** The same for the messages of one request, under one key. */
  acceptAll(emails: readonly Email[], idempotencyKey: string | null): readonly Message[];
}

/** Opens `messages.jsonl` in `dir`; null keeps the messages in memory. */
export function openInbox(dir: string | null, clock: Clock): Inbox {
  const file = dir === null ? null : join(dir, "messages.jsonl");
  if (dir !== null) mkdirSync(dir, { recursive: true });
  const messages = file === null ? [] : readMessages(file);

  const acceptAll = (emails: readonly Email[], idempotencyKey: string | null) => {
    const at = clock.now();
    const fingerprint = fingerprintOf(emails);
    const earlier = messages.filter(
      (entry) =>
        idempotencyKey !== null &&
        entry.idempotencyKey === idempotencyKey &&
        at - parseInstant(entry.at) < keyLifeMs,
    );
    if (earlier.length > 0) return sameOrRefuse(earlier, fingerprint);
    const accepted = emails.map((email) => toMessage(email, { idempotencyKey, fingerprint, at }));
    messages.push(...accepted);
    const lines = accepted.map((message) => `${JSON.stringify(message)}\n`);
    if (file !== null) appendFileSync(file, lines.join(""), { mode: 0o600 });
    return accepted;
  };
  const accept = (email: Email, idempotencyKey: string | null): Message => {
    const [message] = acceptAll([email], idempotencyKey);
    if (message === undefined) throw new TypeError("One message was given.");
    return message;
  };
  return {
    list: () => messages,
    find: (id) => messages.find((message) => message.id === id) ?? null,
    accept,
    acceptAll,
  };
}

function sameOrRefuse(earlier: readonly Message[], fingerprint: string): readonly Message[] {
  if (earlier.every((message) => message.fingerprint === fingerprint)) return earlier;
  throw new Problem(
    409,
    "invalid_idempotent_request",
    "This idempotency key was used with a different body. Change the key or the body.",
  );
}

function fingerprintOf(emails: readonly Email[]): string {
  return createHash("sha256").update(JSON.stringify(emails)).digest("hex");
}

interface Acceptance {
  idempotencyKey: string | null;
  fingerprint: string;
  at: number;
}

function toMessage(email: Email, { at, ...request }: Acceptance): Message {
  const { reply_to: replyTo, ...rest } = email;
  return { id: randomUUID(), at: formatInstant(at), ...rest, replyTo, ...request };
}

/** A process killed while writing leaves half a line. That call was never answered, so the line is dropped. */
function readMessages(file: string): Message[] {
  if (!existsSync(file)) return [];
  const content = readFileSync(file, "utf8");
  const whole = content.slice(0, content.lastIndexOf("\n") + 1);
  if (whole.length < content.length) truncateSync(file, Buffer.byteLength(whole));
  const lines = whole.split("\n").filter((line) => line !== "");
  return lines.map((line) => messageSchema.parse(JSON.parse(line)));
}
