import { setTimeout as sleep } from "node:timers/promises";
import { minuteMs, secondMs } from "@reslot/cal/time";
import { Resend } from "resend";
import { z } from "zod";
import type { Settings } from "../core/settings.ts";

export interface MailMessage {
  to: string;
  /** Who it is from, before our own address; null: we alone. */
  fromName: string | null;
  /** Where an answer goes; null: to our own address. */
  replyTo: string | null;
  subject: string;
  text: string;
  html: string;
  /** Stops mail to this address, when it is posted to (RFC 8058). */
  unsubscribeUrl: string;
  /** An id that all messages about one meeting refer to, "<…@…>": mail clients show them as a thread (RFC 5322, 3.6.4). */
  threadId: string;
  /** Names this message among all: the provider keeps it as a tag, and a repetition arrives once. */
  idempotencyKey: string;
}

/**
 * The outcome of sending a message. `refused`: it will never be taken. `limited`: not taken now, nor is any
 * other for `retryAfterMs`. `failed`: not taken, for a reason that may pass. `unknown`: perhaps taken;
 * the same batch under the same key finds out.
 */
export type MailOutcome =
  | { kind: "taken" }
  | { kind: "refused" | "failed" | "unknown"; reason: string }
  | { kind: "limited"; reason: string; retryAfterMs: number };

export interface Mailer {
  /**
   * Sends up to `mostPerBatch` messages in one request, and gives the outcome of each, in order. The
   * same messages in the same order under the same key arrive once within 24 h.
   */
  sendBatch(messages: readonly MailMessage[], idempotencyKey: string): Promise<MailOutcome[]>;
}

/** How many messages one request takes (resend.com/docs/api-reference/emails/send-batch-emails). */
export const mostPerBatch = 100;

/**
 * Resend's limit is one for all of a team's keys: 2 requests a second where its documentation was
 * strictest. Its answers say what it is for this team.
 */
const defaultPerSecond = 2;
const timeoutMs = 10 * secondMs;
/** Quotas of a day or a month say only that they are used up; they may be raised at any time. */
const longestWaitMs = 10 * minuteMs;

/** The client's type promises the list, the API does not. */
const takenSchema = z.object({
  errors: z.array(z.object({ index: z.number(), message: z.string() })).default([]),
});

/** Sends through Resend, at most as many requests a second as it allows. */
export function createMailer({ resendApiKey, resendBaseUrl, from }: Settings["mail"]): Mailer {
  const resend = new Resend(resendApiKey, resendBaseUrl ? { baseUrl: resendBaseUrl } : {});
  const pace = createPace();

  const send = async (messages: readonly MailMessage[], key: string): Promise<MailOutcome[]> => {
    const { data, error, headers } = await pace.run(() =>
      resend.batch
        .send(
          messages.map((message) => toEmail(message, from)),
          {
            idempotencyKey: key,
            batchValidation: "permissive",
            signal: AbortSignal.timeout(timeoutMs),
          },
        )
        .catch(() => ({ data: null, error: noAnswer, headers: null })),
    );
    if (!error) {
      const { errors } = takenSchema.parse(data);
      const refusals = new Map(errors.map(({ index, message }) => [index, message]));
      return messages.map((_message, index) => outcomeOf(refusals.get(index)));
    }
    const outcome = readError(error, headers);
    return messages.map(() => outcome);
  };

  /** Each alone, under a key of its own, until the limit is reached. */
  const sendEach = async (messages: readonly MailMessage[]): Promise<MailOutcome[]> => {
    const outcomes: MailOutcome[] = [];
    for (const message of messages) {
      const last = outcomes.at(-1);
      const isLimited = last?.kind === "limited";
      outcomes.push(...(isLimited ? [last] : await send([message], message.idempotencyKey)));
    }
    return outcomes;
  };

  return {
    async sendBatch(messages, idempotencyKey) {
      const outcomes = await send(messages, idempotencyKey);
      const isRefused = outcomes.every(({ kind }) => kind === "refused");
      if (!isRefused || messages.length === 1) return outcomes;
      // The request was refused for a part of it.
      return sendEach(messages);
    },
  };
}

function toEmail(
  { idempotencyKey, unsubscribeUrl, threadId, fromName, replyTo, ...message }: MailMessage,
  ours: string,
) {
  const from = fromName === null ? ours : `${fromName} <${/<(.+)>$/.exec(ours)?.[1] ?? ours}>`;
  // A tag takes ASCII letters, digits, "_" and "-".
  const tags = [{ name: "mail", value: idempotencyKey.replaceAll(/[^\w-]/g, "_") }];
  const headers = {
    References: threadId,
    "In-Reply-To": threadId,
    "List-Unsubscribe": `<${unsubscribeUrl}>`,
    "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
  };
  return { from, ...message, ...(replyTo !== null && { replyTo }), headers, tags };
}

function outcomeOf(refusal: string | undefined): MailOutcome {
  return refusal === undefined ? { kind: "taken" } : { kind: "refused", reason: refusal };
}

interface ProviderError {
  name: string;
  statusCode: number | null;
}

type Headers = Readonly<Record<string, string>> | null;

const noAnswer: ProviderError = { name: "no_answer", statusCode: null };

/** What an error means for every message of the request (resend.com/docs/api-reference/errors). */
function readError({ name, statusCode }: ProviderError, headers: Headers): MailOutcome {
  const reason = `The mail provider answered ${name}.`;
  // An earlier request with this key was taken, and a message has changed since.
  if (name === "invalid_idempotent_request") return { kind: "taken" };
  if (statusCode === 429) {
    return { kind: "limited", reason, retryAfterMs: readRetryAfter(name, headers) };
  }
  if (statusCode === 400 || statusCode === 422) return { kind: "refused", reason };
  const isOurs = statusCode !== null && statusCode < 500 && statusCode !== 409;
  return { kind: isOurs ? "failed" : "unknown", reason };
}

function readRetryAfter(name: string, headers: Headers): number {
  const seconds = Number(headers?.["retry-after"] ?? Number.NaN);
  if (seconds > 0) return Math.min(seconds * secondMs, longestWaitMs);
  return name.endsWith("_quota_exceeded") ? longestWaitMs : secondMs;
}

/**
 * Lets a request start when fewer than the limit are on their way or were answered less than a second ago. The
 * provider counted each before it answered, so no second of its has more, wherever its seconds begin.
 */
function createPace() {
  let perSecond = defaultPerSecond;
  const counting = new Set<Promise<void>>();
  let queue: Promise<unknown> = Promise.resolve();

  async function start<Answer extends { headers: Headers }>(request: () => Promise<Answer>) {
    while (counting.size >= perSecond) await Promise.race(counting);
    const answer = request();
    const counts: Promise<void> = countForASecond().finally(() => counting.delete(counts));
    counting.add(counts);
    return { answer };

    async function countForASecond() {
      const limit = Number((await answer).headers?.["ratelimit-limit"]);
      if (limit > 0) perSecond = limit;
      await sleep(secondMs);
    }
  }

  return {
    /** Runs a request, which never rejects, when it is its turn. */
    async run<Answer extends { headers: Headers }>(
      request: () => Promise<Answer>,
    ): Promise<Answer> {
      const started = queue.then(() => start(request));
      queue = started;
      return (await started).answer;
    },
  };
}
