import { describe, expect, it } from "vitest";
import { exchangeCode, refreshToken } from "../../src/oauth/index.ts";
import { startServer } from "../local-server.ts";
import { answering, clientOf, errorOf, tokens } from "./fixtures.ts";

describe("answers that differ from the usual", () => {
  const refreshed = async (context: Parameters<typeof startServer>[0], body: unknown) => {
    const server = await startServer(context, answering(body));
    const clock = { now: () => 1_000_000 };
    return refreshToken(clientOf(server.url, { clock }), { refreshToken: "old" });
  };

  it("lists granted scopes, whatever separates them", async (context) => {
    const answer = await refreshed(context, { ...tokens, scope: "BOOKING_READ, APPS_READ  X" });

    expect(answer.scopes).toEqual(["BOOKING_READ", "APPS_READ", "X"]);
  });

  it("knows the difference between no scope and not a word about it", async (context) => {
    await expect(refreshed(context, { ...tokens, scope: "" })).resolves.toMatchObject({
      scopes: [],
    });
    await expect(refreshed(context, { ...tokens, scope: null })).resolves.toMatchObject({
      scopes: null,
    });
  });

  it("counts half an hour when the lifetime is left out", async (context) => {
    const answer = await refreshed(context, { ...tokens, expires_in: undefined });

    expect(answer.expiresAt).toBe(1_000_000 + 1_800_000);
  });

  it("keeps the old refresh token when the new one is null", async (context) => {
    const answer = await refreshed(context, { ...tokens, refresh_token: null });

    expect(answer).toMatchObject({ accessToken: "secret-access", refreshToken: "old" });
  });

  it("accepts a type in capitals and drops what it does not know", async (context) => {
    const answer = await refreshed(context, { ...tokens, token_type: "Bearer", more: "x" });

    expect(Object.keys(answer)).toEqual(["accessToken", "refreshToken", "expiresAt", "scopes"]);
  });

  it("does not take a connection without a refresh token", async (context) => {
    const server = await startServer(context, answering({ ...tokens, refresh_token: undefined }));
    const input = { callback: new URLSearchParams("code=c&state=s"), expectedState: "s" };

    const error = await errorOf(exchangeCode(clientOf(server.url), input));

    expect(error).toMatchObject({ code: "UNEXPECTED_RESPONSE", reason: "noRefreshToken" });
  });

  it("refuses to ask with an empty refresh token", async () => {
    await expect(
      refreshToken(clientOf("https://api.cal.example.test"), { refreshToken: "" }),
    ).rejects.toThrow(TypeError);
  });
});
