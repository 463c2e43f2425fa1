import { randomBytes } from "node:crypto";
import { minuteMs } from "@reslot/cal/time";
import { createClient } from "@supabase/supabase-js";
import { ulid } from "ulid";
import { describe, expect, it } from "vitest";
import type { Database } from "../src/database.types.ts";
import { createDb, parseTokenKeys, Secret } from "../src/index.ts";
import { db, iso, LEASE_MS, makeUser, serverClient, sql, supabase } from "./fixtures.ts";

const tokensOf = (name: string) => ({
  accessToken: new Secret(`access-${name}`),
  refreshToken: new Secret(`refresh-${name}`),
  accessExpiresAt: iso(Date.parse("2026-12-01T12:00:00Z")),
});
const account = () => ({
  calUserId: 1_000_000 + randomBytes(3).readUIntBE(0, 3),
  calUsername: "sam",
  calEmail: "sam@example.com",
});
const setOf = (values: readonly (Secret | undefined)[]) => values.map((value) => value?.reveal());

async function connect(given: { userUlid?: string } = {}) {
  const userUlid = given.userUlid ?? (await makeUser()).ulid;
  const connection = await db.calConnections.saveOAuth({
    ulid: ulid(),
    userUlid,
    me: account(),
    ...tokensOf("1"),
    scopes: ["BOOKING_READ", "PROFILE_READ"],
  });
  return { userUlid, connection };
}

const lease = (userUlid: string, generation = 1, leaseMs = LEASE_MS) =>
  db.calConnections.leaseRefresh({ userUlid, owner: ulid(), generation, leaseMs });
const store = (userUlid: string, generation: number, name = "2") =>
  db.calConnections.storeRefreshed({ userUlid, generation, ...tokensOf(name) });

describe("a connection by OAuth", () => {
  it("returns both tokens, the expiry and the scopes", async () => {
    const { userUlid, connection } = await connect();

    expect(connection).toMatchObject({ kind: "oauth", status: "connected", generation: 1 });
    const stored = await db.calConnections.readOAuth(userUlid);
    expect(setOf([stored?.accessToken, stored?.refreshToken])).toEqual(["access-1", "refresh-1"]);
    expect(stored).toMatchObject({
      accessExpiresAt: "2026-12-01T12:00:00.000Z",
      scopes: ["BOOKING_READ", "PROFILE_READ"],
      generation: 1,
    });
    const token = await db.calConnections.getWithToken(userUlid);
    expect(token?.token.reveal()).toBe("access-1");
    expect(token).toMatchObject({
      connection: { kind: "oauth" },
      accessExpiresAt: "2026-12-01T12:00:00.000Z",
    });
  });

  it("leaves no plaintext of a token in the row", async () => {
    const { userUlid } = await connect();
    const rows = await sql(
      `select * from public."CalIntegrations" where "userUlid" = '${userUlid}'`,
    );

    expect(JSON.stringify(rows)).not.toMatch(/access-1|refresh-1/);
  });

  it("replaces an API key, and the other way round", async () => {
    const { userUlid } = await connect();
    const apiKey = { ulid: ulid(), userUlid, apiKey: "cal_live_1", me: account() };

    expect(await db.calConnections.saveApiKey(apiKey)).toMatchObject({
      kind: "apiKey",
      generation: 2,
    });
    expect(await db.calConnections.readOAuth(userUlid)).toBeNull();
    expect(await lease(userUlid, 2)).toEqual({ won: false, why: "noConnection" });
    expect(await store(userUlid, 2)).toBe(false);
    expect((await db.calConnections.getWithToken(userUlid))?.token.reveal()).toBe("cal_live_1");
    expect((await connect({ userUlid })).connection).toMatchObject({
      kind: "oauth",
      generation: 3,
    });
  });

  it("is cleared completely when the user disconnects", async () => {
    const { userUlid } = await connect();
    await lease(userUlid);
    await db.calConnections.disconnect(userUlid);

    expect(await db.calConnections.readOAuth(userUlid)).toBeNull();
    expect(await store(userUlid, 1)).toBe(false);
    expect(await store(userUlid, 2)).toBe(false);
    const [row] = await sql(
      `select * from public."CalIntegrations" where "userUlid" = '${userUlid}'`,
    );
    expect(row).toMatchObject({ sealedToken: null, scopes: null, refreshOwner: null });
  });
});

