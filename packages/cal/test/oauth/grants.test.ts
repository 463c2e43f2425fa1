import { describe, expect, it, type TestContext, vi } from "vitest";
import { fixedClock, parseInstant } from "../../src/time/index.ts";
import {
  type CalOAuthAnswers,
  type CalOAuthClient,
  type CalTokens,
  createAuthorizeUrl,
  exchangeCode,
  refreshToken,
} from "../../src/oauth/index.ts";
import { type OAuthServer, startOAuthServer } from "./oauth-server.ts";
import { errorOf } from "./fixtures.ts";

const now = "2026-11-25T10:00:00.000Z";

async function connect(server: OAuthServer, client: CalOAuthClient): Promise<CalTokens> {
  const { url, state, codeVerifier } = await createAuthorizeUrl(client);
  const callback = server.consent(url);
  return exchangeCode(client, { callback, expectedState: state, codeVerifier });
}

const families: readonly CalOAuthAnswers[] = ["rfc6749", "enveloped"];
const kinds = families.flatMap((answers) => [
  { answers, clientId: "conf" as const },
  { answers, clientId: "pub" as const },
]);

describe.each(kinds)(
  "a $clientId client of a server that answers $answers",
  ({ answers, clientId }) => {
    const start = async (context: TestContext, options = {}) => {
      const server = await startOAuthServer(context, options);
      return { server, client: server.client(clientId, { answers, clock: fixedClock(now) }) };
    };

    it("gets tokens for the code, and others for the refresh token", async (context) => {
      const { server, client } = await start(context);

      const first = await connect(server, client);
      const second = await refreshToken(client, first);

      expect(first).toEqual({
        accessToken: expect.stringMatching(/^access\./),
        refreshToken: expect.stringMatching(/^refresh\./),
        expiresAt: parseInstant("2026-11-25T10:30:00.000Z"),
        scopes: null,
      });
      expect(second.accessToken).not.toBe(first.accessToken);
      expect(second.refreshToken).not.toBe(first.refreshToken);
      expect(server.seen).toHaveLength(2);
    });

    it("sends its credentials in the body, and nowhere else", async (context) => {
      const { server, client } = await start(context);

      await refreshToken(client, await connect(server, client));

      for (const { headers, url } of server.seen) {
        expect(headers.authorization).toBeUndefined();
        expect(url.search).toBe("");
      }
      expect(server.bodies().map((body) => body["client_secret"] !== undefined)).toEqual(
        clientId === "conf" ? [true, true] : [false, false],
      );
      expect(server.bodies().map((body) => body["code_verifier"] !== undefined)).toEqual(
        clientId === "conf" ? [false, false] : [true, false],
      );
    });

    it("is counted by its id, in a budget of its own that can hold it back", async (context) => {
      const { server, client } = await start(context);
      const budget = { take: vi.fn(() => 0), onAnswer: vi.fn() };

      const tokens = await connect(server, { ...client, budget });

      expect(server.seen.map(({ headers }) => headers["x-cal-client-id"])).toEqual([clientId]);
      expect(budget.take).toHaveBeenCalledTimes(1);
      expect(budget.onAnswer.mock.calls).toEqual([[{ rateLimit: null, refusedForMs: 0 }]]);
      budget.take.mockReturnValue(5_000);
      expect(await errorOf(refreshToken({ ...client, budget }, tokens))).toMatchObject({
        code: "NOT_SENT",
        reason: "heldBack",
        retryAfterMs: 5_000,
      });
      expect(server.seen).toHaveLength(1);
    });

    it("cannot use a code twice", async (context) => {
      const { server, client } = await start(context);
      const { url, state, codeVerifier } = await createAuthorizeUrl(client);
      const input = { callback: server.consent(url), expectedState: state, codeVerifier };
      await exchangeCode(client, input);

      const error = await errorOf(exchangeCode(client, input));

      expect(error).toMatchObject({ code: "INVALID_GRANT", operation: "exchange", status: 400 });
      expect(error.outcomeUnknown).toBe(false);
      expect(error.requestId).toBe("req-1");
    });

    it("can refresh twice with one token where the server allows it", async (context) => {
      const { server, client } = await start(context);
      const tokens = await connect(server, client);

      await refreshToken(client, tokens);

      await expect(refreshToken(client, tokens)).resolves.toHaveProperty("accessToken");
    });

    it("has to connect again with a token that a refresh has revoked", async (context) => {
      const { server, client } = await start(context, { rotates: true });
      const first = await connect(server, client);
      const second = await refreshToken(client, first);

      const error = await errorOf(refreshToken(client, first));

      expect(error).toMatchObject({ code: "INVALID_GRANT", operation: "refresh", status: 400 });
      await expect(refreshToken(client, second)).resolves.toHaveProperty("accessToken");
    });

    it("keeps its refresh token when the server sends no new one", async (context) => {
      const { server, client } = await start(context, { keepsRefreshToken: true });
      const first = await connect(server, client);

      const second = await refreshToken(client, first);

      expect(second.refreshToken).toBe(first.refreshToken);
      expect(second.accessToken).not.toBe(first.accessToken);
    });

    it("is told when the server does not know it", async (context) => {
      const { client } = await start(context);

      const error = await errorOf(
        refreshToken(
          { ...client, clientId: "nope", clientSecret: null },
          { refreshToken: "secret" },
        ),
      );

      expect(error).toMatchObject({ code: "INVALID_CLIENT", status: 401 });
    });

    it("says that its redirect URI is not the one it asked with", async (context) => {
      const { server, client } = await start(context);
      const { url, state, codeVerifier } = await createAuthorizeUrl(client);
      const callback = server.consent(url);
      const moved = { ...client, redirectUri: "https://other.example.test/callback" };

      const error = await errorOf(
        exchangeCode(moved, { callback, expectedState: state, codeVerifier }),
      );

      expect(error.code).toBe("INVALID_REQUEST");
    });
  },
);

