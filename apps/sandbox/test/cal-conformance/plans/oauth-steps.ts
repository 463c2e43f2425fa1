import { createHash } from "node:crypto";
import { hasSucceeded, isCall, messageOf } from "../recordings/timeline.ts";
import type { Stage } from "../stage.ts";
import type { Answer } from "../target.ts";
import type { Step } from "./steps.ts";

const redirectUri = "http://localhost:4000/callback";
const confidential = "oauth2-conf";
const clients = new Set([confidential, "oauth2-pub"]);
const exchangePath = /^\/v2\/auth\/oauth2\/clients\/[^/]+\/exchange$/;
const refreshPath = /^\/v2\/auth\/oauth2\/clients\/[^/]+\/refresh$/;

/** Codes, sessions and tokens that the request carries, as its place in time and its answer show them. */
export const withCredentials: Step = async (stage) => {
  const { recording } = stage;
  const { request, response } = recording;
  if (
    response.status === 404 &&
    messageOf(recording).startsWith("Cannot POST /v2/auth/oauth2/token")
  )
    await stage.target.control("/oauth", { hasTokenEndpoint: false });
  if (isCall(recording, "POST", exchangePath)) return withCode(stage);
  if (request.headers?.["cookie"] !== undefined) return allow(stage, confidential);
  if (JSON.stringify(request).includes("<jwt>")) return withTokens(stage);
};

/** A code of its client; one that was refused as such had been used, or tried with a wrong verifier. */
async function withCode(stage: Stage): Promise<void> {
  const { request, response } = stage.recording;
  const named = request.path.split("/")[5] ?? "";
  const clientId = clients.has(named) ? named : confidential;
  const verifier = fieldOf(request.body, "codeVerifier");
  const challenge = createHash("sha256")
    .update(verifier ?? "")
    .digest("base64url");
  const pkce = { code_challenge: challenge, code_challenge_method: "S256" };
  await allow(stage, clientId, verifier === null ? {} : pkce);
  if (response.status !== 400) return;
  const body = { grantType: "authorization_code", code: stage.secrets.code, redirectUri };
  await postTo(
    stage,
    `${clientId}/exchange`,
    verifier === null
      ? { ...body, clientSecret: "conf-secret" }
      : { ...body, codeVerifier: "wrong" },
  );
}

/** Tokens of the mentee's grant; expired where Cal.com refused them as a token. */
async function withTokens(stage: Stage): Promise<void> {
  const { recording, target, timeline } = stage;
  const isExpired = messageOf(recording) === "Invalid Access Token.";
  if (isExpired) await target.control("/oauth", { accessTtlSeconds: 30 });
  await allow(stage, confidential);
  await exchange(stage);
  const wasRefreshed = timeline
    .before(recording)
    .some((other) => isCall(other, "POST", refreshPath) && hasSucceeded(other));
  if (wasRefreshed && !isExpired) await refresh(stage);
  if (!isExpired) return;
  const now = new Date(Date.parse(recording.recordedAt) + 60_000).toISOString();
  await target.control("/clock", { now });
}

/** The mentee (user 1002) allows the app on the consent page, which gives a code and a session cookie. */
async function allow(
  { target, secrets }: Stage,
  clientId: string,
  extra: Record<string, string> = {},
): Promise<void> {
  const query = { client_id: clientId, redirect_uri: redirectUri, ...extra };
  const answer = await target.send({
    method: "POST",
    path: `/auth/oauth2/authorize?${new URLSearchParams(query).toString()}`,
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: "decision=allow&user=1002",
  });
  // A client without PKCE gets no code.
  const location = new URL(answer.headers.get("location") ?? redirectUri);
  secrets.code = location.searchParams.get("code") ?? "";
  secrets.session = answer.headers.get("set-cookie")?.split(";")[0] ?? "";
}

function postTo(stage: Stage, path: string, body: object): Promise<Answer> {
  const headers = { "content-type": "application/json" };
  const method = "POST";
  return stage.target.send({ method, path: `/v2/auth/oauth2/clients/${path}`, headers, body });
}

async function exchange(stage: Stage): Promise<void> {
  const { body } = await postTo(stage, `${confidential}/exchange`, {
    clientSecret: "conf-secret",
    grantType: "authorization_code",
    code: stage.secrets.code,
    redirectUri,
  });
  stage.secrets.accessToken = body.data.access_token;
  stage.secrets.refreshToken = body.data.refresh_token;
}

async function refresh(stage: Stage): Promise<void> {
  const { refreshToken } = stage.secrets;
  const body = { clientSecret: "conf-secret", grantType: "refresh_token", refreshToken };
  const answer = await postTo(stage, `${confidential}/refresh`, body);
  if (answer.status !== 200) throw new Error(`the refresh before answered ${answer.status}`);
}

function fieldOf(body: unknown, name: string): string | null {
  if (typeof body !== "object" || body === null) return null;
  const value = Reflect.get(body, name);
  return typeof value === "string" ? value : null;
}
