import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { createAuthorizeUrl, movingScopes } from "./create-authorize-url.ts";
import { type CalOAuthClient } from "./oauth-client.ts";

const confidential: CalOAuthClient = {
  appUrl: "https://app.cal.example.test/",
  apiUrl: "https://api.cal.example.test",
  clientId: "client 1",
  clientSecret: "hush",
  redirectUri: "https://reslot.example.test/api/cal/callback?from=cal",
};
const publicClient: CalOAuthClient = { ...confidential, clientSecret: null };

describe("createAuthorizeUrl", () => {
  it("leads to the consent page with everything that Cal.com needs", async () => {
    const { url, state, codeVerifier } = await createAuthorizeUrl(confidential);

    const { origin, pathname, searchParams } = new URL(url);
    expect(`${origin}${pathname}`).toBe("https://app.cal.example.test/auth/oauth2/authorize");
    expect(Object.fromEntries(searchParams)).toEqual({
      client_id: "client 1",
      redirect_uri: "https://reslot.example.test/api/cal/callback?from=cal",
      response_type: "code",
      state,
      scope:
        "BOOKING_READ BOOKING_WRITE SCHEDULE_READ APPS_READ PROFILE_READ WEBHOOK_READ WEBHOOK_WRITE",
    });
    expect(codeVerifier).toBeNull();
    expect(url).not.toContain("hush");
  });

  it("adds a challenge for a public client, and keeps its answer out of the address", async () => {
    const { url, codeVerifier } = await createAuthorizeUrl(publicClient);

    const { searchParams } = new URL(url);
    const challenge = createHash("sha256")
      .update(codeVerifier ?? "")
      .digest("base64url");
    expect(codeVerifier).toMatch(/^[\w-]{43,128}$/);
    expect(searchParams.get("code_challenge")).toBe(challenge);
    expect(searchParams.get("code_challenge_method")).toBe("S256");
    expect(url).not.toContain(codeVerifier);
  });

  it.each([[undefined], [null], [""]])(
    "takes a client with the secret %j for public",
    async (clientSecret) => {
      const { codeVerifier } = await createAuthorizeUrl({ ...confidential, clientSecret });

      expect(codeVerifier).not.toBeNull();
    },
  );

  it("never makes the same state or verifier twice, each of 256 bits", async () => {
    const many = await Promise.all(
      Array.from({ length: 50 }, () => createAuthorizeUrl(publicClient)),
    );

    expect(new Set(many.map(({ state }) => state)).size).toBe(50);
    expect(new Set(many.map(({ codeVerifier }) => codeVerifier)).size).toBe(50);
    for (const { state } of many) expect(Buffer.from(state, "base64url")).toHaveLength(32);
  });

  it("asks for the scopes it is given, or for none", async () => {
    const some = await createAuthorizeUrl(confidential, {
      scopes: [...movingScopes, "WEBHOOK_WRITE"],
    });
    const none = await createAuthorizeUrl(confidential, { scopes: [] });

    expect(new URL(some.url).searchParams.get("scope")).toMatch(/ WEBHOOK_WRITE$/);
    expect(new URL(none.url).searchParams.has("scope")).toBe(false);
  });

  it.each(["http://localhost:3000", "http://127.0.0.1:4100", "http://[::1]:4100"])(
    "lets %s be plain http",
    async (url) => {
      const client = { ...confidential, appUrl: url, apiUrl: url, redirectUri: `${url}/cb` };

      await expect(createAuthorizeUrl(client)).resolves.toHaveProperty("state");
    },
  );

  it.each([
    ["appUrl", "http://app.cal.example.test"],
    ["appUrl", "not a url"],
    ["apiUrl", "http://127.0.0.1.evil.test"],
    ["apiUrl", "https://user:pass@api.cal.example.test"],
    ["redirectUri", "http://reslot.example.test/cb"],
    ["redirectUri", "/cb"],
    ["redirectUri", "https://reslot.example.test/cb#part"],
    ["redirectUri", "https://user@reslot.example.test/cb"],
    ["redirectUri", "javascript:alert(1)"],
    ["clientId", " "],
  ])("refuses %s %s", async (name, value) => {
    await expect(createAuthorizeUrl({ ...confidential, [name]: value })).rejects.toThrow(TypeError);
  });
});
