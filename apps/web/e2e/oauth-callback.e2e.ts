import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { cookieOf, send, sql } from "./support/attackers.ts";
import { mutate, person, type PersonKey, secrets, stack } from "./support/stack.ts";

/** The one of the demo's people who has a Cal.com account and has not connected it. */
const who: PersonKey = "menteeUnconnected";
const settings = `${stack.webUrl}/settings/calendar`;
let calUser = "";

beforeAll(async () => {
  const { url } = await begin(who);
  const page = await (await fetch(url)).text();
  const choice = new RegExp(`value="(\\d+)"(?:(?!value=)[^])*?${person(who).email}`).exec(page);
  if (!choice?.[1]) throw new Error("Cal.com's page does not offer the person's account.");
  calUser = choice[1];
});
afterEach(() => mutate(who, "calConnection.disconnect", {}));

interface Begun {
  /** Cal.com's page, with everything that we tell it. */
  readonly url: string;
  /** The cookie that this browser now has. */
  readonly binding: string;
  readonly state: string;
}

/** What a person's browser gets when it leaves for Cal.com. */
async function begin(key: PersonKey, returnTo = "/meetings"): Promise<Begun> {
  const path = `/api/cal/connect?returnTo=${encodeURIComponent(returnTo)}`;
  const { headers } = await send(path, { headers: { cookie: await cookieOf(key) } });
  const url = headers.get("location") ?? "";
  const [binding = ""] = (headers.get("set-cookie") ?? "").split(";");
  return { url, binding, state: new URL(url).searchParams.get("state") ?? "" };
}

/** What Cal.com sends the browser back with. */
async function consent({ url }: Begun, decision = "allow"): Promise<URLSearchParams> {
  const body = new URLSearchParams({ decision, user: calUser });
  const { headers } = await fetch(url, { method: "POST", redirect: "manual", body });
  return new URL(headers.get("location") ?? "").searchParams;
}

/** The callback as the browser of `key` sends it; `binding` is its cookie from leaving. */
async function callBack(
  query: URLSearchParams | Record<string, string>,
  { key = who, binding = "" }: { key?: PersonKey; binding?: string } = {},
) {
  const cookie = [await cookieOf(key), binding].filter(Boolean).join("; ");
  const search = new URLSearchParams(query).toString();
  const answer = await send(`/api/cal/callback?${search}`, { headers: { cookie } });
  return { ...answer, location: answer.headers.get("location") ?? "" };
}

const connections = () =>
  sql(
    `select "userUlid", "kind", "calUserId", "connectedAt", "generation" from "CalIntegrations" order by 1`,
  );

/** How often Cal.com was asked for tokens. */
async function countExchanges(): Promise<number> {
  const log: { path: string }[] = await (await fetch(`${stack.calUrl}/_sandbox/log`)).json();
  return log.filter(({ path }) => path.endsWith("/oauth2/token")).length;
}

/** Refuses for this reason, keeps nothing, shows nothing, and lets the browser forget its cookie. */
function expectRefused(answer: Awaited<ReturnType<typeof callBack>>, reasons: string[]): void {
  const url = new URL(answer.location);
  expect(`${url.origin}${url.pathname}`).toBe(settings);
  expect(reasons).toContain(url.searchParams.get("error"));
  expect(answer.status).toBe(303);
  expect(answer.headers.get("set-cookie")).toMatch(/^cal_oauth=; Max-Age=0/);
  expect(answer.headers.get("cache-control")).toBe("no-store");
  expect(answer.headers.get("referrer-policy")).toBe("no-referrer");
}

