import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createCalClient } from "../../src/index.ts";
import { formatInstant, systemClock } from "../../src/time/index.ts";
import {
  type CalOAuthAnswers,
  type CalOAuthClient,
  type CalTokens,
  createAuthorizeUrl,
  exchangeCode,
  refreshToken,
} from "../../src/oauth/index.ts";
import type { AuthorizeRequest } from "../../src/oauth/create-authorize-url.ts";
import { errorOf } from "../oauth/fixtures.ts";
import { skipsExternal } from "./skipped.ts";
import { oauthClients, people, redirectUri, startStandIn, type Target } from "./target.ts";

const kinds = (["rfc6749", "enveloped"] as const).flatMap((answers: CalOAuthAnswers) =>
  oauthClients.map(({ clientId, clientSecret }) => ({ answers, clientId, clientSecret })),
);

const isSkipped = skipsExternal("connecting by OAuth", "a real server asks a person for consent");
describe.skipIf(isSkipped)("connecting by OAuth", { timeout: 60_000 }, () => {
  let target: Target;
  let menteeId: number;
  beforeAll(async () => {
    target = await startStandIn();
    const mentee = createCalClient({ baseUrl: target.url, accessToken: target.menteeKey });
    ({ id: menteeId } = await mentee.me.get());
  }, 60_000);
  afterAll(() => target.stop(), 60_000);
  beforeEach(async () => {
    await control("/reset", {});
    await control("/oauth", { refreshMode: "stateless", hasTokenEndpoint: true });
  });

  async function control(path: string, body: object): Promise<void> {
    const response = await fetch(`${target.url}/_sandbox${path}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${path}: ${await response.text()}`);
  }

  const clientOf = (changes: Partial<CalOAuthClient> = {}): CalOAuthClient => ({
    appUrl: target.url,
    apiUrl: target.url,
    clientId: "conf",
    clientSecret: "conf-secret-value",
    redirectUri,
    ...changes,
  });

  /** What the consent page does when a person presses a button. */
  async function decide(url: string, decision: "allow" | "cancel"): Promise<URL> {
    const response = await fetch(url, {
      method: "POST",
      body: new URLSearchParams({ decision, user: String(menteeId) }),
      redirect: "manual",
    });
    return new URL(response.headers.get("location") ?? "");
  }

  async function connect(client: CalOAuthClient): Promise<CalTokens> {
    const asked: AuthorizeRequest = await createAuthorizeUrl(client);
    const callback = await decide(asked.url, "allow");
    return exchangeCode(client, {
      callback,
      expectedState: asked.state,
      codeVerifier: asked.codeVerifier,
    });
  }

  const emailOf = async (accessToken: string): Promise<string> =>
    (await createCalClient({ baseUrl: target.url, accessToken }).me.get()).email;

  it.each(kinds)("works for the $clientId client, answered $answers", async (kind) => {
    const client = clientOf(kind);

    const first = await connect(client);
    const second = await refreshToken(client, first);

    await expect(emailOf(first.accessToken)).resolves.toBe(people.mentee.email);
    await expect(emailOf(second.accessToken)).resolves.toBe(people.mentee.email);
    await expect(refreshToken(client, first)).resolves.toHaveProperty("accessToken");
  });

  it.each(kinds)("survives rotation for the $clientId client, answered $answers", async (kind) => {
    await control("/oauth", { refreshMode: "rotating" });
    const client = clientOf(kind);
    const first = await connect(client);
    const second = await refreshToken(client, first);

    const error = await errorOf(refreshToken(client, first));

    expect(error).toMatchObject({ code: "INVALID_GRANT", status: 400, operation: "refresh" });
    await expect(refreshToken(client, second)).resolves.toHaveProperty("accessToken");
  });

  it("ends when the person says no", async () => {
    const client = clientOf();
    const { url, state } = await createAuthorizeUrl(client);
    const callback = await decide(url, "cancel");

    const error = await errorOf(exchangeCode(client, { callback, expectedState: state }));

    expect(error).toMatchObject({ code: "ACCESS_DENIED", operation: "authorize" });
  });

  it("ends when the callback is somebody else's", async () => {
    const client = clientOf();
    const [mine, theirs] = [await createAuthorizeUrl(client), await createAuthorizeUrl(client)];
    const callback = await decide(theirs.url, "allow");

    const error = await errorOf(exchangeCode(client, { callback, expectedState: mine.state }));

    expect(error.code).toBe("STATE_MISMATCH");
  });

  it("has to be done again after the person removed the app at Cal.com", async () => {
    const client = clientOf();
    const tokens = await connect(client);
    await control("/oauth/revoke", { email: people.mentee.email });

    const error = await errorOf(refreshToken(client, tokens));

    expect(error.code).toBe("INVALID_GRANT");
    await expect(emailOf(tokens.accessToken)).rejects.toMatchObject({ code: "TOKEN_INVALID" });
  });

  it("gives an access token that ends, and a refresh token that outlives it", async () => {
    const client = clientOf();
    const tokens = await connect(client);
    await control("/clock", { now: formatInstant(tokens.expiresAt + 1000) });

    await expect(emailOf(tokens.accessToken)).rejects.toMatchObject({ code: "TOKEN_INVALID" });
    const next = await refreshToken(client, tokens);
    await expect(emailOf(next.accessToken)).resolves.toBe(people.mentee.email);
    expect(tokens.expiresAt).toBeGreaterThan(systemClock.now());
  });

  it("says that the server has only the older endpoints", async () => {
    await control("/oauth", { hasTokenEndpoint: false });
    const tokens = await connect(clientOf({ answers: "enveloped" }));

    const error = await errorOf(refreshToken(clientOf(), tokens));

    expect(error).toMatchObject({ code: "INVALID_REQUEST", reason: "unknownEndpoint" });
  });

  it.each([
    ["resetAfterCommit", "UNREACHABLE", true],
    ["truncatedBody", "UNEXPECTED_RESPONSE", true],
    ["status500AfterCommit", "SERVER_ERROR", true],
    ["hang", "UNREACHABLE", true],
    ["rateLimit", "RATE_LIMITED", false],
    ["unauthorized", "INVALID_CLIENT", false],
  ])("maps the fault %s in both families", async (fault, code, isUnknown) => {
    const tokens = await connect(clientOf());

    for (const answers of ["rfc6749", "enveloped"] as const) {
      await control("/faults", { operation: "token", fault, times: 1 });
      const error = await errorOf(refreshToken(clientOf({ answers, timeoutMs: 400 }), tokens));
      expect(error.code).toBe(code);
      expect(error.outcomeUnknown).toBe(isUnknown);
    }
  });
});
