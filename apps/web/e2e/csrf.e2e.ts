import { beforeAll, describe, expect, it } from "vitest";
import { actionIds, formOf } from "./support/server-actions.ts";
import { cookieOf, dump, send } from "./support/attackers.ts";
import { type ProcedureCase, procedureCases } from "./support/procedure-cases.ts";
import { bookingUlid, rescheduleCalls, stack } from "./support/stack.ts";

type Headers = Readonly<Record<string, string>>;

const json = { "content-type": "application/json" };
let mutations: ProcedureCase[] = [];

beforeAll(async () => {
  mutations = (await procedureCases()).filter(({ type }) => type === "mutation");
});

/** Requests that another site's page can make a browser send, with its cookies. */
const shapes: Record<string, (input: string) => RequestInit> = {
  "a form": (input) => ({
    headers: {
      "content-type": "application/x-www-form-urlencoded",
      origin: "https://evil.example",
    },
    body: new URLSearchParams({ json: input, input }).toString(),
  }),
  "a form of ours, as it seems": (input) => ({
    headers: { "content-type": "application/x-www-form-urlencoded", origin: stack.webUrl },
    body: input,
  }),
  "a multipart form": (input) => ({
    headers: { "content-type": "multipart/form-data; boundary=b", origin: "https://evil.example" },
    body: `--b\r\ncontent-disposition: form-data; name="json"\r\n\r\n${input}\r\n--b--\r\n`,
  }),
  "a multipart form without origin": (input) => ({
    headers: { "content-type": "multipart/form-data; boundary=b" },
    body: `--b\r\ncontent-disposition: form-data; name="0"\r\n\r\n${input}\r\n--b--\r\n`,
  }),
  "plain text": (input) => ({
    headers: { "content-type": "text/plain", origin: "https://evil.example" },
    body: input,
  }),
  "plain text that calls itself JSON": (input) => ({
    headers: { "content-type": "text/plain; application/json", origin: stack.webUrl },
    body: input,
  }),
  "no content type": (input) => ({
    headers: { origin: stack.webUrl },
    body: new Blob([input]),
  }),
  "a stream of bytes": (input) => ({
    headers: { "content-type": "application/octet-stream", origin: stack.webUrl },
    body: input,
  }),
  "JSON of another site": (input) => ({
    headers: { ...json, origin: "https://evil.example" },
    body: input,
  }),
  "JSON of a sibling": (input) => ({
    headers: { ...json, origin: stack.webUrl.replace("localhost", "evil.localhost") },
    body: input,
  }),
  "JSON of another port": (input) => ({
    headers: { ...json, origin: "http://localhost:1" },
    body: input,
  }),
  "JSON of a longer host": (input) => ({
    headers: { ...json, origin: `${stack.webUrl}.evil.example` },
    body: input,
  }),
  "JSON of a sandboxed frame": (input) => ({ headers: { ...json, origin: "null" }, body: input }),
  "JSON without origin": (input) => ({ headers: json, body: input }),
  "JSON that another scheme pretends to sign": (input) => ({
    headers: { ...json, authorization: "Basic Zm9vOmJhcg==" },
    body: input,
  }),
  "JSON with an empty bearer": (input) => ({
    headers: { ...json, authorization: "Bearer " },
    body: input,
  }),
  "JSON that claims our host": (input) => ({
    headers: { ...json, origin: "https://evil.example", "x-forwarded-host": "evil.example" },
    body: input,
  }),
};

