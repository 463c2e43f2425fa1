import { ulid } from "ulid";
import { describe, expect, it } from "vitest";
import { createDb, Secret } from "../src/index.ts";
import { db, makeUser, serverClient, sql, tokenKeys } from "./fixtures.ts";

const API_KEY = "cal_live_0123456789abcdef";
let lastCalUserId = 1000;

async function connect(given: { calUserId?: number; userUlid?: string; apiKey?: string } = {}) {
  lastCalUserId += 1;
  const calUserId = given.calUserId ?? lastCalUserId;
  const userUlid = given.userUlid ?? (await makeUser()).ulid;
  const connection = await db.calConnections.saveApiKey({
    ulid: ulid(),
    userUlid,
    apiKey: new Secret(given.apiKey ?? API_KEY),
    me: { calUserId, calUsername: "sam", calEmail: "sam@example.com" },
  });
  return { userUlid, calUserId, connection };
}

describe("a connection to Cal.com", () => {
  it("returns the token it was saved with, and the account", async () => {
    const { userUlid, calUserId, connection } = await connect();

    expect(connection).toMatchObject({
      userUlid,
      kind: "apiKey",
      status: "connected",
      calUserId,
      calUsername: "sam",
      calEmail: "sam@example.com",
      generation: 1,
    });
    expect(await db.calConnections.get(userUlid)).toEqual(connection);
    const stored = await db.calConnections.getWithToken(userUlid);
    expect(stored?.token.reveal()).toBe(API_KEY);
    expect(stored?.connection.generation).toBe(1);
  });

  it("is found among the connections of several users", async () => {
    const [one, two] = [await connect(), await connect()];
    await db.calConnections.disconnect(two.userUlid);
    const { ulid: unconnected } = await makeUser();

    const found = await db.calConnections.getMany([one.userUlid, two.userUlid, unconnected]);
    expect(found).toEqual([one.connection]);
    expect(await db.calConnections.getMany([])).toEqual([]);
    await expect(db.calConnections.getMany(['x"),userUlid.neq.(y'])).rejects.toThrow("invalid");
  });

  it("keeps what was read of the account until there is another token or none", async () => {
    const facts = {
      calendars: [{ credentialId: 7, externalId: "work@example.com" }],
      openEventType: {
        id: 1,
        lengthInMinutes: 30,
        slotInterval: 30,
        noticeMinutes: 120,
        scheduleId: null,
      },
    };
    const { userUlid, calUserId } = await connect();
    const known = async () => (await db.calConnections.getWithToken(userUlid))?.calFacts;
    expect(await known()).toBeNull();

    await db.calConnections.noteFacts({ userUlid, generation: 1, facts });
    expect(await known()).toEqual(facts);
    await connect({ userUlid, calUserId });
    expect(await known()).toBeNull();
    await db.calConnections.noteFacts({ userUlid, generation: 1, facts });
    expect(await known()).toBeNull();

    await db.calConnections.noteFacts({ userUlid, generation: 2, facts });
    const many = Array.from({ length: 500 }, (_, id) => ({
      credentialId: id,
      externalId: `${id}`,
    }));
    await db.calConnections.noteFacts({
      userUlid,
      generation: 2,
      facts: { ...facts, calendars: many },
    });
    expect(await known()).toEqual(facts);
    await db.calConnections.disconnect(userUlid);
    const [row] = await sql(
      `select "calFacts" from "CalIntegrations" where "userUlid" = '${userUlid}'`,
    );
    expect(row).toEqual({ calFacts: null });
  });

  it("leaves no plaintext of the token in the row", async () => {
    const { userUlid } = await connect();
    const [row] = await sql(
      `select * from public."CalIntegrations" where "userUlid" = '${userUlid}'`,
    );

    expect(JSON.stringify(row)).not.toContain(API_KEY);
    expect(row).toMatchObject({ keyId: "k1" });
  });

  it("rejects a token that is not encrypted", async () => {
    const { userUlid } = await connect();
    const { error } = await serverClient
      .from("CalIntegrations")
      .update({ sealedToken: API_KEY })
      .eq("userUlid", userUlid);

    expect(error?.code).toBe("23514");
  });

  it("cannot be decrypted in another user's row", async () => {
    const [mine, theirs] = await Promise.all([connect(), connect()]);
    await sql(`update public."CalIntegrations" set "sealedToken" = (
      select "sealedToken" from public."CalIntegrations" where "userUlid" = '${theirs.userUlid}')
      where "userUlid" = '${mine.userUlid}'`);

    await expect(db.calConnections.getWithToken(mine.userUlid)).rejects.toBeInstanceOf(RangeError);
  });

  it("replaces the old API key with a new one", async () => {
    const { userUlid } = await connect();
    await db.calConnections.markNeedsReconnect({ userUlid, generation: 1 });
    const { connection } = await connect({ userUlid, apiKey: "cal_live_second" });

    expect(connection).toMatchObject({ status: "connected", generation: 2 });
    expect((await db.calConnections.getWithToken(userUlid))?.token.reveal()).toBe(
      "cal_live_second",
    );
  });

  it("reserves a Cal.com account for one user until that user disconnects", async () => {
    const { userUlid, calUserId } = await connect();

    await expect(connect({ calUserId })).rejects.toMatchObject({
      name: "DbError",
      code: "CONFLICT",
    });
    await db.calConnections.disconnect(userUlid);
    await expect(connect({ calUserId })).resolves.toMatchObject({ calUserId });
  });

  it("is marked only by holders of its current generation", async () => {
    const { userUlid } = await connect();
    await connect({ userUlid });

    await db.calConnections.markNeedsReconnect({ userUlid, generation: 1 });
    expect(await db.calConnections.get(userUlid)).toMatchObject({ status: "connected" });
    await db.calConnections.markNeedsReconnect({ userUlid, generation: 2 });
    expect(await db.calConnections.get(userUlid)).toMatchObject({ status: "needsReconnect" });

    const before = await db.calConnections.get(userUlid);
    await db.calConnections.markProven({ userUlid, generation: 2 });
    const after = await db.calConnections.get(userUlid);
    expect(after?.status).toBe("connected");
    expect(Date.parse(after?.provenAt ?? "")).toBeGreaterThan(Date.parse(before?.provenAt ?? ""));
  });

  it("deletes its token on disconnect and never repeats a generation", async () => {
    const { userUlid } = await connect();
    await db.calConnections.disconnect(userUlid);
    await db.calConnections.disconnect(userUlid);

    expect(await db.calConnections.get(userUlid)).toBeNull();
    expect(await db.calConnections.getWithToken(userUlid)).toBeNull();
    await db.calConnections.markProven({ userUlid, generation: 2 });
    expect(await db.calConnections.get(userUlid)).toBeNull();
    const [row] = await sql(
      `select * from public."CalIntegrations" where "userUlid" = '${userUlid}'`,
    );
    expect(row).toMatchObject({ sealedToken: null, keyId: null, calUserId: null, calEmail: null });
    expect((await connect({ userUlid })).connection.generation).toBe(3);
  });

  it("throws without token keys", async () => {
    const { userUlid } = await connect();
    const keyless = createDb({ client: serverClient });

    expect(tokenKeys.writeKeyId).toBe("k1");
    await expect(keyless.calConnections.getWithToken(userUlid)).rejects.toBeInstanceOf(TypeError);
  });
});
