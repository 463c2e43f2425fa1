import { once } from "node:events";
import { connect } from "node:net";
import { ulid } from "ulid";
import { beforeAll, describe, expect, it } from "vitest";
import { cookieOf, dump, type RawAnswer, send } from "./support/attackers.ts";
import { call, callAll, type ProcedureCase, procedureCases } from "./support/procedure-cases.ts";
import { person, stack } from "./support/stack.ts";

const auth = { authorization: `Bearer ${person("mentee").apiKey}` };
const json = { ...auth, "content-type": "application/json" };
let cases: ProcedureCase[] = [];

beforeAll(async () => {
  cases = await procedureCases();
});

/** A 4xx refusal in the shape of the API's errors. */
function expectRefused(what: unknown, answer: RawAnswer | undefined): void {
  const { status = 0, code = null, text = "" } = answer ?? {};
  expect([what, status >= 400 && status < 500, code !== null]).toEqual([what, true, true]);
  expect(text).not.toMatch(/node_modules|\.ts:\d|at async|SyntaxError|ZodError|Postgre/);
}

const nested = (depth: number, open: string, close: string) =>
  `${open.repeat(depth)}${close.repeat(depth)}`;

const bodies: Record<string, string | Uint8Array<ArrayBuffer>> = {
  empty: "",
  "half an object": '{"bookingUlid":',
  null: "null",
  "a string": '"x"',
  "a number": "1e999",
  "an array": "[]",
  "arrays in arrays": nested(50_000, "[", "]"),
  "objects in objects": nested(20_000, '{"a":', "}").replace('":}', '":1}'),
  "an envelope": '{"json":{},"meta":{"values":{"__proto__":["x"]}}}',
  prototypes: '{"__proto__":{"bookingUlid":"x"},"constructor":{"prototype":{"x":1}}}',
  "bytes that are no text": new Uint8Array([0xc3, 0x28, 0xff, 0xfe]),
  "too large": `{"reason":"${"x".repeat(256 * 1024)}"}`,
  "many fields": JSON.stringify(
    Object.fromEntries(Array.from({ length: 20_000 }, (_, index) => [`f${index}`, 1])),
  ),
};

describe("request bodies with wrong values", () => {
  it.each(Object.keys(bodies))("are refused: %s", async (name) => {
    const before = await dump();
    for (const { path } of cases.filter(
      ({ type, input }) => type === "mutation" && hasFields(input),
    )) {
      const answer = await send(`/api/trpc/${path}`, {
        method: "POST",
        headers: json,
        body: bodies[name] ?? "",
      });
      expectRefused(path, answer);
    }
    expect(await dump(before)).toEqual(before);
  });

  it("are refused for every field and every wrong kind of value", async () => {
    const before = await dump();
    const odd = [
      null,
      true,
      -1,
      1e308,
      "",
      "x".repeat(10_000),
      "\u0000",
      "\ud800",
      [],
      {},
      [[]],
      "'; drop table",
    ];
    for (const { path, type, input } of cases) {
      const asked = Object.keys(input).flatMap((field) => odd.map((value) => ({ field, value })));
      const calls = asked.map(({ field, value }) => ({
        path,
        type,
        input: { ...input, [field]: value },
      }));
      const answers = await callAll(calls, auth);
      for (const [at, { field, value }] of asked.entries()) {
        expectRefused([path, field, JSON.stringify(value).slice(0, 20)], answers[at]);
      }
    }
    expect(await dump(before)).toEqual(before);
  });

  const hasFields = (input: object) => Object.keys(input).length > 0;
});

