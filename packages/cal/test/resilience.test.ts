import { type ServerResponse } from "node:http";
import { describe, expect, it, vi } from "vitest";
import { CalError, createCalClient } from "../src/index.ts";
import { fixedClock } from "../src/time/index.ts";
import { bookingAnswer } from "./answers.ts";
import { envelope, sendJson, startServer } from "./local-server.ts";

const me = { data: { id: 1, email: "a@b.test", username: "a", timeZone: "UTC" } };
const move = { start: "2026-12-03T11:00:00.000Z", rescheduledBy: "a@b.test" };
const query = { eventTypeId: 1, start: "2026-12-01", end: "2026-12-02" };

/** A busy machine takes longer than a second for forty connections. */
const waiting = { timeout: 10_000 };

const settled = (promise: Promise<unknown>) => promise.catch((error: unknown) => error);

describe("reads", () => {
  it("are tried again after a gateway error, and succeed", async (context) => {
    const server = await startServer(context, (response, _, count) =>
      sendJson(response, count < 3 ? { status: 503, body: {} } : { body: me }),
    );

    await expect(createCalClient({ baseUrl: server.url }).me.get()).resolves.toMatchObject({
      id: 1,
    });
    expect(server.seen).toHaveLength(3);
  });

  it("wait as long as a 429 asks, when that is short", async (context) => {
    const server = await startServer(context, (response, _, count) =>
      sendJson(
        response,
        count === 1
          ? {
              status: 429,
              body: envelope("ThrottlerException", "slow down"),
              headers: { "x-ratelimit-reset-default": "1" },
            }
          : { body: me },
      ),
    );

    await expect(createCalClient({ baseUrl: server.url }).me.get()).resolves.toMatchObject({
      id: 1,
    });
    expect(server.seen).toHaveLength(2);
  });

  it("give up at once when a 429 asks for longer than a person waits", async (context) => {
    const server = await startServer(context, (response) =>
      sendJson(response, {
        status: 429,
        body: envelope("ThrottlerException", "slow down"),
        headers: { "x-ratelimit-reset-default": "30" },
      }),
    );
    const clock = fixedClock("2026-12-01T00:00:00Z");

    await expect(createCalClient({ baseUrl: server.url, clock }).me.get()).rejects.toMatchObject({
      code: "RATE_LIMITED",
      retryAfterMs: 30_000,
    });
    expect(server.seen).toHaveLength(1);
  });

  it("give every try only what is left of eight seconds", async (context) => {
    const clock = fixedClock("2026-12-01T00:00:00Z");
    const server = await startServer(context, (response, _, count) => {
      if (count > 1) return; // silence
      clock.advance(7_400); // what is left is long enough for a busy machine to send another try
      response.socket?.destroy();
    });
    const timeouts = { readMs: 60_000 };

    const reading = createCalClient({ baseUrl: server.url, clock, timeouts }).me.get();

    await expect(reading).rejects.toMatchObject({ details: { reason: "timeout" } });
    expect(server.seen).toHaveLength(3);
  });

  it("stop when they are aborted, also in the middle", async (context) => {
    const controller = new AbortController();
    const server = await startServer(context, () => controller.abort());
    const reading = settled(
      createCalClient({ baseUrl: server.url }).me.get({ signal: controller.signal }),
    );

    await expect(reading).resolves.toMatchObject({
      code: "UNREACHABLE",
      details: { reason: "aborted" },
    });
    expect(server.seen).toHaveLength(1);
  });

  it("are not sent when they were aborted before", async (context) => {
    const server = await startServer(context, (response) => sendJson(response, { body: me }));
    const signal = AbortSignal.abort();

    await expect(createCalClient({ baseUrl: server.url }).me.get({ signal })).rejects.toMatchObject(
      {
        code: "NOT_SENT",
      },
    );
    expect(server.seen).toHaveLength(0);
  });
});

