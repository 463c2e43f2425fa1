import { type Context, Hono, type MiddlewareHandler } from "hono";
import type { Clock } from "../time/clock.ts";
import { type Events, eventSchema } from "./events.ts";
import { createFaultBook, type FaultBook, faultSchema, problemOf } from "./faults.ts";
import type { Inbox, Message } from "./inbox.ts";
import { renderPage } from "./page.ts";
import { Problem } from "./problem.ts";
import { createRateLimit, limitSchema, type RateLimit } from "./rate-limit.ts";
import { readBatch } from "./read-batch.ts";
import { readEmail } from "./read-email.ts";

/** The whole stand-in: Resend's API, the controls under /_sandbox, and a page that shows the messages. */
export function createApp(
  inbox: Inbox,
  { clock, events, perSecond }: { clock: Clock; events: Events; perSecond?: number | undefined },
): Hono {
  const app = new Hono();
  const faults = createFaultBook();
  const limit = createRateLimit(clock, perSecond);
  app.use("/emails/*", limitRate(limit));
  addApiRoutes(app, { inbox, faults, events });
  addControls(app, { faults, limit, inbox, events });
  addPages(app, inbox);
  app.notFound((c) => answer(c, new Problem(404, "not_found", "There is no such endpoint.")));
  app.onError((error, c) => {
    if (error instanceof Problem) return answer(c, error);
    console.error(error);
    return answer(c, new Problem(500, "internal_server_error", "Internal error."));
  });
  return app;
}

function answer(c: Context, problem: Problem): Response {
  if (problem.status === 429) c.header("retry-after", String(problem.retryAfter));
  return c.json(problem.toBody(), problem.status);
}

/** Every answer says how much is left of the second (resend.com/docs/api-reference/rate-limit). */
function limitRate(limit: RateLimit): MiddlewareHandler {
  return async (c, next) => {
    const call = limit.count();
    c.header("ratelimit-limit", String(call.limit));
    c.header("ratelimit-remaining", String(call.remaining));
    c.header("ratelimit-reset", String(call.resetSeconds));
    if (call.allowed) return next();
    const message = `Too many requests. You can only make ${call.limit} requests per second. See rate limit response headers for more information.`;
    throw new Problem(429, "rate_limit_exceeded", message);
  };
}

function addApiRoutes(app: Hono, { inbox, faults, events }: Omit<Controlled, "limit">): void {
  const withFault = <T>(accept: () => T): T => {
    const fault = faults.take();
    if (fault !== null && !fault.afterCommit) throw problemOf(fault);
    const accepted = accept();
    if (fault !== null) throw problemOf(fault);
    return accepted;
  };
  app.post("/emails", async (c) => {
    checkApiKey(c, 401);
    const [body, key] = [await readJson(c), readIdempotencyKey(c)];
    const message = withFault(() => inbox.accept(readEmail(body), key));
    events.onAccepted([message]);
    return c.json({ id: message.id });
  });
  app.post("/emails/batch", async (c) => {
    checkApiKey(c, 401);
    const [body, key] = [await readJson(c), readIdempotencyKey(c)];
    const isPermissive = c.req.header("x-batch-validation") === "permissive";
    const { messages, errors } = withFault(() => {
      const batch = readBatch(body, isPermissive ? "permissive" : "strict");
      return { messages: inbox.acceptAll(batch.emails, key), errors: batch.errors };
    });
    events.onAccepted(messages);
    return c.json({ data: messages.map(({ id }) => ({ id })), ...(isPermissive && { errors }) });
  });
  app.get("/emails/:id", (c) => {
    checkApiKey(c, 400);
    const message = inbox.find(c.req.param("id"));
    if (message === null) throw new Problem(404, "not_found", "Email not found");
    return c.json(emailShape(message));
  });
}

function checkApiKey(c: Context, invalidStatus: 400 | 401): void {
  const header = c.req.header("authorization") ?? "";
  if (header === "") throw new Problem(401, "missing_api_key", "Missing API Key");
  if (!/^Bearer re_\S+$/.test(header))
    throw new Problem(invalidStatus, "validation_error", "API key is invalid");
}

function readIdempotencyKey(c: Context): string | null {
  const key = c.req.header("idempotency-key");
  if (key === undefined) return null;
  if (key.length >= 1 && key.length <= 256) return key;
  throw new Problem(
    400,
    "invalid_idempotency_key",
    "Idempotency keys, if present, must have between 1 and 256 characters.",
  );
}

async function readJson(c: Context): Promise<unknown> {
  try {
    return await c.req.json();
  } catch {
    throw new Problem(400, "validation_error", "The body must be JSON.");
  }
}

function emailShape(message: Message) {
  return {
    object: "email",
    id: message.id,
    message_id: `<${message.id}@mail.test>`,
    to: message.to,
    from: message.from,
    created_at: message.at,
    subject: message.subject,
    html: message.html,
    text: message.text,
    cc: message.cc,
    bcc: message.bcc,
    reply_to: message.replyTo,
    tags: message.tags,
    last_event: "delivered",
    scheduled_at: null,
  };
}

interface Controlled {
  inbox: Inbox;
  faults: FaultBook;
  limit: RateLimit;
  events: Events;
}

function addControls(app: Hono, { inbox, faults, limit, events }: Controlled): void {
  app.get("/_sandbox/health", (c) => c.json({ ok: true }));
  app.get("/_sandbox/messages", (c) => c.json(inbox.list().toReversed()));
  app.post("/_sandbox/faults", async (c) => {
    const fault = faultSchema.safeParse(await readJson(c));
    if (!fault.success) throw new Problem(400, "validation_error", "Expected { status, times }.");
    faults.set(fault.data);
    return c.json({ ok: true });
  });
  app.post("/_sandbox/events", async (c) => {
    const event = eventSchema.safeParse(await readJson(c));
    if (!event.success) throw new Problem(400, "validation_error", "Expected { to, type }.");
    const message = inbox.list().findLast(({ to }) => to.includes(event.data.to));
    if (!message) throw new Problem(404, "not_found", "Email not found");
    return c.json({ status: await events.send(message, event.data) });
  });
  app.get("/_sandbox/limits", (c) => c.json(limit.counts()));
  app.post("/_sandbox/limits", async (c) => {
    const limits = limitSchema.safeParse(await readJson(c));
    if (!limits.success) throw new Problem(400, "validation_error", "Expected { perSecond }.");
    limit.setPerSecond(limits.data.perSecond);
    return c.json({ ok: true });
  });
}

function addPages(app: Hono, inbox: Inbox): void {
  app.get("/", (c) => {
    c.header(
      "content-security-policy",
      "default-src 'none'; style-src 'unsafe-inline'; frame-src 'self'",
    );
    return c.html(renderPage(inbox.list().toReversed()));
  });
  app.get("/messages/:id", (c) => {
    const message = inbox.find(c.req.param("id"));
    if (message === null || message.html === null) return c.notFound();
    // Messages contain untrusted text: they must not run or load anything. Links open outside the
    // frame.
    c.header(
      "content-security-policy",
      "sandbox allow-top-navigation-by-user-activation; default-src 'none'; style-src 'unsafe-inline'; img-src data:",
    );
    return c.html(`<base target="_top">${message.html}`);
  });
}
