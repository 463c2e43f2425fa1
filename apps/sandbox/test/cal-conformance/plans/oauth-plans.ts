import { createHash } from "node:crypto";
import type { Stage } from "../stage.ts";
import { at, inOrder, parking, type Plan, type Step } from "./steps.ts";
import type { Answer } from "../target.ts";

const redirectUri = "http://localhost:4000/callback";
/** From recording 11-oauth2-public-exchange-ok. */
const verifier = "1wtbglvzGJIe1VZJcIU0HBTit_2L4iZ9X21L7MlTr3w";
const challenge = createHash("sha256").update(verifier).digest("base64url");
const pkce = { code_challenge: challenge, code_challenge_method: "S256" };

/** The mentee (user 1002) allows the app on the consent page, which gives a code and a session cookie. */
const allow =
  (clientId: string, extra: Record<string, string> = {}): Step =>
  async (stage) => {
    const query = { client_id: clientId, redirect_uri: redirectUri, ...extra };
    const answer = await stage.target.send({
      method: "POST",
      path: `/auth/oauth2/authorize?${new URLSearchParams(query).toString()}`,
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: "decision=allow&user=1002",
    });
    const location = new URL(answer.headers.get("location") ?? "");
    stage.secrets.code = location.searchParams.get("code") ?? "";
    stage.secrets.session = answer.headers.get("set-cookie")?.split(";")[0] ?? "";
  };

function postTo(stage: Stage, path: string, body: object): Promise<Answer> {
  const headers = { "content-type": "application/json" };
  return stage.target.send({
    method: "POST",
    path: `/v2/auth/oauth2/clients/${path}`,
    headers,
    body,
  });
}

const exchange: Step = async (stage) => {
  const { body } = await postTo(stage, "oauth2-conf/exchange", {
    clientSecret: "conf-secret",
    grantType: "authorization_code",
    code: stage.secrets.code,
    redirectUri,
  });
  stage.secrets.accessToken = body.data.access_token;
  stage.secrets.refreshToken = body.data.refresh_token;
};

const refresh: Step = async (stage) => {
  const { refreshToken } = stage.secrets;
  const body = { clientSecret: "conf-secret", grantType: "refresh_token", refreshToken };
  const answer = await postTo(stage, "oauth2-conf/refresh", body);
  if (answer.status !== 200) throw new Error(`the refresh before answered ${answer.status}`);
};

const wrongVerifier: Step = async (stage) => {
  const { code } = stage.secrets;
  const body = { grantType: "authorization_code", code, redirectUri, codeVerifier: "wrong" };
  const answer = await postTo(stage, "oauth2-pub/exchange", body);
  if (answer.status !== 400) throw new Error(`the wrong verifier answered ${answer.status}`);
};

const setOauth =
  (settings: object): Step =>
  async ({ target }) => {
    await target.control("/oauth", settings);
  };

/** Waits until a token with a lifetime of one second has expired. */
const pause: Step = async ({ target, recording }) => {
  const now = new Date(Date.parse(recording.recordedAt) + 60_000).toISOString();
  await target.control("/clock", { now });
};

const connected = inOrder(allow("oauth2-conf"), exchange);
const expired = inOrder(setOauth({ accessTtlSeconds: 30 }), connected, pause);
const hours: Step = async ({ api, secrets }) => {
  const path = "/v2/schedules/2";
  const body = { name: "My hours" };
  await api({ method: "PATCH", path, key: secrets.accessToken, version: "2024-06-11", body });
};

/** Plans for OAuth and for requests with an app's tokens. */
export const oauthPlans: readonly Plan[] = [
  { name: /^11-oauth2-token-endpoint-newer/, prepare: setOauth({ hasTokenEndpoint: false }) },
  { name: /^11-oauth2-authorize-no-session/, prepare: async () => {} },
  { name: /^11-oauth2-(?:authorize|client-get|exchange-wrong)/, prepare: allow("oauth2-conf") },
  { name: /^11-oauth2-(?:old-access|refresh-reuse)/, prepare: inOrder(connected, refresh) },
  {
    name: /^11-oauth2-public-exchange-after/,
    prepare: inOrder(allow("oauth2-pub", pkce), wrongVerifier),
  },
  { name: /^11-oauth2-public-exchange/, prepare: allow("oauth2-pub", pkce) },
  {
    name: /^11-oauth2-slots-with-expired/,
    prepare: inOrder(expired, at("2026-12-28T10:00:00Z")),
  },
  {
    name: /^11-oauth2-reschedule-with-expired/,
    prepare: inOrder(expired, at("2026-12-28T10:00:00Z")),
  },
  { name: /^11-oauth2-me-expired/, prepare: expired },
  { name: /^11-oauth2-reschedule/, prepare: inOrder(connected, at(parking)) },
  { name: /^11-oauth2-/, prepare: connected },
  { name: /^12-schedules-list/, prepare: inOrder(connected, hours) },
];