describe("a token refresh", () => {
  it("belongs to one caller at a time and stores the next generation", async () => {
    const { userUlid } = await connect();
    const leases = await Promise.all(Array.from({ length: 10 }, () => lease(userUlid)));

    expect(leases.filter((each) => each.won)).toHaveLength(1);
    const lost = leases.find((each) => !each.won);
    expect(lost).toMatchObject({ won: false, why: "leased" });
    expect(await store(userUlid, 1)).toBe(true);
    expect(await lease(userUlid)).toEqual({ won: false, why: "refreshed", generation: 2 });
    const stored = await db.calConnections.readOAuth(userUlid);
    expect(setOf([stored?.accessToken, stored?.refreshToken])).toEqual(["access-2", "refresh-2"]);
    expect(stored).toMatchObject({ generation: 2, scopes: ["BOOKING_READ", "PROFILE_READ"] });
    expect(await lease(userUlid, 2)).toMatchObject({ won: true });
  });

  it("never restores older tokens", async () => {
    const { userUlid } = await connect();

    expect(await store(userUlid, 1, "2")).toBe(true);
    expect(await store(userUlid, 1, "late")).toBe(false);
    const stored = await db.calConnections.readOAuth(userUlid);
    expect(stored?.accessToken.reveal()).toBe("access-2");
  });

  it("can be taken over after the lease expires; the first tokens stored win", async () => {
    const { userUlid } = await connect();

    expect(await lease(userUlid, 1, 0)).toMatchObject({ won: true });
    expect(await lease(userUlid)).toMatchObject({ won: true });
    await db.calConnections.markNeedsReconnect({ userUlid, generation: 1 });
    expect(await store(userUlid, 1)).toBe(true);
    expect(await db.calConnections.get(userUlid)).toMatchObject({
      status: "connected",
      generation: 2,
    });
  });

  it("can be released by its owner only", async () => {
    const { userUlid } = await connect();
    const owner = ulid();
    const mine = { userUlid, owner, generation: 1, leaseMs: LEASE_MS };
    await db.calConnections.leaseRefresh(mine);

    await db.calConnections.releaseRefresh({ userUlid, owner: ulid() });
    expect(await lease(userUlid)).toMatchObject({ won: false, why: "leased" });
    await db.calConnections.releaseRefresh({ userUlid, owner });
    expect(await lease(userUlid)).toMatchObject({ won: true });
  });
});

describe("a rotation of the token keys", () => {
  const [first, second, third] = ["k1", "k2", "k3"].map(
    (id) => `${id}:${randomBytes(32).toString("base64")}`,
  );
  const dbWith = (...keys: readonly (string | undefined)[]) =>
    createDb({ client: serverClient, tokenKeys: parseTokenKeys(keys.join(",")) });

  it("encrypts every token again, so that the old key can be removed", async () => {
    await sql(`select public.cal_integration_disconnect("userUlid") from public."CalIntegrations"`);
    await sql(`delete from public."CalSubscriptions"`);
    const before = dbWith(first);
    const people = await Promise.all(Array.from({ length: 5 }, () => makeUser()));
    for (const [index, { ulid: userUlid }] of people.entries()) {
      const row = { ulid: ulid(), userUlid, me: account() };
      await (index % 2 === 0
        ? before.calConnections.saveApiKey({ ...row, apiKey: `cal_live_${index}` })
        : before.calConnections.saveOAuth({ ...row, ...tokensOf(`${index}`), scopes: [] }));
    }
    const lost = await makeUser();
    await dbWith(third).calConnections.saveApiKey({
      ulid: ulid(),
      userUlid: lost.ulid,
      apiKey: "cal_live_lost",
      me: account(),
    });

    // The webhooks' secret of one connection, and the token of another one that has ended.
    const due = await before.calSubscriptions.claim({ limit: 100, leaseMs: minuteMs });
    const [signed, ended] = [people[0], people[1]].map((person) =>
      due.find(({ userUlid }) => userUlid === person?.ulid),
    );
    if (!signed || !ended) throw new Error("The subscriptions are not due.");
    const { keepSecret } = before.calSubscriptions;
    await keepSecret({ ...signed, secret: new Secret("signs webhooks") });
    await keepSecret({ ...ended, secret: new Secret("signs nothing any more") });
    await sql(`select public.cal_subscription_end('${ended.connectionUlid}', 1, "kind", "sealedToken", "keyId")
      from public."CalIntegrations" where "userUlid" = '${ended.userUlid}'`);

    const after = dbWith(second, first).calConnections;
    expect(await after.reencryptTokens({ limit: 2 })).toEqual({ reencrypted: 7, unreadable: 1 });
    expect(await after.reencryptTokens({ limit: 2 })).toEqual({ reencrypted: 0, unreadable: 1 });
    const { calSubscriptions } = dbWith(second);
    expect((await calSubscriptions.readSecret(signed.connectionUlid))?.reveal()).toBe(
      "signs webhooks",
    );
    const { getWithToken } = dbWith(second).calConnections;
    const tokens = await Promise.all(people.map((person) => getWithToken(person.ulid)));
    expect(setOf(tokens.map((stored) => stored?.token))).toEqual([
      "cal_live_0",
      "access-1",
      "cal_live_2",
      "access-3",
      "cal_live_4",
    ]);
    expect(tokens.map((stored) => stored?.connection.generation)).toEqual([1, 1, 1, 1, 1]);
  });

  it("replaces no token that a worker has stored since it was read", async () => {
    const [before, now] = [dbWith(first), dbWith(second, first)];
    const { ulid: userUlid } = await makeUser();
    const row = { ulid: ulid(), userUlid, me: account(), ...tokensOf("1"), scopes: [] };
    const { ulid: connectionUlid } = await before.calConnections.saveOAuth(row);
    const claim = async () => {
      await sql(`update public."CalSubscriptions" set "nextRunAt" = now(), "leaseUntil" = null
        where "connectionUlid" = '${connectionUlid}'`);
      const due = await now.calSubscriptions.claim({ limit: 1_000, leaseMs: minuteMs });
      const mine = due.find((each) => each.connectionUlid === connectionUlid);
      if (!mine) throw new Error("The subscription is not due.");
      return mine;
    };
    const claimEnded = async () => {
      const mine = await claim();
      if (mine.state !== "removing") throw new Error("The subscription has not ended.");
      return mine;
    };
    await now.calSubscriptions.keepSecret({ ...(await claim()), secret: new Secret("signs") });
    await now.calConnections.disconnect(userUlid);
    const ended = await claimEnded();
    const tokens = { accessToken: "access-2", refreshToken: "refresh-2" };
    let isStored = false;
    const client = createClient<Database>(supabase.url, supabase.secretKey, {
      auth: { persistSession: false, autoRefreshToken: false, detectSessionInUrl: false },
      global: {
        async fetch(input, init) {
          const response = await fetch(input, init);
          const isList = init?.method === "GET" && response.url.includes("/CalSubscriptions?");
          if (isList && !isStored) {
            isStored = await now.calSubscriptions.keepEndedTokens({ ...ended, tokens });
          }
          return response;
        },
      },
    });
    const tokenKeys = parseTokenKeys([second, first].join(","));

    await createDb({ client, tokenKeys }).calConnections.reencryptTokens({ limit: 1_000 });

    const { token } = await now.calSubscriptions.openEndedToken(await claimEnded());
    expect(token.reveal()).toBe("access-2");
  });
});