describe("the way back from Cal.com", () => {
  it("works for whoever began it, so that the others are refused for what they changed", async () => {
    const begun = await begin(who);

    const { location } = await callBack(await consent(begun), begun);

    expect(location).toBe(`${stack.webUrl}/meetings`);
    expect((await connections()).map(({ userUlid }) => userUlid)).toContain(person(who).userUlid);
  });

  it("works once: neither the address, nor its code with a new state, does it again", async () => {
    const begun = await begin(who);
    const query = await consent(begun);
    await callBack(query, begun);
    const connected = await connections();

    expectRefused(await callBack(query, begun), ["expired"]);
    const again = await begin(who);
    const code = query.get("code") ?? "";
    expectRefused(await callBack({ code, state: again.state }, again), ["expired"]);
    expect(await connections()).toEqual(connected);
  });

  it("works once when it comes ten times at once", async () => {
    const begun = await begin(who);
    const query = await consent(begun);
    const before = await countExchanges();

    const answers = await Promise.all(Array.from({ length: 10 }, () => callBack(query, begun)));

    const home = answers.filter(({ location }) => location === `${stack.webUrl}/meetings`);
    expect(home).toHaveLength(1);
    expect((await countExchanges()) - before).toBe(1);
  });

  /** What somebody could make of a query, and the cookie and session that it comes with. */
  const tampered: Record<
    string,
    (begun: Begun, query: URLSearchParams) => Promise<Parameters<typeof callBack>>
  > = {
    "no state": async (begun, query) => [without(query, "state"), begun],
    "an empty state": async (begun, query) => [{ ...of(query), state: "" }, begun],
    "a made-up state": async (begun, query) => [{ ...of(query), state: "x".repeat(43) }, begun],
    "a made-up state in the cookie too": async (_begun, query) => [
      { ...of(query), state: "x".repeat(43) },
      { binding: `cal_oauth=${"x".repeat(43)}` },
    ],
    "the hash of the state": async (begun, query) => {
      const [row] = await sql(
        `select "stateHash" from "OAuthStates" order by "expiresAt" desc limit 1`,
      );
      const state = String(row?.["stateHash"]);
      return [
        { ...of(query), state },
        { ...begun, binding: `cal_oauth=${state}` },
      ];
    },
    "no cookie": async (_begun, query) => [query, {}],
    "an empty cookie": async (_begun, query) => [query, { binding: "cal_oauth=" }],
    "the cookie of another browser": async (_begun, query) => [query, await begin(who)],
    "the cookie and state of somebody else": async (_begun, query) => {
      const others = await begin("stranger");
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
    "no code": async (begun, query) => [without(query, "code"), begun],
    "an empty code": async (begun, query) => [{ ...of(query), code: "" }, begun],
    "a made-up code": async (begun, query) => [{ ...of(query), code: "made-up" }, begun],
    "two codes": async ({ binding }, query) => [
      new URLSearchParams([...query, ["code", "other"]]),
      { binding },
    ],
    "another issuer": async (begun, query) => [
      { ...of(query), iss: "https://evil.example" },
      begun,
    ],
    "an error beside the code": async (begun, query) => [
      { ...of(query), error: "access_denied" },
      begun,
    ],
    "an error that is markup": async (begun, query) => [
      {
        state: query.get("state") ?? "",
        error: "<script>alert(1)</script>",
        error_description: "https://evil.example",
        error_uri: "https://evil.example",
      },
      begun,
    ],
    "a page to return to": async (begun, query) => [
      { ...without(query, "code"), returnTo: "https://evil.example" },
      begun,
    ],
  };

  it.each(Object.keys(tampered))("connects nobody with %s", async (name) => {
    const begun = await begin(who);
    const query = await consent(begun);
    const before = await connections();
    const [asked, as] = (await tampered[name]?.(begun, query)) ?? [query, begun];

    const answer = await callBack(asked, as);

    expectRefused(answer, ["mismatch", "expired", "denied", "unavailable"]);
    expect(answer.location).not.toMatch(/evil|script|code=|state=/);
    expect(await connections()).toEqual(before);
  });

  it("is closed when it was used wrongly once: the right query comes too late", async () => {
    const begun = await begin(who);
    const query = await consent(begun);
    const before = await connections();
    await callBack({ ...of(query), code: "made-up" }, begun);

    expectRefused(await callBack(query, begun), ["expired"]);
    expect(await connections()).toEqual(before);
  });

  it("is not open to programs, nor to whoever is not signed in", async () => {
    const begun = await begin(who);
    const query = await consent(begun);
    const before = await connections();
    const path = `/api/cal/callback?${query.toString()}`;
    const authorization = `Bearer ${person(who).apiKey}`;
    for (const headers of [{ cookie: begun.binding }, { cookie: begun.binding, authorization }]) {
      const answer = await send(path, { headers });
      expect(answer.headers.get("location")).toBe(`${settings}?error=signedOut`);
    }
    expect(await connections()).toEqual(before);
  });

  it.each(["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)"])(
    "leads home, whoever asked to come back to %s",
    async (returnTo) => {
      const begun = await begin(who, returnTo);

      const { location } = await callBack(await consent(begun), begun);

      expect(location).toBe(`${settings}?connected=1`);
    },
  );

  it("is not begun by a page of another site", async () => {
    const cookie = await cookieOf(who);
    const headers = { cookie, "sec-fetch-site": "cross-site" };
    const answer = await send("/api/cal/connect", { headers });

    expect(answer.headers.get("location")).toBe(`${settings}?error=mismatch`);
    expect(answer.headers.get("set-cookie") ?? "").not.toMatch(/cal_oauth=\w/);
  });

  it("says nothing of the app's own secret or of states in addresses that people see", async () => {
    const { url, state } = await begin(who);
    const rows = await sql(`select * from "OAuthStates"`);

    expect(url).not.toContain(secrets.calOAuthClientSecret);
    expect(JSON.stringify(rows)).not.toContain(state);
  });
});

const of = (query: URLSearchParams): Record<string, string> => Object.fromEntries(query);

function without(query: URLSearchParams, name: string): Record<string, string> {
  return Object.fromEntries([...query].filter(([each]) => each !== name));
}
