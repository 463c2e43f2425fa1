import { verifyToken } from "@clerk/backend";
import { decodeJwt } from "jose";
import { describe, expect, it } from "vitest";
import {
  appOrigin,
  coach,
  mentee,
  openBrowser,
  readAnswer,
  secretKey,
  signIn,
  startInstance,
} from "./fixture.ts";

describe("Clerk sign-in", () => {
  it("asks for the password once the user is identified", async () => {
    const instance = await startInstance();
    const browser = await openBrowser(instance);

    const answer = await browser.post(instance, "/v1/client/sign_ins", { identifier: coach.email });

    expect(answer.status).toBe(200);
    const { response, client } = await readAnswer(answer);
    expect(response).toMatchObject({
      status: "needs_first_factor",
      supported_first_factors: [{ strategy: "password" }],
    });
    expect(client.sessions).toEqual([]);
  });

  it("starts a session whose token has the page's origin", async () => {
    const instance = await startInstance();

    const { jwt } = await signIn(instance, await openBrowser(instance), coach);

    const claims = await verifyToken(jwt, {
      secretKey,
      apiUrl: instance.url,
      authorizedParties: [appOrigin],
    });
    expect(claims.sub).toBe(coach.clerkUserId);
  });

  it("reports a wrong password at the password field", async () => {
    const instance = await startInstance();
    const browser = await openBrowser(instance);

    const answer = await browser.post(instance, "/v1/client/sign_ins", {
      identifier: coach.email,
      password: "guess",
    });

    expect(answer.status).toBe(422);
    expect((await readAnswer(answer)).errors).toEqual([
      {
        code: "form_password_incorrect",
        message: expect.any(String),
        long_message: expect.any(String),
        meta: { param_name: "password" },
      },
    ]);
  });

  it("reports an unknown address at the address field", async () => {
    const instance = await startInstance();
    const browser = await openBrowser(instance);

    const answer = await browser.post(instance, "/v1/client/sign_ins", { identifier: "x@y.test" });

    expect(answer.status).toBe(422);
    const [error] = (await readAnswer(answer)).errors;
    expect(error).toMatchObject({
      code: "form_identifier_not_found",
      meta: { param_name: "identifier" },
    });
  });

  it("accepts a ticket once", async () => {
    const instance = await startInstance();
    const browser = await openBrowser(instance);
    const { token } = await instance.sdk.signInTokens.createSignInToken({
      userId: mentee.clerkUserId,
      expiresInSeconds: 60,
    });
    const form = { strategy: "ticket", ticket: token };

    const first = await browser.post(instance, "/v1/client/sign_ins", form);
    const second = await browser.post(instance, "/v1/client/sign_ins", form);

    expect((await readAnswer(first)).response.status).toBe("complete");
    expect(second.status).toBe(422);
  });
});

describe("a signed-in browser", () => {
  it("gets fresh tokens, and stays signed in after a restart", async () => {
    const instance = await startInstance();
    const browser = await openBrowser(instance);
    const { sessionId } = await signIn(instance, browser, coach);

    const restarted = await instance.restart();

    const answer = await browser.post(restarted, `/v1/client/sessions/${sessionId}/tokens`);
    const { jwt } = await readAnswer(answer);
    const claims = await verifyToken(jwt, { secretKey, apiUrl: restarted.url });
    expect(claims.sid).toBe(sessionId);
  });

  it("is signed out by DELETE, which clerk-js writes as a POST", async () => {
    const instance = await startInstance();
    const browser = await openBrowser(instance);
    const { sessionId } = await signIn(instance, browser, coach);

    const answer = await browser.post(instance, "/v1/client/sessions?_method=DELETE");

    expect((await readAnswer(answer)).client.sessions).toEqual([]);
    const token = await browser.post(instance, `/v1/client/sessions/${sessionId}/tokens`);
    expect(token.status).toBe(404);
  });

  it("never gets a token that is older than its client", async () => {
    let now = Date.now();
    const slow = { now: () => (now += 700) }; // every look at this clock takes long
    const instance = await startInstance(slow);
    const browser = await openBrowser(instance);
    await signIn(instance, browser, coach);

    for (let look = 0; look < 5; look += 1) {
      const { client } = await readAnswer(await browser.get(instance, "/v1/client"));
      const { iat = 0 } = decodeJwt(client.sessions[0]?.last_active_token.jwt ?? "");
      expect(iat).toBeGreaterThanOrEqual(Math.floor(client.updated_at / 1000));
    }
  });

  it("learns at its next request that its session was revoked", async () => {
    const instance = await startInstance();
    const browser = await openBrowser(instance);
    const { sessionId } = await signIn(instance, browser, coach);
    await instance.sdk.sessions.revokeSession(sessionId);

    const answer = await browser.get(instance, "/v1/client");

    expect((await readAnswer(answer)).response.sessions).toEqual([]);
  });

  it("cannot access another browser's session", async () => {
    const instance = await startInstance();
    const { sessionId } = await signIn(instance, await openBrowser(instance), coach);
    const other = await openBrowser(instance);

    const answer = await other.post(instance, `/v1/client/sessions/${sessionId}/tokens`);

    expect(answer.status).toBe(404);
  });
});

describe("the Clerk Frontend API", () => {
  it("refuses pages of other origins", async () => {
    const { url } = await startInstance();

    const answer = await fetch(`${url}/v1/client`, { headers: { origin: "http://evil.test" } });

    expect(answer.status).toBe(400);
  });

  it("tells an unknown browser to start over", async () => {
    const { url } = await startInstance();

    const answer = await fetch(`${url}/v1/client?__clerk_db_jwt=dvb_gone`);

    expect(answer.status).toBe(401);
    expect((await readAnswer(answer)).errors[0]?.code).toBe("dev_browser_unauthenticated");
  });

  it("does the same for an unknown cookie, and issues a new token", async () => {
    const { url } = await startInstance();
    const headers = { cookie: "__clerk_db_jwt=dvb_gone" };

    const refused = await fetch(`${url}/v1/client`, { headers });
    const fresh = await fetch(`${url}/v1/dev_browser`, { method: "POST", headers });

    expect(refused.status).toBe(401);
    expect(await fresh.json()).toMatchObject({ object: "dev_browser", id: expect.any(String) });
  });

  it("never redirects to another origin", async () => {
    const { url } = await startInstance();
    const target = encodeURIComponent("http://evil.test/");

    const answer = await fetch(`${url}/v1/client/handshake?redirect_url=${target}`, {
      redirect: "manual",
    });

    expect(answer.status).toBe(400);
  });

  it("serves clerk-js, and no file outside it", async () => {
    const { url } = await startInstance();

    const script = await fetch(`${url}/npm/@clerk/clerk-js@6/dist/clerk.browser.js`);
    const outside = await fetch(`${url}/npm/@clerk/clerk-js@6/dist/..%2Fpackage.json`);

    expect(script.headers.get("content-type")).toContain("text/javascript");
    expect((await script.text()).length).toBeGreaterThan(10_000);
    expect(outside.status).toBe(404);
  });

  it("does not allow sign-ups", async () => {
    const instance = await startInstance();
    const browser = await openBrowser(instance);

    const answer = await browser.post(instance, "/v1/client/sign_ups", {
      email: "new@example.test",
    });

    expect((await readAnswer(answer)).errors[0]?.code).toBe("sign_up_mode_restricted");
  });
});
