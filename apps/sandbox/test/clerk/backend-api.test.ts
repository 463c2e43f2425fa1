import { createClerkClient, verifyToken } from "@clerk/backend";
import { describe, expect, it } from "vitest";
import { everyScope } from "../../src/clerk/people.ts";
import {
  appOrigin,
  coach,
  type Instance,
  mentee,
  openBrowser,
  publishableKey,
  readAnswer,
  secretKey,
  signIn,
  startInstance,
} from "./fixture.ts";

const requestWith = (token: string) =>
  new Request(`${appOrigin}/api/trpc/booking.list`, {
    headers: { authorization: `Bearer ${token}` },
  });

const askWithKey = (instance: Instance, key: string) =>
  instance.sdk.authenticateRequest(requestWith(key), { acceptsToken: "api_key" });

describe("users in the Clerk Backend API", () => {
  it("reads a person by id with their primary address", async () => {
    const { sdk } = await startInstance();

    const user = await sdk.users.getUser(coach.clerkUserId);

    expect(user.firstName).toBe("Carla");
    expect(user.primaryEmailAddress?.emailAddress).toBe(coach.email);
  });

  it("finds people by address and counts them", async () => {
    const { sdk } = await startInstance();

    const found = await sdk.users.getUserList({ emailAddress: [mentee.email] });

    expect(found.data.map((user) => user.id)).toEqual([mentee.clerkUserId]);
    expect(found.totalCount).toBe(1);
    expect(await sdk.users.getCount()).toBe(2);
  });

  it("answers 404 for an unknown person", async () => {
    const { sdk } = await startInstance();

    await expect(sdk.users.getUser("user_nobody")).rejects.toMatchObject({ status: 404 });
  });

  it("merges metadata and keeps it after a restart", async () => {
    const instance = await startInstance();
    await instance.sdk.users.updateUserMetadata(coach.clerkUserId, {
      publicMetadata: { plan: "team", old: 1 },
    });
    await instance.sdk.users.updateUserMetadata(coach.clerkUserId, {
      publicMetadata: { old: null },
    });

    const { sdk } = await instance.restart();

    const user = await sdk.users.getUser(coach.clerkUserId);
    expect(user.publicMetadata).toEqual({ plan: "team" });
  });

  it("refuses a wrong secret key", async () => {
    const { url } = await startInstance();
    const stranger = createClerkClient({
      secretKey: "sk_test_wrong",
      publishableKey,
      apiUrl: url,
      telemetry: { disabled: true },
    });

    await expect(stranger.users.getUser(coach.clerkUserId)).rejects.toMatchObject({ status: 401 });
  });
});

describe("API keys in the Clerk Backend API", () => {
  it("accepts a person's own key, with every scope", async () => {
    const instance = await startInstance();

    const auth = (await askWithKey(instance, coach.clerkApiKey)).toAuth();

    expect(auth).toMatchObject({ userId: coach.clerkUserId, scopes: everyScope });
  });

  it("refuses an unknown key", async () => {
    const instance = await startInstance();

    expect((await askWithKey(instance, "ak_bogus")).isAuthenticated).toBe(false);
  });

  it("refuses a revoked key, even after a restart", async () => {
    const instance = await startInstance();
    const { data } = await instance.sdk.apiKeys.list({ subject: mentee.clerkUserId });
    await instance.sdk.apiKeys.revoke({ apiKeyId: data[0]?.id ?? "" });

    const restarted = await instance.restart();

    expect((await askWithKey(restarted, mentee.clerkApiKey)).isAuthenticated).toBe(false);
    expect((await askWithKey(restarted, coach.clerkApiKey)).isAuthenticated).toBe(true);
  });

  it("creates a key with fewer scopes that works at once", async () => {
    const instance = await startInstance();
    const key = await instance.sdk.apiKeys.create({
      name: "read only",
      subject: coach.clerkUserId,
      scopes: ["booking:read"],
    });

    const auth = (await askWithKey(instance, key.secret ?? "")).toAuth();

    expect(auth).toMatchObject({ userId: coach.clerkUserId, scopes: ["booking:read"] });
  });
});

describe("Clerk session tokens", () => {
  it("are issued with the database role and verify against the JWKS", async () => {
    const { sdk, url } = await startInstance();
    const session = await sdk.sessions.createSession({ userId: coach.clerkUserId });

    const { jwt } = await sdk.sessions.getToken(session.id);

    const claims = await verifyToken(jwt, { secretKey, apiUrl: url });
    expect(claims).toMatchObject({
      iss: "https://clerk.fixture.test",
      sub: coach.clerkUserId,
      sid: session.id,
      role: "authenticated",
    });
    expect(claims.exp - claims.iat).toBe(60);
  });

  it("are refused when expired", async () => {
    const twoMinutesAgo = { now: () => Date.now() - 120_000 };
    const instance = await startInstance(twoMinutesAgo);
    const { jwt } = await signIn(instance, await openBrowser(instance), coach);

    const verified = verifyToken(jwt, { secretKey, apiUrl: instance.url });

    await expect(verified).rejects.toMatchObject({ reason: "token-expired" });
    const state = await instance.sdk.authenticateRequest(requestWith(jwt), {});
    expect(state.isAuthenticated).toBe(false);
  });

  it("are refused when forged", async () => {
    const instance = await startInstance();
    const { jwt } = await signIn(instance, await openBrowser(instance), coach);

    const state = await instance.sdk.authenticateRequest(
      requestWith(`${jwt.slice(0, -6)}AAAAAA`),
      {},
    );

    expect(state.isAuthenticated).toBe(false);
  });

  it("are not issued for a revoked session", async () => {
    const { sdk } = await startInstance();
    const session = await sdk.sessions.createSession({ userId: coach.clerkUserId });
    await sdk.sessions.revokeSession(session.id);

    await expect(sdk.sessions.getToken(session.id)).rejects.toMatchObject({ status: 404 });
  });

  it("verify against the public JWKS, as in a database", async () => {
    const { url } = await startInstance();

    const { keys } = await readAnswer(await fetch(`${url}/.well-known/jwks.json`));

    expect(keys).toEqual([expect.objectContaining({ kty: "RSA", alg: "RS256", use: "sig" })]);
    expect(keys[0]).not.toHaveProperty("d");
  });
});
