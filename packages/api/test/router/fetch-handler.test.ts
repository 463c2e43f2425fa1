import { beforeAll, describe, expect, it, vi } from "vitest";
import {
  createFetchHandler,
  type FetchHandlerOptions,
  type VerifiedCaller,
} from "../../src/fetch.ts";
import { apiScopes } from "../../src/index.ts";
import { AppError } from "../../src/server.ts";
import { arrangeMeeting, type Meeting } from "../support/meeting.ts";
import { countMoves, sessionToken } from "../support/services.ts";

const origin = "http://localhost:3000";
const partner = "https://partner.example.com";
const endpoint = `${origin}/api/trpc`;

let meeting: Meeting;
beforeAll(async () => {
  meeting = await arrangeMeeting();
});

type CallLimits = NonNullable<FetchHandlerOptions["ports"]["settings"]["callLimits"]>;
type Options = Partial<FetchHandlerOptions> & { limits?: CallLimits };

/** The router as the coach calls it, with a key unless told otherwise. */
function serve({ limits = {}, ...options }: Options = {}) {
  const { ports, people } = meeting;
  const { clerkUserId } = people.coach;
  return createFetchHandler({
    ports: { ...ports, settings: { ...ports.settings, callLimits: limits } },
    resolveCaller: async () => ({ kind: "apiKey", clerkUserId, scopes: apiScopes }),
    isStanding: "tokenIsEnough",
    trustedProxyHops: 1,
    allowedOrigins: [partner],
    ...options,
  });
}

/** A browser's session of the coach. */
const session = (via: "cookie" | "bearer") => async (): Promise<VerifiedCaller> => {
  const { clerkUserId } = meeting.people.coach;
  const accessToken = async () => sessionToken(clerkUserId);
  return { kind: "session", via, clerkUserId, sessionId: "sess_1", accessToken };
};

const get = (headers: Readonly<Record<string, string>> = {}, path = "booking.get") => {
  const input = encodeURIComponent(JSON.stringify({ bookingUlid: meeting.bookingUlid }));
  return new Request(`${endpoint}/${path}?input=${input}`, { headers });
};

const post = (body: string | ReadableStream<Uint8Array>, headers: Record<string, string> = {}) =>
  new Request(`${endpoint}/booking.reschedule`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body,
    ...(typeof body !== "string" && { duplex: "half" }),
  });

const codeOf = async (response: Response) =>
  ((await response.json()) as { error: { data: { app: { code: string } } } }).error.data.app.code;

describe("the fetch handler", () => {
  it("serves the router, and says in headers which request it was", async () => {
    const response = await serve()(get());

    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({
      result: { data: { ulid: meeting.bookingUlid } },
    });
    expect(response.headers.get("x-request-id")).toMatch(/^[0-9A-Z]{26}$/);
    expect(response.headers.get("cache-control")).toBe("no-store");
  });

  it("refuses other methods, bodies that are no JSON, and batches of more than ten", async () => {
    const batch = `${endpoint}/${Array(11).fill("notification.unreadCount").join(",")}?batch=1&input=%7B%7D`;
    const put = new Request(`${endpoint}/booking.get`, { method: "PUT" });

    expect((await serve()(put)).status).toBe(405);
    expect((await serve()(post("a=b", { "content-type": "text/plain" }))).status).toBe(415);
    expect((await serve()(new Request(batch))).status).toBe(400);
  });

  it("stops reading a body that is too large", async () => {
    const chunk = new Uint8Array(64 * 1024);
    let sent = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 1;
        controller.enqueue(chunk);
      },
    });

    expect((await serve()(post(endless))).status).toBe(413);
    expect(sent).toBeLessThan(10);
  });

  it("answers a caller that cannot be resolved, and logs what is a fault", async () => {
    const busy = async () => {
      throw new AppError("SERVICE_BUSY", { details: { retryAfterMs: 5_000 } });
    };
    const broken = async () => {
      throw new TypeError("no such key");
    };

    const wait = await serve({ resolveCaller: busy })(get());
    expect([wait.status, wait.headers.get("retry-after")]).toEqual([503, "5"]);
    expect((await serve({ resolveCaller: async () => null })(get())).status).toBe(401);
    const fault = await serve({ resolveCaller: broken })(get());
    expect([fault.status, await codeOf(fault)]).toEqual([500, "INTERNAL"]);
    expect(meeting.errors.splice(0)).toMatchObject([{ context: "API_ERROR" }]);
  });
});

