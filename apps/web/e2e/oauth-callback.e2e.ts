import { afterEach, describe, expect, it } from "vitest";
import { cookieOf, send, sql } from "./support/attackers.ts";
import {
  callBack as sendBack,
  consent,
  startFlow,
  type StartedFlow,
} from "./support/oauth-flow.ts";
import { mutate, person, type PersonKey, secrets, stack } from "./support/stack.ts";

/** The demo person who has a Cal.com account and has not connected it. */
const who: PersonKey = "menteeUnconnected";
const settings = `${stack.webUrl}/settings/calendar`;

afterEach(() => mutate(who, "calConnection.disconnect", {}));

/** The callback as the browser of the person sends it, or of another one. */
const callBack = (
  query: URLSearchParams | Record<string, string>,
  as: { key?: PersonKey; binding?: string } = {},
) => sendBack(query, { key: who, ...as });

const connections = () =>
  sql(
    `select "userUlid", "kind", "calUserId", "connectedAt", "generation" from "CalIntegrations" order by 1`,
  );

/** How often Cal.com's token endpoint was called. */
async function countExchanges(): Promise<number> {
  const log: { path: string }[] = await (await fetch(`${stack.calUrl}/_sandbox/log`)).json();
  return log.filter(({ path }) => path.endsWith("/oauth2/token")).length;
}

/** Refused for this reason: nothing is stored or shown, and the browser's cookie is deleted. */
function expectRefused(answer: Awaited<ReturnType<typeof callBack>>, reasons: string[]): void {
  const url = new URL(answer.location);
  expect(`${url.origin}${url.pathname}`).toBe(settings);
  expect(reasons).toContain(url.searchParams.get("error"));
  expect(answer.status).toBe(303);
  expect(answer.headers.get("set-cookie")).toMatch(/^cal_oauth=; Max-Age=0/);
  expect(answer.headers.get("cache-control")).toBe("no-store");
  expect(answer.headers.get("referrer-policy")).toBe("no-referrer");
}

