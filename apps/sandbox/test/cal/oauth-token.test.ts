import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { redirectUri, startFixture, type Fixture, type Reply } from "./fixture.ts";
import { allow, challenge, exchange, refresh, request, token, verifier } from "./oauth-flow.ts";

let cal: Fixture;
beforeAll(async () => {
  cal = await startFixture();
});
afterAll(() => cal.close());
beforeEach(async () => {
  await cal.control("/reset", { now: "2026-11-22T10:00:00Z" });
});

const me = (key: string) => cal.call("GET", "/v2/me", { key });
const connect = async (): Promise<Reply["body"]> => (await exchange(cal, await allow(cal))).body;
const oauthError = (reply: Reply): unknown => [
  reply.status,
  reply.body.error,
  reply.body.error_description,
];
const pkce = {
  ...request,
  client_id: "pub",
  code_challenge: challenge,
  code_challenge_method: "S256",
};
const publicBody = {
  grant_type: "authorization_code",
  client_id: "pub",
  redirect_uri: redirectUri,
};

describe("POST /v2/auth/oauth2/token", () => {
  it("exchanges a code for tokens of the person who allowed it, without an envelope", async () => {
    const reply = await exchange(cal, await allow(cal));
    expect(reply.status).toBe(200);
    expect(reply.headers.get("cache-control")).toBe("no-store");
    expect(Object.keys(reply.body).toSorted()).toEqual([
      "access_token",
      "expires_in",
      "refresh_token",
      "token_type",
    ]);
    expect([reply.body.token_type, reply.body.expires_in]).toEqual(["bearer", 1800]);
    expect((await me(reply.body.access_token)).body.data.email).toBe("mentee@example.test");
  });

  it("accepts a form as well as JSON", async () => {
    const form = new URLSearchParams({
      grant_type: "authorization_code",
      client_id: "conf",
      client_secret: "conf-secret",
      code: await allow(cal),
      redirect_uri: redirectUri,
    });
    const response = await fetch(`${cal.url}/v2/auth/oauth2/token`, { method: "POST", body: form });
    expect(response.status).toBe(200);
  });

  it("accepts a verifier from a public client, and invalidates the code on a wrong one", async () => {
    const code = await allow(cal, pkce);
    const wrong = await token(cal, { ...publicBody, code, code_verifier: "wrong" });
    expect(oauthError(wrong)).toEqual([400, "invalid_grant", "pkce_verification_failed"]);
    const late = await token(cal, { ...publicBody, code, code_verifier: verifier });
    expect(oauthError(late)).toEqual([400, "invalid_grant", "code_invalid_or_expired"]);
    const again = await allow(cal, pkce);
    const reply = await token(cal, { ...publicBody, code: again, code_verifier: verifier });
    expect(reply.status).toBe(200);
    const next = { grant_type: "refresh_token", client_id: "pub" };
    expect((await token(cal, { ...next, refresh_token: reply.body.refresh_token })).status).toBe(
      200,
    );
  });

  it("accepts a code once, within ten minutes, for the same redirect address and client", async () => {
    const used = await allow(cal);
    await exchange(cal, used);
    expect(oauthError(await exchange(cal, used))).toEqual([
      400,
      "invalid_grant",
      "code_invalid_or_expired",
    ]);
    const other = await exchange(cal, await allow(cal), { redirect_uri: "http://localhost:3000/" });
    expect(oauthError(other)).toEqual([400, "invalid_grant", "redirect_uri_mismatch"]);
    const foreign = await token(cal, {
      ...publicBody,
      code: await allow(cal),
      code_verifier: verifier,
    });
    expect(oauthError(foreign)).toEqual([400, "invalid_grant", "code_invalid_or_expired"]);
    const old = await allow(cal);
    await cal.control("/clock", { now: "2026-11-22T10:10:01Z" });
    expect(oauthError(await exchange(cal, old))).toEqual([
      400,
      "invalid_grant",
      "code_invalid_or_expired",
    ]);
  });

  it("keeps the code valid after a wrong secret", async () => {
    const code = await allow(cal);
    expect(oauthError(await exchange(cal, code, { client_secret: "wrong" }))).toEqual([
      401,
      "invalid_client",
      "invalid_client_credentials",
    ]);
    expect((await exchange(cal, code)).status).toBe(200);
  });

  it("refuses a confidential client that sent a challenge", async () => {
    const query = { ...request, code_challenge: challenge, code_challenge_method: "S256" };
    const refused = await exchange(cal, await allow(cal, query), { code_verifier: verifier });
    expect(oauthError(refused)).toEqual([
      400,
      "invalid_request",
      "property code_verifier should not exist",
    ]);
    expect(oauthError(await exchange(cal, await allow(cal, query)))).toEqual([
      400,
      "invalid_grant",
      "pkce_verification_failed",
    ]);
  });

  it.each([
    ["an unknown client", { client_id: "unknown" }, [401, "invalid_client"]],
    ["no client", { client_id: "" }, [400, "invalid_request"]],
    ["no secret", { client_secret: "" }, [400, "invalid_request"]],
    ["another grant", { grant_type: "password" }, [400, "invalid_request"]],
    ["an extra field", { scope: "BOOKING_READ" }, [400, "invalid_request"]],
    ["a public client's secret", { client_id: "pub" }, [400, "invalid_request"]],
  ])("refuses %s", async (_, change, expected) => {
    const reply = await exchange(cal, await allow(cal), change);
    expect([reply.status, reply.body.error]).toEqual(expected);
  });

  it("ignores HTTP Basic authentication", async () => {
    const response = await fetch(`${cal.url}/v2/auth/oauth2/token`, {
      method: "POST",
      headers: { authorization: `Basic ${btoa("conf:conf-secret")}` },
      body: new URLSearchParams({
        grant_type: "authorization_code",
        client_id: "conf",
        code: await allow(cal),
        redirect_uri: redirectUri,
      }),
    });
    expect([response.status, await response.json()]).toEqual([
      400,
      { error: "invalid_request", error_description: "client_secret must be a string" },
    ]);
  });

  it("can be absent, as in the recorded version", async () => {
    await cal.control("/oauth", { hasTokenEndpoint: false });
    const reply = await refresh(cal, "x");
    expect([reply.status, reply.body.error.message]).toEqual([
      404,
      "Cannot POST /v2/auth/oauth2/token",
    ]);
  });
});