describe("a confidential client", () => {
  it.for(families)(
    "is refused with a wrong secret, and loses nothing (%s)",
    async (answers, context) => {
      const server = await startOAuthServer(context, { rotates: true });
      const client = server.client("conf", { answers });
      const tokens = await connect(server, client);

      const error = await errorOf(
        refreshToken({ ...client, clientSecret: "secret-wrong" }, tokens),
      );

      expect(error).toMatchObject({ code: "INVALID_CLIENT", status: 401 });
      await expect(refreshToken(client, tokens)).resolves.toHaveProperty("accessToken");
    },
  );

  it("does not send a verifier even when it is given one", async (context) => {
    const server = await startOAuthServer(context);
    const client = server.client("conf");
    const { url, state } = await createAuthorizeUrl(client);
    const callback = server.consent(url);

    await exchangeCode(client, { callback, expectedState: state, codeVerifier: "leftover" });

    expect(server.bodies()[0]).not.toHaveProperty("code_verifier");
  });
});

describe("a public client", () => {
  it.for(families)("burns its code with a wrong verifier (%s)", async (answers, context) => {
    const server = await startOAuthServer(context);
    const client = server.client("pub", { answers });
    const { url, state, codeVerifier } = await createAuthorizeUrl(client);
    const input = { callback: server.consent(url), expectedState: state };

    const wrong = await errorOf(exchangeCode(client, { ...input, codeVerifier: "s".repeat(43) }));
    const late = await errorOf(exchangeCode(client, { ...input, codeVerifier }));

    expect([wrong.code, late.code]).toEqual(["INVALID_GRANT", "INVALID_GRANT"]);
    expect(wrong.reason).toBe(answers === "rfc6749" ? "pkce_verification_failed" : undefined);
  });

  it.each([[undefined], [null], [""]])("needs its verifier (%j)", async (codeVerifier) => {
    const client = {
      appUrl: "https://app.cal.example.test",
      apiUrl: "https://api.cal.example.test",
      clientId: "pub",
      redirectUri: "https://reslot.example.test/api/cal/callback",
    };
    const callback = new URL("https://reslot.example.test/?code=c&state=s");

    await expect(
      exchangeCode(client, { callback, expectedState: "s", codeVerifier }),
    ).rejects.toThrow(TypeError);
  });
});

describe("a callback", () => {
  const cases: readonly (readonly [name: string, query: string, code: string])[] = [
    ["no state", "code=secret", "STATE_MISMATCH"],
    ["an empty state", "code=secret&state=", "STATE_MISMATCH"],
    ["another state", "code=secret&state=other", "STATE_MISMATCH"],
    ["two states", "code=secret&state=mine&state=other", "STATE_MISMATCH"],
    ["an error and another state", "error=access_denied&state=other", "STATE_MISMATCH"],
    ["a refusal", "error=access_denied&state=mine", "ACCESS_DENIED"],
    ["a scope that the client may not have", "error=invalid_scope&state=mine", "INVALID_REQUEST"],
    ["a client that is not approved", "error=unauthorized_client&state=mine", "INVALID_CLIENT"],
    ["trouble at Cal.com", "error=server_error&state=mine", "SERVER_ERROR"],
    ["an unknown error", "error=secret_new&state=mine", "UNEXPECTED_RESPONSE"],
    ["no code", "state=mine", "UNEXPECTED_RESPONSE"],
    ["an empty code", "code=&state=mine", "UNEXPECTED_RESPONSE"],
    ["two codes", "code=secret&code=secret2&state=mine", "UNEXPECTED_RESPONSE"],
    ["another issuer", "code=secret&state=mine&iss=https%3A%2F%2Fevil.test", "UNEXPECTED_RESPONSE"],
    ["a token", "code=secret&state=mine&id_token=secret", "UNEXPECTED_RESPONSE"],
    ["a signed answer", "response=secret&state=mine", "UNEXPECTED_RESPONSE"],
  ];

  it.for(cases)("with %s is refused before Cal.com is asked", async ([, query, code], context) => {
    const server = await startOAuthServer(context);
    const callback = new URLSearchParams(query);

    const error = await errorOf(
      exchangeCode(server.client("conf"), { callback, expectedState: "mine" }),
    );

    expect(error).toMatchObject({ code, operation: "authorize", status: undefined });
    expect(error.outcomeUnknown).toBe(false);
    expect(server.seen).toEqual([]);
  });

  it("cannot be checked without the state that was sent", async (context) => {
    const server = await startOAuthServer(context);
    const callback = new URLSearchParams("code=c&state=");

    await expect(
      exchangeCode(server.client("conf"), { callback, expectedState: "" }),
    ).rejects.toThrow(TypeError);
    expect(server.seen).toEqual([]);
  });
});
