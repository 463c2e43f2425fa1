import { appendFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Resend } from "resend";
import { describe, expect, it, onTestFinished } from "vitest";
import { type Clock, systemClock } from "../../src/time/clock.ts";
import type { Message } from "../../src/mail/inbox.ts";
import { startServer } from "../../src/mail/server.ts";
import { dayMs } from "../../src/time/durations.ts";

const email = {
  from: "Reslot <reslot@example.test>",
  to: ["alex@example.test"],
  subject: "Your meeting moved",
  text: "It is on Tuesday now.",
  html: "<p>It is on <b>Tuesday</b> now.</p>",
  headers: { "X-Entity-Ref-ID": "01J" },
};

/** `perSecond`: high enough by default that only the tests of the limit meet it. */
async function startInbox({
  perSecond = 1_000,
  ...options
}: { dir?: string; clock?: Clock; perSecond?: number | null } = {}) {
  const server = await startServer(
    { port: 0, dir: options.dir ?? null, ...(perSecond !== null && { perSecond }) },
    options.clock ?? systemClock,
  );
  onTestFinished(() => server.close());
  const resend = new Resend("re_test", { baseUrl: server.url });
  const messages = async () =>
    (await (await fetch(`${server.url}/_sandbox/messages`)).json()) as Message[];
  const setFault = (fault: object) =>
    fetch(`${server.url}/_sandbox/faults`, { method: "POST", body: JSON.stringify(fault) });
  return { ...server, resend, messages, setFault };
}

