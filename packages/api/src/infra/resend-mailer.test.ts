import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";
import { minuteMs } from "@reslot/cal/time";
import { expect, it, onTestFinished, vi } from "vitest";
import { z } from "zod";
import { createMailer } from "./resend-mailer.ts";

interface Answer {
  status: number;
  body: object;
  headers?: Record<string, string>;
}

const refused = { status: 422, body: { name: "validation_error", statusCode: 422, message: "" } };
const limited = (retryAfter: number): Answer => ({
  status: 429,
  body: { name: "daily_quota_exceeded", statusCode: 429, message: "" },
  headers: { "retry-after": String(retryAfter) },
});

/** A mailer whose provider gives these answers, one after the other, and how many messages each request had. */
async function arrange(answers: Answer[], from = "a@b.c") {
  const sizes: number[] = [];
  const bodies: unknown[] = [];
  const answer = (response: ServerResponse): void => {
    const { status, body, headers } = answers.shift() ?? { status: 500, body: {} };
    response.writeHead(status, { "ratelimit-limit": "1000", ...headers });
    response.end(JSON.stringify(body));
  };
  const server = createServer((request, response) => {
    const receive = async () => {
      const batch = z.array(z.unknown()).parse(await json(request));
      sizes.push(batch.length);
      bodies.push(...batch);
      answer(response);
    };
    void receive();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const resendBaseUrl = `http://127.0.0.1:${port}`;
  const mailer = createMailer({ resendApiKey: "re_test", resendBaseUrl, from });
  return { sizes, bodies, mailer };
}

const messages = ["one", "two", "three"].map((key) => ({
  to: `${key}@example.com`,
  fromName: null,
  replyTo: null,
  subject: key,
  text: key,
  html: key,
  unsubscribeUrl: `https://reslot.example.com/api/unsubscribe/${key}`,
  threadId: "<meeting.01KC3M8QZ4ABCDEFGHJKMNPQRT@reslot.example.com>",
  idempotencyKey: key,
}));

it("the mailer sends no further message of a refused batch once the limit is reached", async () => {
  const taken = { status: 200, body: { data: [{ id: "1" }] } };
  const { mailer, sizes } = await arrange([refused, taken, limited(7)]);

  const outcomes = await mailer.sendBatch(messages, "key");

  expect(outcomes.map(({ kind }) => kind)).toEqual(["taken", "limited", "limited"]);
  expect(outcomes.at(-1)).toMatchObject({ retryAfterMs: 7_000 });
  expect(sizes).toEqual([3, 1, 1]);
});

it("the mailer takes an answer without a list of errors for a batch that was taken", async () => {
  const { mailer } = await arrange([{ status: 200, body: { data: [] } }]);

  const outcomes = await mailer.sendBatch(messages, "key");

  expect(outcomes).toEqual(messages.map(() => ({ kind: "taken" })));
});

it("the mailer asks again after ten minutes, however long a quota is used up", async () => {
  const { mailer } = await arrange([limited(86_400)]);

  const [outcome] = await mailer.sendBatch(messages, "key");

  expect(outcome).toMatchObject({ kind: "limited", retryAfterMs: 10 * minuteMs });
});

it("the mailer waits ten seconds for an answer, and then cannot tell whether the batch was taken", async () => {
  const limit = vi.spyOn(AbortSignal, "timeout").mockReturnValue(AbortSignal.abort());
  onTestFinished(() => limit.mockRestore());
  const { mailer } = await arrange([]);

  const outcomes = await mailer.sendBatch(messages, "key");

  expect(outcomes.map(({ kind }) => kind)).toEqual(messages.map(() => "unknown"));
  expect(limit.mock.calls).toEqual([[10_000]]);
});

it("the mailer sends in a person's name from our own address, with a way to stop it", async () => {
  const taken = { status: 200, body: { data: [] } };
  const { mailer, bodies } = await arrange([taken], "Reslot <reslot@example.com>");
  const [plain, ...rest] = messages;
  if (!plain) throw new Error("no message");

  const named = { ...plain, fromName: "Sam via Reslot", replyTo: "sam@cal.example" };
  await mailer.sendBatch([named, ...rest], "key");

  expect(bodies).toMatchObject([
    {
      from: "Sam via Reslot <reslot@example.com>",
      reply_to: "sam@cal.example",
      headers: {
        References: "<meeting.01KC3M8QZ4ABCDEFGHJKMNPQRT@reslot.example.com>",
        "In-Reply-To": "<meeting.01KC3M8QZ4ABCDEFGHJKMNPQRT@reslot.example.com>",
        "List-Unsubscribe": "<https://reslot.example.com/api/unsubscribe/one>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
      },
    },
    { from: "Reslot <reslot@example.com>" },
    {},
  ]);
  expect(bodies[1]).not.toHaveProperty("reply_to");
});