describe("the OAuth callback", () => {
  it("works for the person who started the flow, so the others are refused for what they changed", async () => {
    const flow = await startFlow(who);

    const { location } = await callBack(await consent(flow, who), flow);

    expect(location).toBe(`${stack.webUrl}/meetings`);
    expect((await connections()).map(({ userUlid }) => userUlid)).toContain(person(who).userUlid);
  });

  it("works once: neither the same address nor its code with a new state works again", async () => {
    const flow = await startFlow(who);
    const query = await consent(flow, who);
    await callBack(query, flow);
    const connected = await connections();

    expectRefused(await callBack(query, flow), ["expired"]);
    const again = await startFlow(who);
    const code = query.get("code") ?? "";
    expectRefused(await callBack({ code, state: again.state }, again), ["expired"]);
    expect(await connections()).toEqual(connected);
  });

  it("works once when called ten times at the same time", async () => {
    const flow = await startFlow(who);
    const query = await consent(flow, who);
    const before = await countExchanges();

    const answers = await Promise.all(Array.from({ length: 10 }, () => callBack(query, flow)));

    const home = answers.filter(({ location }) => location === `${stack.webUrl}/meetings`);
    expect(home).toHaveLength(1);
    expect((await countExchanges()) - before).toBe(1);
  });

  /** Tampered callbacks: what an attacker can change in the query, the cookie and the session. */
  const tampered: Record<
    string,
    (flow: StartedFlow, query: URLSearchParams) => Promise<Parameters<typeof callBack>>
  > = {
    "no state": async (flow, query) => [without(query, "state"), flow],
    "an empty state": async (flow, query) => [{ ...of(query), state: "" }, flow],
    "a made-up state": async (flow, query) => [{ ...of(query), state: "x".repeat(43) }, flow],
    "a made-up state in the cookie too": async (_flow, query) => [
      { ...of(query), state: "x".repeat(43) },
      { binding: `cal_oauth=${"x".repeat(43)}` },
    ],
    "the hash of the state": async (flow, query) => {
      const [row] = await sql(
        `select "stateHash" from "OAuthStates" order by "expiresAt" desc limit 1`,
      );
      const state = String(row?.["stateHash"]);
      return [
        { ...of(query), state },
        { ...flow, binding: `cal_oauth=${state}` },
      ];
    },
    "no cookie": async (_flow, query) => [query, {}],
    "an empty cookie": async (_flow, query) => [query, { binding: "cal_oauth=" }],
    "the cookie of another browser": async (_flow, query) => [query, await startFlow(who)],
    "the cookie and state of another person": async (_flow, query) => {
      const others = await startFlow("stranger");
      return [{ ...of(query), state: others.state }, others];
    },
    "another person in the same browser": async ({ binding }, query) => [
      query,
      { binding, key: "stranger" },
    ],
    "two states": async ({ binding }, query) => [
      new URLSearchParams([...query, ["state", "y".repeat(43)]]),
      { binding },
    ],
    "no code": async (flow, query) => [without(query, "code"), flow],
    "an empty code": async (flow, query) => [{ ...of(query), code: "" }, flow],
    "a made-up code": async (flow, query) => [{ ...of(query), code: "made-up" }, flow],
    "two codes": async ({ binding }, query) => [
      new URLSearchParams([...query, ["code", "other"]]),
      { binding },
    ],
    "another issuer": async (flow, query) => [{ ...of(query), iss: "https://evil.example" }, flow],
    "an error beside the code": async (flow, query) => [
      { ...of(query), error: "access_denied" },
      flow,
    ],
    "an error that is markup": async (flow, query) => [
      {
        state: query.get("state") ?? "",
        error: "<script>alert(1)</script>",
        error_description: "https://evil.example",
        error_uri: "https://evil.example",
      },
      flow,
    ],
    "a page to return to": async (flow, query) => [
      { ...without(query, "code"), returnTo: "https://evil.example" },
      flow,
    ],
  };

  it.each(Object.keys(tampered))("connects no account with %s", async (name) => {
    const flow = await startFlow(who);
    const query = await consent(flow, who);
    const before = await connections();
    const [asked, as] = (await tampered[name]?.(flow, query)) ?? [query, flow];

    const answer = await callBack(asked, as);

    expectRefused(answer, ["mismatch", "expired", "denied", "unavailable"]);
    expect(answer.location).not.toMatch(/evil|script|code=|state=/);
    expect(await connections()).toEqual(before);
  });

  it("is closed by one wrong call: the right query is refused afterwards", async () => {
    const flow = await startFlow(who);
    const query = await consent(flow, who);
    const before = await connections();
    await callBack({ ...of(query), code: "made-up" }, flow);

    expectRefused(await callBack(query, flow), ["expired"]);
    expect(await connections()).toEqual(before);
  });

  it("refuses programs and unauthenticated callers", async () => {
    const flow = await startFlow(who);
    const query = await consent(flow, who);
    const before = await connections();
    const path = `/api/cal/callback?${query.toString()}`;
    const authorization = `Bearer ${person(who).apiKey}`;
    for (const headers of [{ cookie: flow.binding }, { cookie: flow.binding, authorization }]) {
      const answer = await send(path, { headers });
      expect(answer.headers.get("location")).toBe(`${settings}?error=signedOut`);
    }
    expect(await connections()).toEqual(before);
  });

  it.each(["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)"])(
    "returns to our own origin when asked to return to %s",
    async (returnTo) => {
      const flow = await startFlow(who, returnTo);

      const { location } = await callBack(await consent(flow, who), flow);

      expect(location).toBe(`${settings}?connected=1`);
    },
  );

  it("cannot be started by another site's page", async () => {
    const cookie = await cookieOf(who);
    const headers = { cookie, "sec-fetch-site": "cross-site" };
    const answer = await send("/api/cal/connect", { headers });

    expect(answer.headers.get("location")).toBe(`${settings}?error=mismatch`);
    expect(answer.headers.get("set-cookie") ?? "").not.toMatch(/cal_oauth=\w/);
  });

  it("puts neither the client secret nor a state into visible addresses", async () => {
    const { url, state } = await startFlow(who);
    const rows = await sql(`select * from "OAuthStates"`);

    expect(url).not.toContain(secrets.calOAuthClientSecret);
    expect(JSON.stringify(rows)).not.toContain(state);
  });
});

const of = (query: URLSearchParams): Record<string, string> => Object.fromEntries(query);

function without(query: URLSearchParams, name: string): Record<string, string> {
  return Object.fromEntries([...query].filter(([each]) => each !== name));
}
