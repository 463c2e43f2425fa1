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
  /** Detects whether a repeated key comes with the same body. */
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
}

/** Opens `messages.jsonl` in `dir`; null keeps the messages in memory. */
export function openInbox(dir: string | null, clock: Clock): Inbox {
  const file = dir === null ? null : join(dir, "messages.jsonl");
  if (dir !== null) mkdirSync(dir, { recursive: true });
  const messages = file === null ? [] : readMessages(file);

  const accept = (email: Email, idempotencyKey: string | null): Message => {
    const message = toMessage(email, idempotencyKey, clock.now());
    const earlier = messages.findLast(
      (entry) =>
        idempotencyKey !== null &&
        entry.idempotencyKey === idempotencyKey &&
        clock.now() - parseInstant(entry.at) < keyLifeMs,
    );
    if (earlier !== undefined) return sameOrRefuse(earlier, message);
    messages.push(message);
    if (file !== null) appendFileSync(file, `${JSON.stringify(message)}\n`, { mode: 0o600 });
    return message;
  };
  return {
    list: () => messages,
    find: (id) => messages.find((message) => message.id === id) ?? null,
    accept,
  };
}

function sameOrRefuse(earlier: Message, message: Message): Message {
  if (earlier.fingerprint === message.fingerprint) return earlier;
  throw new Problem(
    409,
    "invalid_idempotent_request",
    "This idempotency key was used with a different body. Change the key or the body.",
  );
}

function toMessage(email: Email, idempotencyKey: string | null, nowMs: number): Message {
  const { reply_to: replyTo, ...rest } = email;
  const fingerprint = createHash("sha256").update(JSON.stringify(email)).digest("hex");
  return {
    id: randomUUID(),
    at: formatInstant(nowMs),
    ...rest,
    replyTo,
    idempotencyKey,
    fingerprint,
  };
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
