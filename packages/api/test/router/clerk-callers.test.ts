import { randomBytes } from "node:crypto";
import { createClerkClient } from "@clerk/backend";
import { type Program, startProgram } from "@reslot/testing/start-program";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createClerkCallers } from "../../src/clerk.ts";

const appOrigin = "http://localhost:3000";
const secretKey = `sk_test_${randomBytes(24).toString("hex")}`;
const keyOf = (host: string) => `pk_test_${btoa(`${host}$`)}`;
const publishableKey = keyOf("clerk.local-instance.test");

let stand: Program;
beforeAll(async () => {
  stand = await startProgram("apps/sandbox/src/clerk/main.ts", {
    SANDBOX_PORT: "0",
    APP_ORIGIN: appOrigin,
    NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY: publishableKey,
    CLERK_SECRET_KEY: secretKey,
  });
});
afterAll(() => stand.stop());

/** A person at Clerk, and a host that asks it. */
async function arrange(host = publishableKey) {
  const telemetry = { disabled: true };
  const clerk = createClerkClient({ secretKey, publishableKey, apiUrl: stand.url, telemetry });
  const identifier = `${randomBytes(6).toString("hex")}@example.com`;
  const password = randomBytes(12).toString("hex");
  const { id: clerkUserId } = await clerk.users.createUser({
    emailAddress: [identifier],
    password,
  });
  const callers = createClerkCallers({
    secretKey,
    publishableKey: host,
    apiUrl: stand.url,
    appOrigin,
  });
  const ask = (headers: Record<string, string>) =>
    callers.resolveCaller(new Request(`${appOrigin}/api/trpc/booking.list`, { headers }));
  const bearer = (token: string) => ask({ authorization: `Bearer ${token}` });
  const signIn = () => signInFrom(appOrigin, { identifier, password });
  return { clerk, clerkUserId, callers, ask, bearer, signIn };
}

/** Signs a person in as a page does: the token names the page's origin. */
async function signInFrom(origin: string, credentials: Record<string, string>) {
  let query = "";
  async function post<Answer>(path: string, form: Record<string, string> = {}): Promise<Answer> {
    const body = new URLSearchParams(form);
    const init = { method: "POST", headers: { origin }, body };
    return (await (await fetch(`${stand.url}/v1/${path}${query}`, init)).json()) as Answer;
  }
  query = `?__clerk_db_jwt=${(await post<{ id: string }>("dev_browser")).id}`;
  const signedIn = await post<{ response: { created_session_id: string } }>("client/sign_ins", {
    strategy: "password",
    ...credentials,
  });
  const sessionId = signedIn.response.created_session_id;
  const { jwt } = await post<{ jwt: string }>(`client/sessions/${sessionId}/tokens`);
  return { sessionId, jwt };
}

describe("callers by Clerk", () => {
  it("are programs with the scopes of their key, until it is revoked", async () => {
    const { clerk, clerkUserId, bearer } = await arrange();
    const scopes = ["booking:read"];
    const create = () => clerk.apiKeys.create({ name: "calendar", subject: clerkUserId, scopes });
    const [used, revoked] = [await create(), await create()];
    await clerk.apiKeys.revoke({ apiKeyId: revoked.id });

    expect(await bearer(used.secret ?? "")).toEqual({ kind: "apiKey", clerkUserId, scopes });
    expect(await bearer(revoked.secret ?? "")).toBeNull();
    expect(await bearer("ak_unknown")).toBeNull();
    expect(await bearer("mt_machine")).toBeNull();
  });

  it("are people with a session, which is standing until it ends", async () => {
    const { clerk, clerkUserId, callers, bearer, signIn } = await arrange();
    const { sessionId, jwt } = await signIn();

    expect(await bearer(jwt)).toMatchObject({
      kind: "session",
      via: "bearer",
      clerkUserId,
      sessionId,
    });
    expect(await callers.isStanding(sessionId)).toBe(true);
    await clerk.sessions.revokeSession(sessionId);
    expect(await callers.isStanding(sessionId)).toBe(false);
    expect(await callers.isStanding("sess_unknown")).toBe(false);
  });

  it("are no one without a token, and with one that was not made for us", async () => {
    const { ask } = await arrange();
    const { bearer, clerk, clerkUserId, signIn } = await arrange(keyOf("clerk.other.test"));
    const { id } = await clerk.sessions.createSession({ userId: clerkUserId });
    const forNoPage = await clerk.sessions.getToken(id);

    expect(await ask({})).toBeNull();
    expect(await ask({ authorization: "Bearer nonsense" })).toBeNull();
    expect(await bearer(forNoPage.jwt)).toBeNull();
    expect(await bearer((await signIn()).jwt)).toBeNull();
  });
});
