import { existsSync, readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { type CalOAuthAnswers, exchangeCode, refreshToken } from "../../src/oauth/index.ts";
import { startServer } from "../local-server.ts";
import { answering, clientOf } from "./fixtures.ts";

// Recorded exchanges of a real server; they lie beside the repository, not in it.
const folder =
  process.env["CAL_RECORDINGS_DIR"] ??
  resolve(import.meta.dirname, "..", "..", "..", "..", "..", "shared", "cal", "recordings");
const isPresent = existsSync(folder);

interface Recording {
  readonly name: string;
  readonly request: { readonly method: string; readonly path: string; readonly body?: object };
  readonly response: { readonly status: number; readonly body: unknown };
}
const recordings: Recording[] = (isPresent ? readdirSync(folder) : [])
  .filter((file) => file.endsWith(".json"))
  .map((file) => JSON.parse(readFileSync(resolve(folder, file), "utf8")) as Recording)
  .filter(({ request }) =>
    /oauth2\/(token|clients\/[^/]+\/(exchange|refresh))$/.test(request?.path),
  );

const meanings: Readonly<Record<string, string>> = {
  "11-oauth2-exchange-code-reuse": "INVALID_GRANT",
  "11-oauth2-exchange-wrong-secret": "INVALID_CLIENT",
  "11-oauth2-public-exchange-after-bad-verifier": "INVALID_GRANT",
  "11-oauth2-refresh-bad-token": "INVALID_GRANT",
  "11-oauth2-refresh-unknown-client": "INVALID_CLIENT",
  "11-oauth2-refresh-wrong-secret": "INVALID_CLIENT",
  "11-oauth2-token-endpoint-newer": "INVALID_REQUEST",
  "19-postgres-down-oauth-refresh": "SERVER_ERROR",
};

/** The call that sends what was recorded. */
async function repeat({ request }: Recording, url: string): Promise<unknown> {
  const [, clientId = "oauth2-conf"] = /clients\/([^/]+)\//.exec(request.path) ?? [];
  const answers: CalOAuthAnswers = request.path.endsWith("/token") ? "rfc6749" : "enveloped";
  const sent = new Map(Object.entries(request.body ?? {}));
  const client = clientOf(url, {
    answers,
    clientId,
    clientSecret: sent.get("clientSecret") ?? sent.get("client_secret") ?? null,
    redirectUri: sent.get("redirectUri") ?? "http://localhost:4000/callback",
  });
  const old = sent.get("refreshToken") ?? sent.get("refresh_token");
  if (old !== undefined) return refreshToken(client, { refreshToken: old });
  return exchangeCode(client, {
    callback: new URLSearchParams({ code: sent.get("code"), state: "s" }),
    expectedState: "s",
    codeVerifier: sent.get("codeVerifier"),
  });
}

describe.skipIf(!isPresent)(`recorded exchanges (skipped when ${folder} is missing)`, () => {
  it.for(recordings)("$name: the same request, and its meaning", async (recording, context) => {
    const { request, response } = recording;
    const server = await startServer(context, answering(response.body, response.status));

    const outcome = await repeat(recording, server.url).catch((error: unknown) => error);

    const [sent] = server.seen;
    const isForm = request.path.endsWith("/token");
    expect(sent?.url.pathname).toBe(request.path);
    expect(
      isForm
        ? Object.fromEntries(new URLSearchParams(sent?.body))
        : JSON.parse(sent?.body ?? "null"),
    ).toEqual(request.body);
    expect(outcome).toMatchObject(
      response.status === 200
        ? { accessToken: "<jwt>", refreshToken: "<jwt>" }
        : { code: meanings[recording.name], status: response.status },
    );
  });

  it("finds every one", () => {
    expect(recordings.length).toBeGreaterThanOrEqual(11);
  });
});
