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

  it("adds, verifies and removes addresses, which belong to one person", async () => {
    const { sdk } = await startInstance();
    const userId = coach.clerkUserId;
    const addressesOf = async () =>
      (await sdk.users.getUser(userId)).emailAddresses.map(
        ({ emailAddress, verification }) =>
          `${emailAddress} ${verification?.status ?? "unverified"}`,
      );
    const emailAddress = "work@example.test";

    const added = await sdk.emailAddresses.createEmailAddress({ userId, emailAddress });
    expect(await addressesOf()).toEqual([`${coach.email} verified`, `${emailAddress} unverified`]);
    await sdk.emailAddresses.updateEmailAddress(added.id, { verified: true, primary: true });
    expect(await addressesOf()).toEqual([`${emailAddress} verified`, `${coach.email} verified`]);
    const { primaryEmailAddressId, emailAddresses } = await sdk.users.getUser(userId);
    expect(primaryEmailAddressId).toBe(added.id);
    await expect(
      sdk.emailAddresses.createEmailAddress({ userId, emailAddress: mentee.email.toUpperCase() }),
    ).rejects.toMatchObject({ errors: [{ code: "form_identifier_exists" }] });

    await sdk.emailAddresses.deleteEmailAddress(emailAddresses[1]?.id ?? "");
    expect(await addressesOf()).toEqual([`${emailAddress} verified`]);
  });

  it("makes people and deletes them", async () => {
    const { sdk } = await startInstance();
    const emailAddress = ["nia@example.test", "nia@work.test"];

    const made = await sdk.users.createUser({ emailAddress, password: "nia-secret-1" });
    const found = await sdk.users.getUserList({ emailAddress: ["NIA@work.test"] });
    expect(found.data.map(({ id }) => id)).toEqual([made.id]);

    await sdk.users.deleteUser(made.id);
    await expect(sdk.users.getUser(made.id)).rejects.toMatchObject({ status: 404 });
    expect((await sdk.users.getUserList({ emailAddress })).data).toEqual([]);
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
