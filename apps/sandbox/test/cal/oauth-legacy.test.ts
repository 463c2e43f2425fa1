import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { coachKey, redirectUri, startFixture, type Fixture, type Reply } from "./fixture.ts";
import { allow, challenge, consent, request, verifier } from "./oauth-flow.ts";

let cal: Fixture;
beforeAll(async () => {
  cal = await startFixture();
});
afterAll(() => cal.close());
beforeEach(async () => {
  await cal.control("/reset");
});

const post = (path: string, body: object, key?: string) =>
  cal.call("POST", `/v2/auth/oauth2/clients/${path}`, {
    version: null,
    body,
    ...(key === undefined ? {} : { key }),
  });
const exchange = (code: string, change: object = {}) =>
  post("conf/exchange", {
    clientSecret: "conf-secret",
    grantType: "authorization_code",
    code,
    redirectUri,
    ...change,
  });
const refresh = (refreshToken: string) =>
  post("conf/refresh", { clientSecret: "conf-secret", grantType: "refresh_token", refreshToken });
const shape4 = (reply: Reply): unknown => [reply.status, reply.body.error];
const refusal = (status: number, message: string): unknown => [
  status,
  { code: "HttpException", message, details: message },
];

describe("the older token routes", () => {
  it("answer in the envelope, with tokens that the newer route accepts", async () => {
    const reply = await exchange(await allow(cal));
    expect([reply.status, reply.body.status, reply.body.data.expires_in]).toEqual([
      200,
      "success",
      1800,
    ]);
    const again = await refresh(reply.body.data.refresh_token);
    expect(again.status).toBe(200);
    expect((await cal.call("GET", "/v2/me", { key: again.body.data.access_token })).status).toBe(
      200,
    );
  });

  it("report errors in shape 4", async () => {
    const code = await allow(cal);
    expect(shape4(await exchange(code, { clientSecret: "wrong" }))).toEqual(
      refusal(401, "invalid_client"),
    );
    await exchange(code);
    expect(shape4(await exchange(code))).toEqual(refusal(400, "invalid_grant"));
    expect(shape4(await refresh("bad"))).toEqual(refusal(400, "invalid_grant"));
    expect(shape4(await post("nope/refresh", {}))).toEqual(refusal(401, "invalid_client"));
  });

  it("report a wrong or extra field in shape 5", async () => {
    const reply = await exchange(await allow(cal), { client_secret: "conf-secret" });
    expect([reply.status, reply.body.error.message]).toEqual([400, "Bad Request Exception"]);
    expect(reply.body.error.details.errors[0].property).toBe("client_secret");
  });

  it("rotate tokens like the newer route", async () => {
    await cal.control("/oauth", { refreshMode: "rotating" });
    const { data } = (await exchange(await allow(cal))).body;
    expect((await refresh(data.refresh_token)).status).toBe(200);
    expect(shape4(await refresh(data.refresh_token))).toEqual(refusal(400, "invalid_grant"));
  });

  it("report server errors in their own shape", async () => {
    await cal.control("/faults", { operation: "token", fault: "status500BeforeCommit" });
    const reply = await refresh("x");
    expect([reply.status, reply.body.error.code, reply.body.error.message]).toEqual([
      500,
      "InternalServerErrorException",
      "Could not refresh tokens",
    ]);
  });
});

describe("the older authorize route", () => {
  const body = { redirectUri, scopes: ["READ_BOOKING"], state: "abc" };
  const authorize = async (change: object, cookie: string, client = "conf") =>
    fetch(`${cal.url}/v2/auth/oauth2/clients/${client}/authorize`, {
      method: "POST",
      redirect: "manual",
      headers: { cookie, "content-type": "application/json" },
      body: JSON.stringify({ ...body, ...change }),
    });
  const session = async (): Promise<string> => {
    const page = await consent(cal, request, { form: { decision: "allow", user: "1002" } });
    return page.cookie ?? "";
  };

  it("redirects a signed-in user with code and state", async () => {
    const response = await authorize({}, await session());
    const location = new URL(response.headers.get("location") ?? "");
    expect([response.status, location.searchParams.get("state")]).toEqual([303, "abc"]);
    expect((await exchange(location.searchParams.get("code") ?? "")).status).toBe(200);
  });

  it("refuses a signed-out user, an unknown redirect address and a public client without PKCE", async () => {
    expect((await authorize({}, "")).status).toBe(401);
    expect((await authorize({}, "next-auth.session-token=forged")).status).toBe(401);
    const cookie = await session();
    expect((await authorize({ redirectUri: "https://evil.example" }, cookie)).status).toBe(400);
    const withoutPkce = await authorize({}, cookie, "pub");
    expect(withoutPkce.status).toBe(303);
    const callback = new URL(withoutPkce.headers.get("location") ?? "");
    expect(callback.searchParams.get("error")).toBe("invalid_request");
    expect(callback.searchParams.has("code")).toBe(false);
    expect((await authorize({}, cookie, "nobody")).status).toBe(404);
    const pkce = { codeChallenge: challenge, codeChallengeMethod: "S256" };
    const response = await authorize(pkce, cookie, "pub");
    const code = new URL(response.headers.get("location") ?? "").searchParams.get("code");
    const exchanged = await post("pub/exchange", {
      grantType: "authorization_code",
      code,
      redirectUri,
      codeVerifier: verifier,
    });
    expect(exchanged.status).toBe(200);
  });

  it("describes a client to a signed-in user", async () => {
    const get = (id: string, key?: string) =>
      cal.call("GET", `/v2/auth/oauth2/clients/${id}`, key === undefined ? {} : { key });
    expect((await get("conf", coachKey)).body.data).toEqual({
      id: "conf",
      redirectUri,
      name: "Reslot",
      logo: null,
      isTrusted: false,
      type: "CONFIDENTIAL",
    });
    expect(shape4(await get("nope", coachKey))).toEqual(refusal(404, "unauthorized_client"));
    expect((await get("conf")).status).toBe(401);
  });
});