describe("hostile text in every text field", () => {
  const hostile = [
    "<script>alert(1)</script>",
    '\'; drop table "User"; --',
    '"}],"isAdmin":true',
    "x),coachUserUlid.neq.(y",
    "../../../etc/passwd",
    "\r\nset-cookie: a=b\r\n\r\n",
    "\u0000",
    "\ud800",
    "\u202e\u2066\ufeff",
    "${7*7}{{7*7}}%s%n",
    "__proto__",
    "x".repeat(100_000),
  ];

  /** Optional fields, which the cases above leave out; none of these inputs can move a meeting. */
  const optional: readonly (readonly [path: string, field: string])[] = [
    ["booking.list", "cursor"],
    ["booking.onChange", "lastEventId"],
    ["booking.reschedule", "reason"],
    ["booking.reschedule", "seen.timeZone"],
    ["booking.reschedule", "seen.wallClock"],
    ["booking.reschedule", "overrideConflict"],
    ["live.onChange", "lastEventId"],
    ["notification.list", "cursor"],
    ["notification.onNew", "lastEventId"],
  ];

  function inputWith({ path, input }: ProcedureCase, field: string, value: string): object {
    const [outer = "", inner] = field.split(".");
    const seen = { timeZone: "UTC", wallClock: "2030-01-01T00:00" };
    const given = inner === undefined ? value : { ...seen, [inner]: value };
    const unmovable = path === "booking.reschedule" && {
      expectedVersion: 999_999,
      attemptUlid: ulid(),
    };
    return { ...input, ...unmovable, [outer]: given };
  }

  it.each(optional)("is treated as text: %s %s", async (path, field) => {
    const before = await dump();
    const procedure = cases.find((each) => each.path === path);
    if (!procedure) throw new Error(`There is no ${path}.`);
    for (const value of hostile) {
      const answer = await call(procedure, inputWith(procedure, field, value), auth).catch(
        () => null,
      );
      const said = value.slice(0, 20);
      // Null: an address of this length is refused before it reaches the app.
      expect([said, answer === null || answer.status < 500]).toEqual([said, true]);
      expect(answer?.headers.get("set-cookie") ?? "").not.toContain("a=b");
      expect(answer?.text ?? "").not.toMatch(
        /node_modules|\.ts:\d|at async|SyntaxError|ZodError|Postgre/,
      );
    }
    expect(await dump(before)).toEqual(before);
  });
});

describe("a client that disconnects during a request", () => {
  const paths = [
    "/api/trpc/notification.markAllRead",
    "/api/webhooks/cal/x",
    "/api/webhooks/clerk",
    "/api/webhooks/resend",
    "/api/unsubscribe/x",
  ];

  /** Sends half of the announced body, then resets the connection. */
  async function abandon(path: string): Promise<void> {
    const { host, hostname, port } = new URL(stack.webUrl);
    const socket = connect(Number(port), hostname);
    socket.on("error", () => undefined);
    await once(socket, "connect");
    const headers = Object.entries({ host, ...json, "content-length": "5000" });
    const lines = headers.map(([name, value]) => `${name}: ${value}\r\n`).join("");
    socket.write(`POST ${path} HTTP/1.1\r\n${lines}\r\n{"a":`);
    await new Promise((resolve) => setTimeout(resolve, 50));
    socket.resetAndDestroy();
  }

  it("changes nothing, and affects no other client", async () => {
    const before = await dump();
    await Promise.all(
      [...paths, "/meetings", "/nothing"].flatMap((path) => [abandon(path), abandon(path)]),
    );

    const { status } = await send("/api/health?probe=live");
    expect(status).toBe(200);
    expect(await dump(before)).toEqual(before);
  });
});