describe("a move", () => {
  it("is sent once, whatever becomes of it", async (context) => {
    const server = await startServer(context, (response) =>
      sendJson(response, { status: 503, body: {} }),
    );
    const cal = createCalClient({ baseUrl: server.url });

    expect(await settled(cal.bookings.reschedule("o", move))).toMatchObject({
      code: "SERVER_ERROR",
      outcomeUnknown: true,
    });
    expect(server.seen).toHaveLength(1);
  });

  it("is not stopped by an abort once it has left", async (context) => {
    const controller = new AbortController();
    const server = await startServer(context, (response) => {
      controller.abort();
      setTimeout(() => sendJson(response, { status: 201, body: { data: bookingAnswer("n") } }), 30);
    });

    const moved = createCalClient({ baseUrl: server.url }).bookings.reschedule("o", move, {
      signal: controller.signal,
    });

    await expect(moved).resolves.toMatchObject({ uid: "n" });
  });

  it("is not sent when it was aborted before", async (context) => {
    const server = await startServer(context, (response) => sendJson(response, { body: me }));
    const cal = createCalClient({ baseUrl: server.url });

    const moved = cal.bookings.reschedule("o", move, { signal: AbortSignal.abort() });

    await expect(moved).rejects.toMatchObject({ code: "NOT_SENT", outcomeUnknown: false });
    expect(server.seen).toHaveLength(0);
  });

  it("does not wait behind a storm of slot reads, of which each gets its turn", async (context) => {
    const held: ServerResponse[] = [];
    let isSilent = true;
    const server = await startServer(context, (response, { method }) => {
      if (method === "POST")
        sendJson(response, { status: 201, body: { data: bookingAnswer("n") } });
      else if (isSilent) held.push(response);
      else sendJson(response, { body: { data: {} } });
    });
    const cal = createCalClient({ baseUrl: server.url });
    const storm = Array.from({ length: 90 }, () => cal.slots.list(query));

    const moved = await cal.bookings.reschedule("o", move);

    expect(moved.uid).toBe("n");
    await vi.waitFor(() => expect(held).toHaveLength(40), waiting);
    const urgent = createCalClient({ baseUrl: server.url, isUrgent: true });
    storm.push(urgent.slots.list(query));
    await vi.waitFor(() => expect(held).toHaveLength(41), waiting);

    isSilent = false;
    for (const response of held) sendJson(response, { body: { data: {} } });
    await expect(Promise.all(storm)).resolves.toHaveLength(91);
  });
});

describe("too many reads at once", () => {
  it("are held back, with a time to wait, and do not count as a failure of the host", async (context) => {
    const server = await startServer(context, (response) => sendJson(response, { body: me }));
    const cal = createCalClient({ baseUrl: server.url });
    const outcomes = Array.from({ length: 642 }, () => settled(cal.me.get()));

    const refused = (await Promise.all(outcomes)).filter((each) => each instanceof CalError);

    expect(refused).toHaveLength(2);
    expect(refused[0]).toMatchObject({ code: "HELD_BACK", retryAfterMs: 2_000, answered: false });
    await expect(cal.me.get()).resolves.toMatchObject({ id: 1 });
  });

  it("of one person leave the others their turn", async (context) => {
    let release = () => {};
    const released = new Promise<void>((resolve) => (release = resolve));
    const server = await startServer(context, async (response) => {
      await released;
      sendJson(response, { body: me });
    });
    const clientOf = (queueKey: string) => createCalClient({ baseUrl: server.url, queueKey });
    const done: string[] = [];
    const ask = (person: string) =>
      clientOf(person)
        .me.get()
        .then(() => done.push(person));
    const greedy = Array.from({ length: 300 }, () => ask("greedy"));
    const modest = ask("modest");

    release();
    await modest;
    expect(done.length).toBeLessThan(150);
    await Promise.all(greedy);
  });
});