describe("an OAuth state", () => {
  const stateHash = () => randomBytes(32).toString("hex");

  it("is returned once, with its verifier", async () => {
    const { ulid: userUlid } = await makeUser();
    const hash = stateHash();
    const verifier = new Secret("a-verifier-of-43-characters");
    const state = { stateHash: hash, userUlid, returnTo: "/settings/calendar", ttlMs: minuteMs };
    await db.oauthStates.create({ ...state, verifier });

    const [row] = await sql(`select * from public."OAuthStates" where "stateHash" = '${hash}'`);
    expect(JSON.stringify(row)).not.toContain("a-verifier");
    const takes = await Promise.all([1, 2, 3].map(() => db.oauthStates.take(hash)));
    const taken = takes.filter((each) => each !== null);
    expect(taken).toHaveLength(1);
    expect(taken[0]).toMatchObject({ userUlid, returnTo: "/settings/calendar" });
    expect(taken[0]?.verifier?.reveal()).toBe("a-verifier-of-43-characters");
  });

  it("is not returned after it expires, and cannot be created twice", async () => {
    const { ulid: userUlid } = await makeUser();
    const late = { stateHash: stateHash(), userUlid, verifier: null, returnTo: "/", ttlMs: 0 };
    await db.oauthStates.create(late);
    expect(await db.oauthStates.take(late.stateHash)).toBeNull();

    const live = { ...late, stateHash: stateHash(), ttlMs: minuteMs };
    await db.oauthStates.create(live);
    await expect(db.oauthStates.create(live)).rejects.toMatchObject({ code: "CONFLICT" });
    expect(await db.oauthStates.take(live.stateHash)).toMatchObject({ verifier: null });
    expect(await db.oauthStates.take(stateHash())).toBeNull();
  });

  it("is deleted after it expires", async () => {
    const { ulid: userUlid } = await makeUser();
    const over = { stateHash: stateHash(), userUlid, verifier: null, returnTo: "/", ttlMs: 0 };
    await db.oauthStates.create(over);
    await db.oauthStates.create({ ...over, stateHash: stateHash(), ttlMs: minuteMs });

    const rows = await sql(
      `select 1 from public."OAuthStates" where "stateHash" = '${over.stateHash}'`,
    );
    expect(rows).toEqual([]);
  });
});