function makeDir(): string {
  const dir = mkdtempSync(join(tmpdir(), "mail-"));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

describe("the mail stand-in", () => {
  it("accepts a message and lists it", async () => {
    const { resend, messages } = await startInbox();

    const { data, error } = await resend.emails.send(email, { idempotencyKey: "moved/1" });

    expect(error).toBeNull();
    expect(await messages()).toEqual([
      expect.objectContaining({ ...email, id: data?.id, idempotencyKey: "moved/1" }),
    ]);
  });

  it("lists the newest message first", async () => {
    const { resend, messages } = await startInbox();
    await resend.emails.send({ ...email, subject: "First" });
    await resend.emails.send({ ...email, subject: "Second" });

    const subjects = (await messages()).map(({ subject }) => subject);

    expect(subjects).toEqual(["Second", "First"]);
  });

  it("returns a message by its id", async () => {
    const { resend } = await startInbox();
    const sent = await resend.emails.send({ ...email, to: "alex@example.test" });

    const { data } = await resend.emails.get(sent.data?.id ?? "");

    expect(data).toMatchObject({
      object: "email",
      to: ["alex@example.test"],
      last_event: "delivered",
    });
  });

  it("answers 404 for an unknown message", async () => {
    const { resend } = await startInbox();

    const { error } = await resend.emails.get("nothing");

    expect(error).toMatchObject({ statusCode: 404, name: "not_found" });
  });
});

describe("idempotency keys", () => {
  it("accept a repeated call only once", async () => {
    const { resend, messages } = await startInbox();

    const first = await resend.emails.send(email, { idempotencyKey: "k" });
    const again = await resend.emails.send(email, { idempotencyKey: "k" });

    expect(again.data?.id).toBe(first.data?.id);
    expect(await messages()).toHaveLength(1);
  });

  it("conflict when the same key comes with another body", async () => {
    const { resend, messages } = await startInbox();
    await resend.emails.send(email, { idempotencyKey: "k" });

    const { error } = await resend.emails.send(
      { ...email, subject: "Other" },
      { idempotencyKey: "k" },
    );

    expect(error).toMatchObject({ statusCode: 409, name: "invalid_idempotent_request" });
    expect(await messages()).toHaveLength(1);
  });

  it("expire after a day", async () => {
    let now = systemClock.now();
    const { resend, messages } = await startInbox({ clock: { now: () => now } });
    await resend.emails.send(email, { idempotencyKey: "k" });
    now += dayMs;

    await resend.emails.send(email, { idempotencyKey: "k" });

    expect(await messages()).toHaveLength(2);
  });

  it("are refused when they are too long", async () => {
    const { resend } = await startInbox();

    const { error } = await resend.emails.send(email, { idempotencyKey: "k".repeat(257) });

    expect(error).toMatchObject({ statusCode: 400, name: "invalid_idempotency_key" });
  });
});

describe("validation of messages", () => {
  it.each([
    [{ from: "" }, "missing_required_field", "Missing `from` field."],
    [{ subject: "" }, "missing_required_field", "Missing `subject` field."],
    [{ to: ["nobody"] }, "validation_error", "Invalid `to` field."],
    [{ from: "Reslot" }, "validation_error", "Invalid `from` field."],
  ])("refuses %o with %s", async (change, name, message) => {
    const { resend } = await startInbox();

    const { error } = await resend.emails.send({ ...email, ...change });

    expect(error).toMatchObject({ statusCode: 422, name });
    expect(error?.message).toContain(message);
  });

  it("refuses a call without an API key or with a malformed one", async () => {
    const { url } = await startInbox();
    const post = (headers: Record<string, string>) =>
      fetch(`${url}/emails`, { method: "POST", headers, body: JSON.stringify(email) });

    const without = await post({});
    const wrong = await post({ authorization: "Bearer sk_1" });

    expect(await without.json()).toMatchObject({ statusCode: 401, name: "missing_api_key" });
    expect(await wrong.json()).toMatchObject({ statusCode: 401, name: "validation_error" });
  });
});

describe("batches", () => {
  const batch = (...addresses: string[]) => addresses.map((to) => ({ ...email, to: [to] }));
  const permissive = { batchValidation: "permissive" } as const;

  it("are accepted message by message, and once for one key", async () => {
    const { resend, messages } = await startInbox();
    const both = batch("alex@example.test", "sam@example.test");

    const first = await resend.batch.send(both, { idempotencyKey: "k" });
    const again = await resend.batch.send(both, { idempotencyKey: "k" });
    const other = await resend.batch.send(both.slice(1), { idempotencyKey: "k" });

    expect(first.data?.data).toHaveLength(2);
    expect(again.data).toEqual(first.data);
    expect(other.error).toMatchObject({ statusCode: 409, name: "invalid_idempotent_request" });
    expect((await messages()).map(({ to }) => to[0])).toEqual([
      "sam@example.test",
      "alex@example.test",
    ]);
  });

  it("are refused as a whole for one invalid message, unless they are permissive", async () => {
    const { resend, messages } = await startInbox();
    const mixed = batch("alex@example.test", "nowhere", "sam@example.test");

    const strict = await resend.batch.send(mixed);
    expect(strict.error).toMatchObject({ statusCode: 422, name: "validation_error" });
    expect(await messages()).toEqual([]);

    const { data } = await resend.batch.send(mixed, permissive);
    expect(data?.data).toHaveLength(2);
    expect(data?.errors).toEqual([
      { index: 1, message: expect.stringContaining("Invalid `to` field") },
    ]);
    expect(await messages()).toHaveLength(2);
  });

  it("have at most a hundred messages, without attachments or a time", async () => {
    const { resend } = await startInbox();
    const many = Array.from({ length: 101 }, () => email);

    expect((await resend.batch.send(many)).error).toMatchObject({ statusCode: 422 });
    expect((await resend.batch.send([])).error).toMatchObject({ statusCode: 422 });
    const later = await resend.batch.send([{ ...email, scheduledAt: "in 1 hour" }], permissive);
    expect(later.data?.errors).toHaveLength(1);
  });
});

describe("the rate limit", () => {
  it("answers two calls a second, and says in its headers what is left", async () => {
    let now = systemClock.now();
    const { resend, url } = await startInbox({ clock: { now: () => now }, perSecond: null });

    const first = await resend.batch.send([email]);
    await resend.emails.send(email);
    const third = await resend.batch.send([email]);
    now += 1_000;
    const fourth = await resend.batch.send([email]);

    expect(first.headers).toMatchObject({ "ratelimit-limit": "2", "ratelimit-remaining": "1" });
    expect(third.error).toMatchObject({ statusCode: 429, name: "rate_limit_exceeded" });
    expect(third.headers).toMatchObject({ "ratelimit-remaining": "0", "retry-after": "1" });
    expect(fourth.error).toBeNull();
    const counts = await fetch(`${url}/_sandbox/limits`);
    expect(await counts.json()).toEqual({ perSecond: 2, answered: 3, refused: 1 });
  });

  it("can be raised, as a team may ask for", async () => {
    const { resend, url } = await startInbox({ perSecond: null });
    const body = JSON.stringify({ perSecond: 10 });
    await fetch(`${url}/_sandbox/limits`, { method: "POST", body });

    expect((await resend.batch.send([email])).headers).toMatchObject({ "ratelimit-limit": "10" });
  });

  it("can be a quota of the day, with its own wait", async () => {
    const { resend, setFault } = await startInbox();
    await setFault({ status: 429, name: "daily_quota_exceeded", retryAfter: 600 });

    const { error, headers } = await resend.batch.send([email]);

    expect(error).toMatchObject({ statusCode: 429, name: "daily_quota_exceeded" });
    expect(headers).toMatchObject({ "retry-after": "600" });
  });
});

describe("faults of the mail stand-in", () => {
  it("fail as many calls as configured, and then none", async () => {
    const { resend, messages, setFault } = await startInbox();
    await setFault({ status: 500, times: 2 });

    const answers = [
      await resend.emails.send(email),
      await resend.emails.send(email),
      await resend.emails.send(email),
    ];

    expect(answers.map(({ error }) => error?.statusCode ?? null)).toEqual([500, 500, null]);
    expect(await messages()).toHaveLength(1);
  });

  it("can lose the response after the message was accepted", async () => {
    const { resend, messages, setFault } = await startInbox();
    await setFault({ status: 503, times: 1, afterCommit: true });

    const lost = await resend.emails.send(email, { idempotencyKey: "k" });
    const again = await resend.emails.send(email, { idempotencyKey: "k" });

    expect(lost.error?.statusCode).toBe(503);
    expect(again.error).toBeNull();
    expect(await messages()).toHaveLength(1);
  });
});

describe("stored messages", () => {
  it("survive a restart together with their idempotency keys", async () => {
    const dir = makeDir();
    const first = await startInbox({ dir });
    const sent = await first.resend.emails.send(email, { idempotencyKey: "k" });
    await first.close();

    const second = await startInbox({ dir });

    const again = await second.resend.emails.send(email, { idempotencyKey: "k" });
    expect(again.data?.id).toBe(sent.data?.id);
    expect(await second.messages()).toHaveLength(1);
  });

  it("leave out a half-written line", async () => {
    const dir = makeDir();
    const first = await startInbox({ dir });
    await first.resend.emails.send(email);
    await first.close();
    appendFileSync(join(dir, "messages.jsonl"), '{"id":"half');

    const second = await startInbox({ dir });
    await second.resend.emails.send(email);
    await second.close();

    const third = await startInbox({ dir });
    expect(await third.messages()).toHaveLength(2);
  });
});

describe("the inbox page", () => {
  it("shows messages without running or loading their content", async () => {
    const { url, resend } = await startInbox();
    const hostile = "<script>alert(1)</script>";
    const sent = await resend.emails.send({ ...email, subject: hostile, html: hostile });

    const page = await fetch(url);
    const message = await fetch(`${url}/messages/${sent.data?.id}`);

    const text = await page.text();
    expect(text).toContain("It is on Tuesday now.");
    expect(text).not.toContain(hostile);
    expect(message.headers.get("content-security-policy")).toContain("sandbox");
  });
});