describe("a budget", () => {
  it("is asked before each try, and learns the limit from each answer", async (context) => {
    const server = await startServer(context, (response, _, count) =>
      sendJson(response, {
        ...(count === 1 ? { status: 503, body: {} } : { body: me }),
        headers: {
          "x-ratelimit-limit-default": "120",
          "x-ratelimit-remaining-default": String(120 - count),
          "x-ratelimit-reset-default": "60",
        },
      }),
    );
    const budget = { take: vi.fn(() => 0), onAnswer: vi.fn() };

    await createCalClient({ baseUrl: server.url, budget }).me.get();

    expect(budget.take).toHaveBeenCalledTimes(2);
    expect(budget.onAnswer.mock.calls).toEqual(
      [119, 118].map((remaining) => [
        { rateLimit: { limit: 120, remaining, resetMs: 60_000 }, refusedForMs: 0 },
      ]),
    );
  });

  it("is asked only when a call's turn has come, so that nothing it grants waits", async (context) => {
    const held: ServerResponse[] = [];
    const server = await startServer(context, (response) => void held.push(response));
    const budget = { take: vi.fn(() => 0) };
    const cal = createCalClient({ baseUrl: server.url, budget });

    const reads = Array.from({ length: 45 }, () => cal.me.get());
    await vi.waitFor(() => expect(held).toHaveLength(40), waiting);
    expect(budget.take).toHaveBeenCalledTimes(40);

    for (const response of held) sendJson(response, { body: me });
    await vi.waitFor(() => expect(held).toHaveLength(45), waiting);
    for (const response of held.slice(40)) sendJson(response, { body: me });
    await Promise.all(reads);
    expect(budget.take).toHaveBeenCalledTimes(45);
  });

  it("learns from a refusal how long the credential is refused", async (context) => {
    const server = await startServer(context, (response) =>
      sendJson(response, {
        status: 429,
        body: envelope("ThrottlerException", "slow down"),
        headers: { "retry-after": "30" },
      }),
    );
    const budget = { take: () => 0, onAnswer: vi.fn() };

    await settled(createCalClient({ baseUrl: server.url, budget }).me.get());

    expect(budget.onAnswer.mock.calls).toEqual([[{ rateLimit: null, refusedForMs: 30_000 }]]);
  });

  it("that has none left holds reads and writes back, unsent and untried", async (context) => {
    const server = await startServer(context, (response) => sendJson(response, { body: me }));
    const budget = { take: vi.fn(async () => 7_000) };
    const cal = createCalClient({ baseUrl: server.url, budget });
    const heldBack = { code: "HELD_BACK", retryAfterMs: 7_000, outcomeUnknown: false };

    await expect(cal.me.get()).rejects.toMatchObject(heldBack);
    await expect(cal.bookings.reschedule("o", move)).rejects.toMatchObject(heldBack);
    expect(budget.take).toHaveBeenCalledTimes(2);
    expect(server.seen).toHaveLength(0);
  });
});

describe("the circuit breaker", () => {
  it("opens when the host fails, refuses moves unsent, and is shared by all clients of the host", async (context) => {
    const server = await startServer(context, (response) => void response.destroy());
    const client = () => createCalClient({ baseUrl: server.url });

    await Promise.all(Array.from({ length: 6 }, () => settled(client().me.get())));
    const seenBefore = server.seen.length;
    const refused = await settled(client().bookings.reschedule("o", move));
    const refusedRead = await settled(client().me.get());

    expect(refused).toMatchObject({
      code: "NOT_SENT",
      details: { reason: "breakerOpen" },
      outcomeUnknown: false,
    });
    expect(refusedRead).toMatchObject({ code: "NOT_SENT" });
    expect(server.seen).toHaveLength(seenBefore);
  });

  it("is tried by a read once its time is over, never by a move", async (context) => {
    let isDown = true;
    const server = await startServer(context, (response) => {
      if (isDown) response.destroy();
      else sendJson(response, { status: 500, body: envelope("INTERNAL_SERVER_ERROR", "no") });
    });
    const cal = createCalClient({ baseUrl: server.url });
    await Promise.all(Array.from({ length: 6 }, () => settled(cal.me.get())));
    const seenBefore = server.seen.length;
    isDown = false;
    const later = vi.spyOn(Date, "now").mockReturnValue(Date.now() + 16_000);
    context.onTestFinished(() => later.mockRestore());

    expect(await settled(cal.bookings.reschedule("o", move))).toMatchObject({ code: "NOT_SENT" });
    expect(server.seen).toHaveLength(seenBefore);
    expect(await settled(cal.me.get())).toMatchObject({ code: "SERVER_ERROR" });
    expect(await settled(cal.bookings.reschedule("o", move))).toMatchObject({
      code: "SERVER_ERROR",
    });
  });

  it("stays closed when Cal.com answers, whatever it answers", async (context) => {
    const server = await startServer(context, (response) =>
      sendJson(response, { status: 500, body: envelope("INTERNAL_SERVER_ERROR", "no") }),
    );
    const cal = createCalClient({ baseUrl: server.url });

    await Promise.all(Array.from({ length: 15 }, () => settled(cal.me.get())));

    await expect(cal.me.get()).rejects.toMatchObject({ code: "SERVER_ERROR", answered: true });
    expect(server.seen).toHaveLength(16);
  });
});
