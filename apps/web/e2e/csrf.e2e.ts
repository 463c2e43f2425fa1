import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { cookieOf, dump, send } from "./attackers.ts";
import { type ProcedureCase, procedureCases } from "./procedures.ts";
import { bookingUlid, rescheduleCalls, stack } from "./stack.ts";

type Headers = Readonly<Record<string, string>>;

const json = { "content-type": "application/json" };
let mutations: ProcedureCase[] = [];

beforeAll(async () => {
  mutations = (await procedureCases()).filter(({ type }) => type === "mutation");
});

/** What a page of another site can make a browser send, cookies and all. */
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

describe("a page of another site, in the browser of somebody who is signed in", () => {
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
    expect(await dump()).toEqual(before);
    expect((await rescheduleCalls()).length).toBe(calls);
  });

  it("changes nothing with an address alone, or by other methods", async () => {
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
    expect(await dump()).toEqual(before);
  });

  it("changes nothing in a batch in which one call would be harmless", async () => {
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
    expect(await dump()).toEqual(before);
  });
});

describe("the server action behind the confirm form", () => {
  const page = () => `/meetings/${bookingUlid("connected")}/reschedule`;

  /** The names under which a browser reaches what we export to it. */
  function actionIds(): string[] {
    const file = new URL("../.next/server/server-reference-manifest.json", import.meta.url);
    const manifest: { node: Record<string, { filename?: string }> } = JSON.parse(
      readFileSync(file, "utf8"),
    );
    return Object.entries(manifest.node).flatMap(([id, { filename }]) =>
      filename?.includes("calActions") ? [id] : [],
    );
  }

  function formOf(fields: Readonly<Record<string, unknown>>): FormData {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.set(name, String(value));
    return form;
  }

  it("moves nothing for strangers, for nobody, and for pages of other sites", async () => {
    const ids = actionIds();
    expect(ids.length).toBeGreaterThan(0);
    const move = mutations.find(({ path }) => path === "booking.reschedule")?.input ?? {};
    const coach = { cookie: await cookieOf("coach") };
    const senders: Record<string, Headers> = {
      nobody: { origin: stack.webUrl },
      stranger: { cookie: await cookieOf("stranger"), origin: stack.webUrl },
      otherCoach: { cookie: await cookieOf("coach2"), origin: stack.webUrl },
      otherMentee: { cookie: await cookieOf("menteeUnconnected"), origin: stack.webUrl },
      foreignOrigin: { ...coach, origin: "https://evil.example" },
      noOrigin: coach,
      sandboxedFrame: { ...coach, origin: "null" },
      claimedHost: { ...coach, origin: "https://evil.example", "x-forwarded-host": "evil.example" },
    };
    const before = await dump();
    const calls = (await rescheduleCalls()).length;
    for (const headers of Object.values(senders)) {
      for (const id of ids) {
        const body = formOf({ ...move, [`$ACTION_ID_${id}`]: "" });
        await send(page(), { method: "POST", headers, body });
        const called = { ...headers, "next-action": id, accept: "text/x-component" };
        await send(page(), {
          method: "POST",
          headers: called,
          body: formOf({ ...move, 0: '["$K1"]' }),
        });
        await send(page(), {
          method: "POST",
          headers: called,
          body: JSON.stringify(Object.values(move)),
        });
      }
    }
    expect(await dump()).toEqual(before);
    expect((await rescheduleCalls()).length).toBe(calls);
  });

  it("moves the meeting for its coach, so that the others were refused for who they are", async () => {
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
    expect(await dump()).not.toEqual(before);
  });
});