describe("refreshing a token", () => {
  it("issues new tokens and keeps the old ones valid in stateless mode", async () => {
    const first = await connect();
    const second = await refresh(cal, first.refresh_token);
    expect(second.status).toBe(200);
    expect(second.body.refresh_token).not.toBe(first.refresh_token);
    expect((await refresh(cal, first.refresh_token)).status).toBe(200);
    expect((await me(first.access_token)).status).toBe(200);
    expect((await me(second.body.access_token)).status).toBe(200);
  });

  it("deletes every refresh token of that person and client in rotating mode", async () => {
    await cal.control("/oauth", { refreshMode: "rotating" });
    const [first, parallel] = [await connect(), await connect()];
    const coach = (await exchange(cal, await allow(cal, request, "1001"))).body;
    const second = await refresh(cal, first.refresh_token);
    expect(second.status).toBe(200);
    for (const old of [first, parallel]) {
      expect(oauthError(await refresh(cal, old.refresh_token))).toEqual([
        400,
        "invalid_grant",
        "refresh_token_revoked",
      ]);
    }
    expect((await me(first.access_token)).status).toBe(200);
    expect((await refresh(cal, second.body.refresh_token)).status).toBe(200);
    expect((await refresh(cal, coach.refresh_token)).status).toBe(200);
  });

  it("lets the later of two parallel refreshes delete the tokens of the earlier one", async () => {
    await cal.control("/oauth", { refreshMode: "rotating" });
    const { refresh_token: old } = await connect();
    const both = await cal.race([() => refresh(cal, old), () => refresh(cal, old)]);
    expect(both.map((reply) => reply.status)).toEqual([200, 200]);
    const after = await Promise.all(both.map((reply) => refresh(cal, reply.body.refresh_token)));
    expect(after.map((reply) => reply.status).toSorted((a, b) => a - b)).toEqual([200, 400]);
  });

  it("refuses a forged token, an access token, another client's token and one older than 30 days", async () => {
    const tokens = await connect();
    const refusal = (reply: Reply) => [reply.status, reply.body.error_description];
    expect(refusal(await refresh(cal, "bad"))).toEqual([400, "invalid_refresh_token"]);
    expect(refusal(await refresh(cal, tokens.access_token))).toEqual([
      400,
      "invalid_refresh_token",
    ]);
    const foreign = { grant_type: "refresh_token", client_id: "pub" };
    expect(refusal(await token(cal, { ...foreign, refresh_token: tokens.refresh_token }))).toEqual([
      400,
      "client_id_mismatch",
    ]);
    await cal.control("/clock", { now: "2026-12-22T10:00:01Z" });
    expect(refusal(await refresh(cal, tokens.refresh_token))).toEqual([
      400,
      "invalid_refresh_token",
    ]);
  });

  it("works after a restart", async () => {
    const tokens = await connect();
    await cal.restart();
    expect((await me(tokens.access_token)).status).toBe(200);
    expect((await refresh(cal, tokens.refresh_token)).status).toBe(200);
  });
});
