import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createClerkClient } from "@clerk/backend";
import { onTestFinished } from "vitest";
import { type Clock, systemClock } from "../../src/time/clock.ts";
import type { ClerkEnv } from "../../src/clerk/env.ts";
import { startServer } from "../../src/clerk/server.ts";

export const appOrigin = "http://localhost:3999";
export const secretKey = "sk_test_local_fixture";
export const publishableKey = `pk_test_${Buffer.from("clerk.fixture.test$").toString("base64").replace(/=+$/, "")}`;

export const coach = {
  email: "coach@example.test",
  firstName: "Carla",
  lastName: "Coach",
  password: "coach-secret-1",
  clerkUserId: "user_coach",
  clerkApiKey: "ak_coachcoachcoach",
};
export const mentee = {
  email: "mentee@example.test",
  firstName: "Max",
  lastName: "Mentee",
  password: "mentee-secret-1",
  clerkUserId: "user_mentee",
  clerkApiKey: "ak_menteementee",
};

/** Fields that responses of both APIs can have; each test states what it expects. */
interface Answer {
  readonly response: {
    readonly id: string;
    readonly status: string;
    readonly created_session_id: string;
    readonly sessions: readonly object[];
  };
  readonly client: {
    readonly updated_at: number;
    readonly sessions: readonly { readonly last_active_token: { readonly jwt: string } }[];
  };
  readonly errors: readonly { readonly code: string }[];
  readonly directives: readonly string[];
  readonly keys: readonly object[];
  readonly jwt: string;
}

export async function readAnswer(response: Response): Promise<Answer> {
  return (await response.json()) as Answer;
}

export interface Instance {
  readonly url: string;
  readonly sdk: ReturnType<typeof createClerkClient>;
  /** Restarts the process with the same folder on another port. */
  restart(): Promise<Instance>;
}

/** A new instance with its own folder and the real SDK; stopped when the test ends. */
export function startInstance(clock: Clock = systemClock): Promise<Instance> {
  const dir = mkdtempSync(join(tmpdir(), "clerk-"));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  writeFileSync(join(dir, "people.json"), JSON.stringify([coach, mentee]));
  return startIn(dir, clock);
}

async function startIn(dir: string, clock: Clock): Promise<Instance> {
  const env: ClerkEnv = {
    port: 0,
    dir,
    peopleFile: join(dir, "people.json"),
    publishableKey,
    secretKey,
    appOrigin,
    tokenSeconds: 60,
  };
  const server = await startServer(env, clock);
  onTestFinished(() => server.close());
  const sdk = createClerkClient({
    secretKey,
    publishableKey,
    apiUrl: server.url,
    telemetry: { disabled: true },
  });
  const restart = async () => {
    await server.close();
    return startIn(dir, clock);
  };
  return { url: server.url, sdk, restart };
}

/** A browser that keeps its token and posts forms as clerk-js does. */
export async function openBrowser(instance: Instance) {
  const back = encodeURIComponent(`${appOrigin}/`);
  const hello = await fetch(
    `${instance.url}/v1/client/handshake?format=nonce&redirect_url=${back}`,
    { redirect: "manual" },
  );
  const location = new URL(hello.headers.get("location") ?? "");
  const nonce = location.searchParams.get("__clerk_handshake_nonce") ?? "";
  const payload = await fetch(`${instance.url}/v1/clients/handshake_payload?nonce=${nonce}`, {
    headers: { authorization: `Bearer ${secretKey}` },
  });
  const { directives } = await readAnswer(payload);
  const cookie = directives.find((directive) => directive.startsWith("__clerk_db_jwt=")) ?? "";
  return browserWith(cookie.slice("__clerk_db_jwt=".length, cookie.indexOf(";")));
}

function browserWith(token: string) {
  const address = (instance: Instance, path: string) => {
    const url = new URL(path, instance.url);
    url.searchParams.set("__clerk_db_jwt", token);
    return url;
  };
  return {
    get: (instance: Instance, path: string) =>
      fetch(address(instance, path), { headers: { origin: appOrigin } }),
    post: (instance: Instance, path: string, form: Record<string, string> = {}) =>
      fetch(address(instance, path), {
        method: "POST",
        headers: { origin: appOrigin },
        body: new URLSearchParams(form),
      }),
  };
}
export type Browser = ReturnType<typeof browserWith>;

/** Completes both steps of the form; returns the session's id and token. */
export async function signIn(instance: Instance, browser: Browser, person: typeof coach) {
  const first = await browser.post(instance, "/v1/client/sign_ins", { identifier: person.email });
  const { id } = (await readAnswer(first)).response;
  const second = await browser.post(instance, `/v1/client/sign_ins/${id}/attempt_first_factor`, {
    strategy: "password",
    password: person.password,
  });
  const { response, client } = await readAnswer(second);
  const jwt = client.sessions[0]?.last_active_token.jwt ?? "";
  return { sessionId: response.created_session_id, jwt };
}
