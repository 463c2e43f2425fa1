import { randomInt } from "node:crypto";
import { dayMs, minuteMs } from "@reslot/cal/time";
import { ulid } from "ulid";
import { describe, expect, it } from "vitest";
import { Secret } from "../src/index.ts";
import { db, LEASE_MS, makeUser, sql } from "./fixtures.ts";

const someAccount = () => ({
  calUserId: randomInt(1, 2 ** 31 - 1),
  calUsername: "sam",
  calEmail: "sam@example.com",
});

const save = (userUlid: string, me = someAccount()) =>
  db.calConnections.saveApiKey({ ulid: ulid(), userUlid, apiKey: "cal_live_subscriber", me });

/** Claims all that are due and returns the one of this connection. */
async function claimed(connectionUlid: string) {
  const due = await db.calSubscriptions.claim({ limit: 1_000, leaseMs: LEASE_MS });
  return due.find((each) => each.connectionUlid === connectionUlid);
}

async function mustClaim(connectionUlid: string) {
  const mine = await claimed(connectionUlid);
  if (!mine) throw new Error("The subscription is not due.");
  return mine;
}

/** A connection whose subscription is at Cal.com. */
async function arrange() {
  const { ulid: userUlid } = await makeUser();
  const me = someAccount();
  const { ulid: connectionUlid } = await save(userUlid, me);
  const claim = await mustClaim(connectionUlid);
  await db.calSubscriptions.keepSecret({ ...claim, secret: new Secret("first secret") });
  const settled = { state: "live", problem: null, againMs: dayMs } as const;
  expect(await db.calSubscriptions.settle({ ...claim, ...settled })).toBe(true);
  return { userUlid, me, connectionUlid };
}

describe("the subscription of a connection", () => {
  it("is due when an account is connected, keeps one secret, and is then due a day later", async () => {
    const { userUlid, connectionUlid } = await arrange();

    expect(await db.calSubscriptions.getStatus(userUlid)).toEqual({ state: "live", problem: null });
    expect((await db.calSubscriptions.readSecret(connectionUlid))?.reveal()).toBe("first secret");
    expect(await claimed(connectionUlid)).toBeUndefined();
    const [row] = await sql(
      `select "sealedSecret" from public."CalSubscriptions" where "connectionUlid" = '${connectionUlid}'`,
    );
    expect(JSON.stringify(row)).not.toContain("first secret");
  });

  it("stays with a new token of the same account, and is checked at once", async () => {
    const { userUlid, me, connectionUlid } = await arrange();

    expect((await save(userUlid, me)).ulid).toBe(connectionUlid);

    expect(await claimed(connectionUlid)).toMatchObject({ state: "live" });
    expect((await db.calSubscriptions.readSecret(connectionUlid))?.reveal()).toBe("first secret");
  });

  it("is not judged by a check that used the token before", async () => {
    const { userUlid, me, connectionUlid } = await arrange();
    await save(userUlid, me);
    const checking = await mustClaim(connectionUlid);

    await save(userUlid, me);

    const late = { state: "refused", problem: "notAllowed", againMs: dayMs } as const;
    expect(await db.calSubscriptions.settle({ ...checking, ...late })).toBe(false);
    await sql(
      `update public."CalSubscriptions" set "leaseUntil" = now() where "userUlid" = '${userUlid}'`,
    );
    expect(await claimed(connectionUlid)).toMatchObject({ state: "live", tries: 1 });
  });

  it("is refused until Cal.com allows it, which a new token may bring", async () => {
    const { ulid: userUlid } = await makeUser();
    const me = someAccount();
    const { ulid: connectionUlid } = await save(userUlid, me);
    const claim = await mustClaim(connectionUlid);
    await db.calSubscriptions.settle({
      ...claim,
      state: "refused",
      problem: "notAllowed",
      againMs: dayMs,
    });

    expect(await db.calSubscriptions.getStatus(userUlid)).toEqual({
      state: "refused",
      problem: "notAllowed",
    });
    await save(userUlid, me);
    expect(await claimed(connectionUlid)).toMatchObject({ state: "waiting", problem: null });
  });
});

