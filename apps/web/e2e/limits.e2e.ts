import { hourMs, minuteMs } from "@reslot/cal/time";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type AnotherServer, startAnotherServer } from "./support/another-server.ts";
import { calSubscriptionOf } from "./support/cal-subscription.ts";
import { clerkCall, cookieOf, sql } from "./support/attackers.ts";
import { person, type PersonKey } from "./support/stack.ts";

/** Small enough to reach within a test. */
const limits = {
  READS_PER_PERSON_PER_MINUTE: "25",
  WRITES_PER_PERSON_PER_MINUTE: "6",
  CONNECTS_PER_PERSON_PER_HOUR: "4",
  CALLS_PER_ADDRESS_PER_MINUTE: "60",
  WEBHOOKS_PER_ADDRESS_PER_MINUTE: "6",
};
let servers: AnotherServer[] = [];

beforeAll(async () => {
  servers = await Promise.all([startAnotherServer(limits), startAnotherServer(limits)]);
});
afterAll(async () => {
  await Promise.all(servers.map((server) => server.stop()));
});
// The stack's own server counts in the same table, with higher limits.
beforeEach(() => sql(`delete from "RateLimits"`));

interface Outcome {
  status: number;
  code: string | null;
  retryAfterMs: number;
}

interface Call {
  key?: PersonKey;
  input?: object;
  /** Which of the two servers is called. */
  at?: 0 | 1;
  /** The client's address as our proxy reports it; every test has its own. */
  from: string;
}

type Body = { error?: { data: { httpStatus: number; app: { code: string; details: Details } } } };
type Details = { retryAfterMs?: number };

const outcomeOf = ({ error }: Body): Outcome => ({
  status: error?.data.httpStatus ?? 200,
  code: error?.data.app.code ?? null,
  retryAfterMs: error?.data.app.details.retryAfterMs ?? 0,
});

async function ask(path: string, init: RequestInit, { key, at = 0, from }: Call) {
  const headers = {
    "x-forwarded-for": from,
    ...(key && { authorization: `Bearer ${person(key).apiKey}` }),
    ...(init.headers as Record<string, string>),
  };
  return fetch(`${servers[at]?.url}${path}`, { redirect: "manual", ...init, headers });
}

/** The same query this many times in one request. */
async function batch(calls: number, call: Call): Promise<Outcome[]> {
  const paths = Array(calls).fill("notification.unreadCount").join(",");
  const response = await ask(`/api/trpc/${paths}?batch=1&input=%7B%7D`, {}, call);
  const body: Body[] | Body = await response.json();
  return Array.isArray(body) ? body.map(outcomeOf) : [outcomeOf(body)];
}

async function mutate(path: string, call: Call): Promise<Outcome> {
  const init = {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(call.input ?? {}),
  };
  return outcomeOf(await (await ask(`/api/trpc/${path}`, init, call)).json());
}

const markAllRead = (call: Call) => mutate("notification.markAllRead", call);
const passed = (outcomes: readonly Outcome[]) => outcomes.filter(({ status }) => status === 200);

/** As many calls as allowed succeed, plus what the limit refills while a slow machine is still calling. */
const limited = { allowsWhatItSays: true, allowsNoMore: true };

/** Calls twice as often as is allowed in a minute. */
async function flood<Answer>(
  limit: number,
  askOnce: (nth: number) => Promise<Answer>,
  isRefused: (answer: Answer) => boolean,
): Promise<typeof limited> {
  const startedAt = performance.now();
  const answers: Answer[] = [];
  for (let nth = 0; nth < 2 * limit; nth += 1) answers.push(await askOnce(nth));
  const minutes = (performance.now() - startedAt) / minuteMs;
  const through = answers.filter((answer) => !isRefused(answer)).length;
  return {
    allowsWhatItSays: !answers.slice(0, limit).some(isRefused),
    allowsNoMore: through <= limit + Math.ceil(limit * minutes),
  };
}

