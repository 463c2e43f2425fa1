import { randomInt } from "node:crypto";
import { ulid } from "ulid";
import { describe, expect, it } from "vitest";
import { db, LEASE_MS, makeUser, sql } from "./fixtures.ts";

const cap = 50;

const received = async (calUids: readonly string[] = ["cal-1"], connectionUlid = ulid()) => {
  const dedupeKey = ulid();
  const call = { connectionUlid, dedupeKey, trigger: "BOOKING_RESCHEDULED", calUids, cap };
  expect(await db.webhookInbox.receive(call)).toBe("received");
  return dedupeKey;
};

async function connect() {
  const { ulid: userUlid } = await makeUser();
  const me = { calUserId: randomInt(1, 2 ** 31 - 1), calUsername: null, calEmail: null };
  const apiKey = "cal_live_webhooks";
  const { ulid: connectionUlid } = await db.calConnections.saveApiKey({
    ulid: ulid(),
    userUlid,
    apiKey,
    me,
  });
  return { connectionUlid, userUlid };
}

/** Claims all due calls and returns the one given. */
async function claimed(dedupeKey: string) {
  const calls = await db.webhookInbox.claim({ limit: 100, leaseMs: LEASE_MS });
  return calls.find((call) => call.dedupeKey === dedupeKey);
}

describe("the webhook inbox", () => {
  it("stores a call once, however often it arrives", async () => {
    const { connectionUlid, userUlid } = await connect();
    const call = {
      connectionUlid,
      dedupeKey: ulid(),
      trigger: "BOOKING_CREATED",
      calUids: ["cal-1", "cal-2"],
    };
    const answers = await Promise.all(
      [1, 2, 3].map(() => db.webhookInbox.receive({ ...call, cap })),
    );

    expect(answers.toSorted()).toEqual(["received", "repeated", "repeated"]);
    expect(await claimed(call.dedupeKey)).toEqual({ ...call, userUlid, tries: 1, fence: 1 });
    expect(await claimed(call.dedupeKey)).toBeUndefined();
  });

  it("settles a call only for its latest claim", async () => {
    const dedupeKey = await received();
    await claimed(dedupeKey);

    expect(await db.webhookInbox.done({ dedupeKey, fence: 0 })).toBe(false);
    expect(
      await db.webhookInbox.retry({ dedupeKey, fence: 1, delayMs: 0, error: "unreachable" }),
    ).toBe(true);
    expect(await claimed(dedupeKey)).toMatchObject({ tries: 2, fence: 2 });
    expect(await db.webhookInbox.done({ dedupeKey, fence: 1 })).toBe(false);
    expect(await db.webhookInbox.done({ dedupeKey, fence: 2 })).toBe(true);
    expect(await db.webhookInbox.bury({ dedupeKey, fence: 2, error: "late" })).toBe(false);
  });

  it("keeps a buried call and does not return it again", async () => {
    const dedupeKey = await received([]);
    await claimed(dedupeKey);

    expect(await db.webhookInbox.bury({ dedupeKey, fence: 1, error: "x".repeat(900) })).toBe(true);
    expect(await claimed(dedupeKey)).toBeUndefined();
    const [row] = await sql<{ length: number }>(
      `select char_length("lastError") as length from public."WebhookInbox" where "dedupeKey" = '${dedupeKey}'`,
    );
    expect(row?.length).toBe(500);
  });

  it("prunes old settled calls, never waiting ones", async () => {
    const [settled, waiting] = [await received(), await received()];
    await claimed(settled);
    await db.webhookInbox.done({ dedupeKey: settled, fence: 1 });

    expect(await db.webhookInbox.prune({ keepMs: LEASE_MS })).toBe(0);
    expect(await db.webhookInbox.prune({ keepMs: 0 })).toBeGreaterThan(0);
    const rows = await sql<{ dedupeKey: string }>(`select "dedupeKey" from public."WebhookInbox"`);
    const left = rows.map((row) => row.dedupeKey);
    expect(left).not.toContain(settled);
    expect(left).toContain(waiting);
  });

  it("rejects what cannot be a call of Cal.com's", async () => {
    const calUids = Array.from({ length: 51 }, (_, index) => `cal-${index}`);

    await expect(
      db.webhookInbox.receive({
        connectionUlid: ulid(),
        dedupeKey: ulid(),
        trigger: "X",
        calUids,
        cap,
      }),
    ).rejects.toMatchObject({ code: "INVALID" });
  });

  it("claims the oldest call of each connection before the second of any", async () => {
    await sql(`delete from public."WebhookInbox"`);
    const flood = ulid();
    for (const uid of ["a", "b", "c", "d"]) await received([uid], flood);
    const [second, third] = [await received(["e"]), await received(["f"])];

    const calls = await db.webhookInbox.claim({ limit: 3, leaseMs: LEASE_MS });

    expect(calls.filter(({ connectionUlid }) => connectionUlid === flood)).toMatchObject([
      { calUids: ["a"], userUlid: null },
    ]);
    expect(calls.map(({ dedupeKey }) => dedupeKey)).toEqual(
      expect.arrayContaining([second, third]),
    );
  });

  it("lets so many calls of a connection wait, and hurries its sync for the others", async () => {
    const { connectionUlid, userUlid } = await connect();
    const dueInMs = async () => {
      const [row] = await sql<{ ms: number }>(`
        select extract(epoch from "nextSyncAt" - now()) * 1000 as ms from public."CalIntegrations"
        where "userUlid" = '${userUlid}'`);
      return Number(row?.ms);
    };
    await sql(`update public."CalIntegrations" set "nextSyncAt" = now() + interval '5 minutes'
      where "userUlid" = '${userUlid}'`);
    const call = { connectionUlid, trigger: "BOOKING_CREATED", calUids: ["cal-1"], cap: 2 };
    const receive = () => db.webhookInbox.receive({ ...call, dedupeKey: ulid() });

    expect([await receive(), await receive()]).toEqual(["received", "received"]);
    expect(await dueInMs()).toBeGreaterThan(200_000);
    expect([await receive(), await receive()]).toEqual(["coalesced", "coalesced"]);
    expect(await dueInMs()).toBeLessThan(5_000);
    expect(await received(["cal-1"])).toEqual(expect.any(String));
    await sql(`update public."WebhookInbox" set "doneAt" = now()
      where "connectionUlid" = '${connectionUlid}'`);
    expect(await receive()).toBe("received");
  });

  it("names no account for a call whose connection has ended", async () => {
    const { connectionUlid, userUlid } = await connect();
    const dedupeKey = await received(["cal-1"], connectionUlid);

    await db.calConnections.disconnect(userUlid);

    expect(await claimed(dedupeKey)).toMatchObject({ connectionUlid, userUlid: null });
  });
});