describe("the subscription of a connection that has ended", () => {
  it("keeps the token until it is removed, and signs nothing any more", async () => {
    const { userUlid, connectionUlid } = await arrange();

    await db.calConnections.disconnect(userUlid);

    expect(await db.calSubscriptions.readSecret(connectionUlid)).toBeNull();
    expect(await db.calSubscriptions.getStatus(userUlid)).toBeNull();
    const ended = await mustClaim(connectionUlid);
    if (ended.state !== "removing") throw new Error("It has not ended.");
    const { token } = await db.calSubscriptions.openEndedToken(ended);
    expect(token.reveal()).toBe("cal_live_subscriber");
    expect(await db.calSubscriptions.removed(ended)).toBe(true);
    const rows = await sql(
      `select 1 from public."CalSubscriptions" where "userUlid" = '${userUlid}'`,
    );
    expect(rows).toEqual([]);
  });

  it("is deleted with the tokens that were being refreshed as it ended", async () => {
    const { ulid: userUlid } = await makeUser();
    const tokensOf = (name: string) => ({
      accessToken: `access-${name}`,
      refreshToken: `refresh-${name}`,
      accessExpiresAt: "2026-12-01T12:00:00.000Z",
    });
    const row = { ulid: ulid(), userUlid, me: someAccount(), ...tokensOf("1"), scopes: [] };
    const { ulid: connectionUlid, generation } = await db.calConnections.saveOAuth(row);
    const claim = await mustClaim(connectionUlid);
    await db.calSubscriptions.keepSecret({ ...claim, secret: new Secret("signs") });
    const settled = { state: "live", problem: null, againMs: dayMs } as const;
    await db.calSubscriptions.settle({ ...claim, ...settled });
    const asked = { userUlid, owner: ulid(), generation, leaseMs: minuteMs };
    expect(await db.calConnections.leaseRefresh(asked)).toMatchObject({ won: true });

    await db.calConnections.disconnect(userUlid);
    expect(await claimed(connectionUlid)).toBeUndefined();
    const late = { userUlid, generation, ...tokensOf("2") };
    expect(await db.calConnections.storeRefreshed(late)).toBe(false);
    await sql(
      `update public."CalSubscriptions" set "nextRunAt" = now() where "userUlid" = '${userUlid}'`,
    );

    const ended = await mustClaim(connectionUlid);
    if (ended.state !== "removing") throw new Error("It has not ended.");
    const { token, refreshToken } = await db.calSubscriptions.openEndedToken(ended);
    expect([token.reveal(), refreshToken?.reveal()]).toEqual(["access-2", "refresh-2"]);
    expect(await db.calConnections.readOAuth(userUlid)).toBeNull();
  });

  it("is forgotten at once when none was ever created", async () => {
    const { ulid: userUlid } = await makeUser();
    await save(userUlid);

    await db.calConnections.disconnect(userUlid);

    const rows = await sql(
      `select 1 from public."CalSubscriptions" where "userUlid" = '${userUlid}'`,
    );
    expect(rows).toEqual([]);
  });

  it("waits for a check that was on its way, whose outcome no longer counts", async () => {
    const { userUlid, me, connectionUlid } = await arrange();
    await save(userUlid, me);
    const checking = await mustClaim(connectionUlid);

    await db.calConnections.disconnect(userUlid);

    expect(await claimed(connectionUlid)).toBeUndefined();
    const late = { state: "live", problem: null, againMs: 0 } as const;
    expect(await db.calSubscriptions.settle({ ...checking, ...late })).toBe(false);
    const secret = new Secret("late");
    expect(await db.calSubscriptions.keepSecret({ ...checking, secret })).toBe(false);
    expect(await db.calSubscriptions.retry({ ...checking, delayMs: 0, error: "late" })).toBe(
      "stale",
    );
  });

  it("is that of the earlier account when another one is connected", async () => {
    const { userUlid, connectionUlid } = await arrange();

    const { ulid: next } = await save(userUlid);

    expect(next).not.toBe(connectionUlid);
    expect(await claimed(connectionUlid)).toMatchObject({ state: "removing", userUlid });
    expect(await db.calSubscriptions.getStatus(userUlid)).toMatchObject({ state: "waiting" });
  });

  it("needs no token of its own once the same account is connected again", async () => {
    const { userUlid, me, connectionUlid } = await arrange();
    await db.calConnections.disconnect(userUlid);

    const { ulid: next } = await save(userUlid, me);

    expect(next).not.toBe(connectionUlid);
    const rows = await sql<{ connectionUlid: string }>(
      `select "connectionUlid" from public."CalSubscriptions" where "userUlid" = '${userUlid}'`,
    );
    expect(rows).toEqual([{ connectionUlid: next }]);
  });

  it("loses its token after a day of failures", async () => {
    const { userUlid, connectionUlid } = await arrange();
    await db.calConnections.disconnect(userUlid);
    const first = await mustClaim(connectionUlid);
    const failure = { delayMs: 0, error: "unreachable" };
    expect(await db.calSubscriptions.retry({ ...first, ...failure })).toBe("waiting");
    await sql(
      `update public."CalSubscriptions" set "removeUntil" = now() where "userUlid" = '${userUlid}'`,
    );

    const last = await mustClaim(connectionUlid);

    expect(last.tries).toBe(2);
    expect(await db.calSubscriptions.retry({ ...last, ...failure })).toBe("givenUp");
    expect(await claimed(connectionUlid)).toBeUndefined();
  });
});