describe("another site's page in the browser of a signed-in person (CSRF)", () => {
  it.each(Object.keys(shapes))("changes nothing with %s", async (name) => {
    const before = await dump();
    const calls = (await rescheduleCalls()).length;
    for (const key of ["coach", "mentee"] as const) {
      const cookie = await cookieOf(key);
      for (const { path, input } of mutations) {
        const init = shapes[name]?.(JSON.stringify(input)) ?? {};
        const headers = { cookie, ...(init.headers as Headers) };
        const answer = await send(`/api/trpc/${path}`, { method: "POST", ...init, headers });
        expect([path, [401, 403, 415].includes(answer.status)]).toEqual([path, true]);
        expect(["FORBIDDEN_ORIGIN", "INVALID_INPUT", "UNAUTHENTICATED"]).toContain(answer.code);
      }
    }
    expect(await dump(before)).toEqual(before);
    expect((await rescheduleCalls()).length).toBe(calls);
  });

  it("changes nothing by GET or by other methods", async () => {
    const before = await dump();
    const cookie = await cookieOf("mentee");
    for (const { path, input } of mutations) {
      const query = `?input=${encodeURIComponent(JSON.stringify(input))}`;
      const batch = `?batch=1&input=${encodeURIComponent(JSON.stringify({ 0: input }))}`;
      for (const method of ["GET", "HEAD", "PUT", "PATCH", "DELETE"]) {
        for (const search of [query, batch]) {
          const headers = { cookie, origin: stack.webUrl, "x-http-method-override": "POST" };
          const { status } = await send(`/api/trpc/${path}${search}`, { method, headers });
          const refusals = method === "HEAD" ? [204, 405, 415] : [405];
          expect([path, method, refusals.includes(status)]).toEqual([path, method, true]);
        }
      }
    }
    expect(await dump(before)).toEqual(before);
  });

  it("changes nothing in a batch that also has a harmless call", async () => {
    const before = await dump();
    const cookie = await cookieOf("mentee");
    for (const { path, input } of mutations) {
      const answer = await send(`/api/trpc/calConnection.get,${path}?batch=1`, {
        method: "POST",
        headers: { cookie, ...json, origin: "https://evil.example" },
        body: JSON.stringify({ 0: {}, 1: input }),
      });
      expect(answer.text).not.toMatch(/"result":\{"data":\{"(?:count|outcome)"/);
    }
    expect(await dump(before)).toEqual(before);
  });
});

const asText = (body: string): [string, string] => ["text/plain;charset=UTF-8", body];

describe("the server action behind the confirm form", () => {
  const page = () => `/meetings/${bookingUlid("connected")}/reschedule`;

  it("moves nothing for strangers or without a session", async () => {
    const senders: Record<string, Headers> = {
      noSession: { origin: stack.webUrl },
      stranger: { cookie: await cookieOf("stranger"), origin: stack.webUrl },
      otherCoach: { cookie: await cookieOf("coach2"), origin: stack.webUrl },
      otherMentee: { cookie: await cookieOf("menteeUnconnected"), origin: stack.webUrl },
    };
    await expectNothingMoved(async () => {
      for (const [name, headers] of Object.entries(senders)) {
        for (const { status } of await callActions(headers)) {
          expect([name, status < 500]).toEqual([name, true]);
        }
      }
    });
  });

  it("refuses other origins that bring the coach's cookie, before it runs", async () => {
    const coach = { cookie: await cookieOf("coach") };
    const senders: Record<string, Headers> = {
      foreignOrigin: { ...coach, origin: "https://evil.example" },
      noOrigin: coach,
      sandboxedFrame: { ...coach, origin: "null" },
      claimedHost: { ...coach, origin: "https://evil.example", "x-forwarded-host": "evil.example" },
      otherPort: { ...coach, origin: "http://localhost:1" },
      longerHost: { ...coach, origin: `${stack.webUrl}.evil.example` },
      otherScheme: { ...coach, origin: stack.webUrl.replace("http:", "https:") },
    };
    await expectNothingMoved(async () => {
      for (const [name, headers] of Object.entries(senders)) {
        for (const { status, text } of await callActions(headers)) {
          expect([name, status]).toEqual([name, 403]);
          expect(JSON.parse(text)).toMatchObject({
            data: null,
            error: { code: "FORBIDDEN_ORIGIN" },
          });
        }
      }
    });
  });

  it("answers malformed bodies without a server error, and moves nothing", async () => {
    const cookie = await cookieOf("coach");
    const [id = ""] = actionIds();
    const form = "multipart/form-data; boundary=b";
    const field = (name: string, value: string) =>
      `--b\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
    const nonsense: [type: string, body: string][] = [
      ...["", "x", "null", "[]", "{}", '["$K1"]', '[{"bookingUlid":{}},[],null]'].map(asText),
      ...['["$F1","$Q2","$@3"]', '[{"a":["$B1"]}]', "[".repeat(50_000)].map(asText),
      [form, "x"],
      ["multipart/form-data", "x"],
      [form, `${field("0", '["$K1"]')}--b--\r\n`],
      [form, field("0", '["$K1"')],
      [form, `${field("0", '["$T9"]')}--b--\r\n`],
      [
        form,
        `${field("$ACTION_REF_1", "")}${field("$ACTION_1:0", '{"id":"x","bound":"$@9"}')}--b--\r\n`,
      ],
    ];
    const broken: unknown[] = [];
    await expectNothingMoved(async () => {
      for (const called of [{ "next-action": id }, { "next-action": "x" }, {}]) {
        for (const [type, body] of nonsense) {
          const headers = { cookie, origin: stack.webUrl, "content-type": type, ...called };
          const { status } = await send(page(), { method: "POST", headers, body });
          if (status >= 500) broken.push([status, called, type, body]);
        }
      }
    });
    expect(broken).toEqual([]);
  });

  it("refuses more than 256 KiB, and bodies without a length", async () => {
    const [id = ""] = actionIds();
    const headers = { cookie: await cookieOf("coach"), origin: stack.webUrl, "next-action": id };
    await expectNothingMoved(async () => {
      const large = await send(page(), {
        method: "POST",
        headers,
        body: "x".repeat(256 * 1024 + 1),
      });
      expect([large.status, large.text]).toEqual([413, expect.stringContaining("INVALID_INPUT")]);
      const body = new Blob(["[]"]).stream();
      const unsaid = { method: "POST", headers, body, duplex: "half" };
      expect((await send(page(), unsaid)).status).toBe(411);
    });
  });

  /** Every way to call every action: as a form, by script with a form, and by script with plain values. */
  async function callActions(headers: Headers) {
    const move = mutations.find(({ path }) => path === "booking.reschedule")?.input ?? {};
    const answers = [];
    for (const id of actionIds()) {
      const called = { ...headers, "next-action": id, accept: "text/x-component" };
      const form = formOf({ ...move, [`$ACTION_ID_${id}`]: "" });
      const byScript = formOf({ ...move, 0: '["$K1"]' });
      const values = JSON.stringify(Object.values(move));
      answers.push(await send(page(), { method: "POST", headers, body: form }));
      answers.push(await send(page(), { method: "POST", headers: called, body: byScript }));
      answers.push(await send(page(), { method: "POST", headers: called, body: values }));
    }
    return answers;
  }

  async function expectNothingMoved(act: () => Promise<void>): Promise<void> {
    expect(actionIds().length).toBeGreaterThan(0);
    const before = await dump();
    const calls = (await rescheduleCalls()).length;
    await act();
    expect(await dump(before)).toEqual(before);
    expect((await rescheduleCalls()).length).toBe(calls);
  }

  it("moves the meeting for its coach, so the others were refused for who they are", async () => {
    const before = await dump();
    const [id = ""] = actionIds();
    const move = mutations.find(({ path }) => path === "booking.reschedule")?.input ?? {};
    const headers = { cookie: await cookieOf("coach"), origin: stack.webUrl };

    const answer = await send(page(), {
      method: "POST",
      headers,
      body: formOf({ ...move, [`$ACTION_ID_${id}`]: "" }),
    });

    expect(answer.status).toBe(303);
    expect(answer.headers.get("location")).toContain(page());
    expect(await dump(before)).not.toEqual(before);
  });
});