const isTooMuch = (outcome: Outcome | undefined): boolean => {
  const { status, code, retryAfterMs = 0 } = outcome ?? {};
  return status === 429 && code === "RATE_LIMITED" && retryAfterMs > 0 && retryAfterMs <= 120_000;
};

/** Refused by the rate limit, with a plausible wait. */
function expectTooMuch(outcome: Outcome | undefined, windowMs = 60_000): void {
  expect(outcome).toMatchObject({ status: 429, code: "RATE_LIMITED" });
  expect(outcome?.retryAfterMs).toBeGreaterThan(0);
  expect(outcome?.retryAfterMs).toBeLessThanOrEqual(2 * windowMs);
}

describe("the rate limit of one person", () => {
  it("counts calls, not requests, and says how long to wait", async () => {
    const call: Call = { key: "stranger", from: "192.0.2.1" };
    let left: Outcome[] = [];
    const askOnce = async () => {
      if (left.length === 0) left = await batch(10, call);
      return left.shift();
    };
    expect(await flood(25, askOnce, isTooMuch)).toEqual(limited);
  });

  it("is separate for each person and for each kind of call", async () => {
    await batch(10, { key: "stranger", from: "192.0.2.2" });
    expect(passed(await batch(1, { key: "coach2", from: "192.0.2.2" }))).toHaveLength(1);
    expect((await markAllRead({ key: "stranger", from: "192.0.2.2" })).status).toBe(200);
  });

  it("is shared by all servers for mutations", async () => {
    const call: Call = { key: "stranger", from: "192.0.2.3" };
    const askOnce = (nth: number) => markAllRead({ ...call, at: nth % 2 === 0 ? 0 : 1 });
    expect(await flood(6, askOnce, isTooMuch)).toEqual(limited);
  });

  it("holds when both servers are called at the same time", async () => {
    const call: Call = { key: "coach2", from: "192.0.2.4" };
    const asked = Array.from({ length: 20 }, (_, index) =>
      markAllRead({ ...call, at: index % 2 === 0 ? 0 : 1 }),
    );
    const through = passed(await Promise.all(asked)).length;
    expect(through).toBeGreaterThanOrEqual(6);
    expect(through).toBeLessThan(12); // two servers that did not know of each other would let 12 through
  });

  it("counts attempts to connect, by key and by OAuth", async () => {
    const apiKey = "cal_live_0123456789abcdef";
    const call: Call = { key: "stranger", input: { apiKey }, from: "192.0.2.5" };
    const outcomes = [];
    for (const at of [0, 1, 0, 1, 0] as const)
      outcomes.push(await mutate("calConnection.connectWithApiKey", { ...call, at }));

    expect(outcomes.slice(0, 4).map(({ code }) => code)).toEqual(Array(4).fill("INVALID_INPUT"));
    expectTooMuch(outcomes[4], hourMs);
  });

  it("is not consumed by other sites' pages that bring the person's cookie", async () => {
    const cookie = await cookieOf("mentee");
    const headers = { cookie, "content-type": "application/json", origin: "https://evil.example" };
    const init = { method: "POST", headers, body: "{}" };
    const answer = await ask("/api/trpc/notification.markAllRead", init, { from: "192.0.2.6" });

    expect(outcomeOf(await answer.json()).code).toBe("FORBIDDEN_ORIGIN");
    expect(await sql(`select * from "RateLimits"`)).toEqual([]);
  });
});

describe("while the rate limit's counters cannot be read", () => {
  it("queries and webhooks of Cal.com work, mutations are told that it is busy", async () => {
    const call: Call = { key: "mentee", from: "192.0.2.7" };
    await sql(`alter function public.rate_limit_take rename to rate_limit_away`);
    const looked = await batch(3, call);
    const changed = await markAllRead(call);
    const told = await tell({ from: "192.0.2.7" });
    await sql(`alter function public.rate_limit_away rename to rate_limit_take`);

    expect(passed(looked)).toHaveLength(3);
    expect(changed).toMatchObject({ status: 503, code: "SERVICE_BUSY" });
    expect(changed.retryAfterMs).toBeGreaterThan(0);
    expect(told).toBe(200);
    expect((await markAllRead(call)).status).toBe(200);
  });
});