describe("the limits of the fetch handler", () => {
  const from = (address: string) => get({ "x-forwarded-for": address });

  it("hold a flood of one address back, and no other address", async () => {
    const handle = serve({ limits: { callsPerAddressPerMinute: 2 } });
    await handle(from("192.0.2.1"));
    await handle(from("192.0.2.1"));

    const refused = await handle(from("192.0.2.1"));
    expect([refused.status, await codeOf(refused)]).toEqual([429, "RATE_LIMITED"]);
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    expect((await handle(from("192.0.2.2"))).status).toBe(200);
  });

  it("believe the connection, not a header, where there is no proxy", async () => {
    const handle = serve({ limits: { callsPerAddressPerMinute: 1 }, trustedProxyHops: 0 });
    const connection = { remoteAddress: "192.0.2.3" };
    await handle(from("198.51.100.1"), connection);

    expect((await handle(from("198.51.100.2"), connection)).status).toBe(429);
    expect((await handle(from("198.51.100.1"), { remoteAddress: "192.0.2.4" })).status).toBe(200);
  });

  it("say in headers when a person may call again", async () => {
    const handle = serve({ limits: { readsPerPersonPerMinute: 0 } });

    const { status, headers } = await handle(get());

    expect(status).toBe(429);
    expect(Number(headers.get("retry-after"))).toBeGreaterThan(0);
    expect(headers.get("ratelimit-limit")).toBe("0");
    expect(headers.get("ratelimit-remaining")).toBe("0");
    expect(headers.get("ratelimit-reset")).toBe(headers.get("retry-after"));
    expect(headers.get("ratelimit-policy")).toBe("0;w=60");
  });
});

describe("pages of other origins", () => {
  const corsOf = ({ headers }: Response) => headers.get("access-control-allow-origin");
  const preflight = (from: string) =>
    new Request(`${endpoint}/booking.reschedule`, {
      method: "OPTIONS",
      headers: { origin: from, "access-control-request-method": "POST" },
    });

  it("read answers where they are allowed to, refusals too, and never with a cookie", async () => {
    const handle = serve();
    const allowed = await Promise.all(
      [preflight(partner), get({ origin: partner }), post("", { origin: partner })].map((request) =>
        handle(request),
      ),
    );

    expect(allowed.map(corsOf)).toEqual([partner, partner, partner]);
    expect(allowed.map(({ status }) => status)).toEqual([204, 200, 400]);
    for (const { headers } of allowed) {
      expect(headers.get("access-control-allow-credentials")).toBeNull();
      expect(headers.get("access-control-expose-headers")).toContain("retry-after");
      expect(headers.get("vary")).toContain("origin");
    }
  });

  it("read nothing otherwise", async () => {
    for (const other of ["https://evil.example", "null", `${partner}.evil.example`]) {
      expect(corsOf(await serve()(get({ origin: other })))).toBeNull();
      expect(corsOf(await serve()(preflight(other)))).toBeNull();
    }
  });

  it("move nothing with a cookie, even where they may read", async () => {
    const before = await countMoves();
    const handle = serve({ resolveCaller: session("cookie") });
    const body = JSON.stringify(meeting.moveTo(11));

    const response = await handle(post(body, { origin: partner }));

    expect(await codeOf(response)).toBe("FORBIDDEN_ORIGIN");
    expect(await countMoves()).toBe(before);
  });
});

describe("a session that has ended", () => {
  it("changes nothing where the host can find that out", async () => {
    const isStanding = vi.fn(async (sessionId: string) => sessionId !== "sess_1");
    const handle = serve({ resolveCaller: session("bearer"), isStanding });
    const before = await countMoves();

    const response = await handle(post(JSON.stringify(meeting.moveTo(11))));

    expect(response.status).toBe(401);
    expect(isStanding).toHaveBeenCalledWith("sess_1");
    expect(await countMoves()).toBe(before);
  });

  it("moves a meeting until its token expires where the host says that this is enough", async () => {
    const handle = serve({ resolveCaller: session("bearer") });

    const response = await handle(post(JSON.stringify(meeting.moveTo(11))));

    expect(await response.json()).toMatchObject({ result: { data: { outcome: "moved" } } });
  });
});