describe("malformed API addresses", () => {
  const odd = [
    "/api/trpc/booking.get",
    "/api/trpc/booking.get?input=",
    "/api/trpc/booking.get?input={",
    "/api/trpc/booking.get?input=%E0%A4%A",
    "/api/trpc/booking.get?input=%00",
    "/api/trpc/booking.get?input=%ED%A0%80",
    `/api/trpc/booking.get?input=${encodeURIComponent(nested(2_000, "[", "]"))}`,
    "/api/trpc/booking.get?batch=1",
    "/api/trpc/booking.get?batch=1&input=[]",
    "/api/trpc/booking.get?batch=1&input=%22x%22",
    "/api/trpc/booking.get?batch=1&input=null",
    "/api/trpc/booking",
    "/api/trpc/booking.nothing",
    "/api/trpc/__proto__",
    "/api/trpc/constructor",
    "/api/trpc/booking.__proto__.toString",
    "/api/trpc/booking.get/../../x",
    "/api/trpc/%2e%2e%2fhealth",
    "/api/trpc/booking.get%00",
    "/api/trpc/,,,,",
  ];

  it.each(odd)("are refused: %s", async (path) => {
    const { status, text } = await send(path, { headers: auth });
    expect([400, 404, 405, 415]).toContain(status);
    expect(text).not.toMatch(/node_modules|\.ts:\d|at async|SyntaxError/);
  });

  it("are no server error when they are long or too long", async () => {
    for (const length of [2_000, 14_000, 100_000]) {
      const answer = await send(`/api/trpc/booking.get?input=${"x".repeat(length)}`, {
        headers: auth,
      }).catch(() => null);
      expect([400, 414, 431]).toContain(answer?.status ?? 431);
    }
  });

  it("are refused with more than ten calls in a batch", async () => {
    const batch = (calls: number) => {
      const inputs = Object.fromEntries(Array.from({ length: calls }, (_, index) => [index, {}]));
      const paths = Array(calls).fill("notification.unreadCount").join(",");
      const input = encodeURIComponent(JSON.stringify(inputs));
      return send(`/api/trpc/${paths}?batch=1&input=${input}`, { headers: auth });
    };
    expect((await batch(10)).status).toBe(200);
    const refused = await batch(11);
    expect([refused.status, refused.code]).toEqual([400, "INVALID_INPUT"]);
  });
});

describe("pages with malformed addresses", () => {
  it("answer with a page or with not found, never with a server error", async () => {
    const cookie = await cookieOf("mentee");
    const booking = String(cases.find(({ path }) => path === "booking.get")?.input["bookingUlid"]);
    const odd = [
      "/meetings/x",
      "/meetings/%00",
      "/meetings/%ED%A0%80",
      `/meetings/${"9".repeat(3_000)}`,
      "/meetings/'%20or%20'1'='1",
      `/meetings/${booking}/reschedule?d=9999-99-99&slot=x&view=y&attempt=z&error=%3Cimg%20src=x%3E`,
      `/meetings/${booking}/reschedule?attempt=01ARZ3NDEKTSV4RRFFQ69G5FAV`,
      `/meetings/${booking}/reschedule?${"d=2030-01-01&".repeat(200)}`,
      "/settings/calendar?error=%3Cscript%3E&returnTo=//evil.example",
      "/settings/calendar?error=__proto__&returnTo=javascript:alert(1)",
      "/settings/calendar?error=constructor&connected=1",
      "/sign-in?redirect_url=https://evil.example",
    ];
    for (const path of odd) {
      const { status, text } = await send(path, { headers: { cookie } });
      expect([path, status < 500]).toEqual([path, true]);
      expect(text).not.toContain("<img src=x");
      expect(text).not.toMatch(/href="(?:\/\/evil|https:\/\/evil|javascript:)/);
    }
  });
});

describe("redirects", () => {
  it("lead only to our own origin, however returnTo is written", async () => {
    const cookie = await cookieOf("mentee");
    const odd = [
      "//evil.example",
      "/\\evil.example",
      "https://evil.example",
      "javascript:alert(1)",
    ];
    odd.push(
      "/%09/evil.example",
      "/\t/evil.example",
      "\\\\evil.example",
      "/@evil.example",
      "data:,x",
    );
    for (const returnTo of odd) {
      const query = new URLSearchParams({ returnTo }).toString();
      for (const headers of [{}, { cookie }]) {
        const answer = await send(`/api/cal/connect?${query}`, { headers });
        const location = new URL(answer.headers.get("location") ?? "", stack.webUrl);
        expect([stack.webUrl, stack.calUrl]).toContain(location.origin);
        const back = new URL(location.searchParams.get("returnTo") ?? "/", stack.webUrl);
        expect(back.origin).toBe(stack.webUrl);
      }
    }
  });
});