describe("the rate limit of one address", () => {
  const senders: Record<string, (nth: number) => string> = {
    "one address": () => "198.51.100.1",
    "an address that claims others before it": (nth) => `203.0.113.${nth}, 198.51.100.2`,
    "one network of IPv6": (nth) => `2001:db8:1:2::${nth}`,
    "nonsense of any kind": (nth) => `nonsense-${nth}`,
  };

  it.each(Object.keys(senders))(
    "counts every call of a batch before authentication, from %s",
    async (name) => {
      const from = (nth: number) => senders[name]?.(nth) ?? "";
      const askOnce = async (nth: number) => (await batch(10, { from: from(nth) }))[0];
      // Six batches of ten reach the limit of a minute.
      expect(await flood(6, askOnce, isTooMuch)).toEqual(limited);
    },
  );

  it("is answered with a Retry-After header", async () => {
    const call: Call = { from: "198.51.100.3" };
    for (let request = 0; request < 12; request += 1) await batch(10, call);
    const response = await ask("/api/trpc/notification.unreadCount", {}, call);
    expect(response.status).toBe(429);
    expect(Number(response.headers.get("retry-after"))).toBeGreaterThan(0);
  });
});

/** Sends a signed webhook about an unknown booking of a person's and returns its status. */
async function tell({
  key = "coach",
  at = 0,
  from,
  isSigned = true,
}: Call & { isSigned?: boolean }): Promise<number> {
  const [startTime, endTime] = ["2031-01-01T00:00:00Z", "2031-01-01T01:00:00Z"];
  const payload = { uid: "nobodyKnowsThis", startTime, endTime, title: "Nothing" };
  const createdAt = new Date().toISOString();
  const nonce = crypto.randomUUID();
  const body = JSON.stringify({ triggerEvent: "BOOKING_CREATED", createdAt, payload, nonce });
  const { path, sign } = await calSubscriptionOf(key);
  const headers = { "x-cal-signature-256": sign(isSigned ? body : "another body") };
  return (await ask(path, { method: "POST", headers, body }, { at, from })).status;
}

describe("webhooks", () => {
  const isRefused = (status: number) => status === 429;

  it("that are signed are let through, whatever else comes from their address, at no query for a count", async () => {
    const from = "198.51.100.4";
    for (const key of ["coach", "coach2"] as const) expect(await tell({ key, from })).toBe(200);
    const unsigned: number[] = [];
    for (let nth = 0; nth < 12; nth += 1) unsigned.push(await tell({ from, isSigned: false }));
    expect(unsigned).toContain(429);

    for (let nth = 0; nth < 12; nth += 1) expect(await tell({ from })).toBe(200);
    expect(await tell({ key: "coach2", from })).toBe(200);
    expect(await sql(`select * from "RateLimits"`)).toEqual([]);
    await sql(`delete from "WebhookInbox" where "calUids" = '{nobodyKnowsThis}'`);
  });

  it("are limited by each server without a query while their signature is not verified", async () => {
    const askOnce = () => tell({ from: "198.51.100.6", isSigned: false });
    expect(await flood(6, askOnce, isRefused)).toEqual(limited);
    expect(await sql(`select * from "RateLimits"`)).toEqual([]);
  });

  it("from Clerk have a limit of their own", async () => {
    const event = { type: "user.updated", data: { id: "user_nobodyHasThisId" } };
    const tellClerk = async () => {
      const { body, headers } = clerkCall(event);
      const init = { method: "POST", headers, body };
      return (await ask("/api/webhooks/clerk", init, { from: "198.51.100.7" })).status;
    };
    expect(await flood(6, tellClerk, isRefused)).toEqual(limited);
  });
});
