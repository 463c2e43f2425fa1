import { dayMs, hourMs, minuteMs } from "@reslot/cal/time";
import { ulid } from "ulid";
import { afterAll, describe, expect, it } from "vitest";
import { Secret } from "../src/index.ts";
import { db, LEASE_MS as leaseMs, makeUser, sql } from "./fixtures.ts";

let lastCalUserId = 500_000;

/** A coach's connected account, of all accounts the only one that can be due. */
async function connect(): Promise<string> {
  const { ulid: userUlid } = await makeUser();
  lastCalUserId += 1;
  await db.calConnections.saveApiKey({
    ulid: ulid(),
    userUlid,
    apiKey: new Secret("cal_live_0123456789abcdef"),
    me: { calUserId: lastCalUserId, calUsername: "sam", calEmail: "sam@example.com" },
  });
  await sql(`update "CalIntegrations" set "status" = 'needsReconnect'
    where "userUlid" <> '${userUlid}' and "status" = 'connected'`);
  return userUlid;
}

const dueNow = (userUlid: string, everyMs = 5 * minuteMs) =>
  sql(`update "CalIntegrations" set "nextSyncAt" = now() - interval '1 second',
    "syncEveryMs" = ${everyMs}, "status" = 'connected' where "userUlid" = '${userUlid}'`);

const claim = (limit = 10) => db.coachSyncs.claim({ limit, leaseMs });

const intervals = [
  { withinMs: 2 * dayMs, everyMs: 2 * minuteMs, delayMs: 100_000 },
  { withinMs: 30 * dayMs, everyMs: 5 * minuteMs, delayMs: 200_000 },
  { withinMs: null, everyMs: hourMs, delayMs: 3_000_000 },
];

const done = (userUlid: string, fence: number, cursor: string | null = null) =>
  db.coachSyncs.done({ userUlid, fence, cursor, skippedRows: 0, whole: null, intervals });

async function rowOf(userUlid: string) {
  const [row] = await sql<{
    inMs: number;
    syncEveryMs: number;
    syncCursor: string | null;
    leftAlone: unknown;
  }>(`select *, extract(epoch from "nextSyncAt" - clock_timestamp())::float8 * 1000 as "inMs"
    from "CalIntegrations" where "userUlid" = '${userUlid}'`);
  if (!row) throw new Error("There is no account.");
  return row;
}

async function book(coachUserUlid: string, startsInMs: number) {
  const { ulid: mentee } = await makeUser();
  const start = new Date(Date.now() + startsInMs).toISOString();
  const end = new Date(Date.now() + startsInMs + hourMs).toISOString();
  const uid = ulid();
  await sql(`insert into "Bookings" ("ulid", "calBookingId", "coachUserUlid", "menteeUserUlid", "title",
    "eventTypeId", "durationMinutes", "startTime", "endTime") values ('${uid}', '${uid}',
    '${coachUserUlid}', '${mentee}', 'Coaching', 1, 60, '${start}', '${end}')`);
  return uid;
}

describe("the syncs of coaches", () => {
  it("are claimed by one worker at a time, and only when they are due", async () => {
    const userUlid = await connect();
    expect(await claim()).toEqual([]);
    await dueNow(userUlid);

    const claims = await Promise.all([claim(), claim(), claim()]);

    expect(claims.flat()).toEqual([
      { userUlid, fence: expect.any(Number), cursor: null, wholeAgeMs: null },
    ]);
    expect(await db.coachSyncs.claimOne({ userUlid, leaseMs })).toBeNull();
    await sql(`update "CalIntegrations" set "syncLeaseUntil" = now() - interval '1 second',
      "nextSyncAt" = now() - interval '1 second' where "userUlid" = '${userUlid}'`);
    const [again] = await claim();
    const [first] = claims.flat();
    expect(await done(userUlid, first?.fence ?? 0)).toBe(false);
    expect(await done(userUlid, again?.fence ?? 0)).toBe(true);
  });

  it("start with the coaches whose meetings are the soonest, whatever interval is in use", async () => {
    const users = [await connect(), await connect(), await connect()];
    const [hourly = "", soon = "", odd = ""] = users;
    await dueNow(hourly, hourMs);
    await dueNow(soon, 2 * minuteMs);
    await dueNow(odd, 123_456);

    const order = [await claim(1), await claim(1), await claim(1), await claim(1)];

    expect(order.map(([first]) => first?.userUlid)).toEqual([soon, odd, hourly, undefined]);
  });

  it("follow from the next meeting, or their absence", async () => {
    const userUlid = await connect();
    const settle = async () => {
      const one = await db.coachSyncs.claimOne({ userUlid, leaseMs });
      await done(userUlid, one?.fence ?? 0, "2026-01-01T00:00:00.000Z");
      return rowOf(userUlid);
    };

    expect(await settle()).toMatchObject({ syncEveryMs: hourMs });
    await book(userUlid, 31 * dayMs);
    expect(await settle()).toMatchObject({ syncEveryMs: hourMs });
    await book(userUlid, 29 * dayMs);
    const daily = await settle();
    expect(daily.syncEveryMs).toBe(5 * minuteMs);
    expect(daily.inMs).toBeGreaterThan(190_000);
    expect(daily.inMs).toBeLessThanOrEqual(200_000);

    const uid = await book(userUlid, hourMs);
    expect((await rowOf(userUlid)).inMs).toBeLessThanOrEqual(2 * minuteMs);
    expect(await settle()).toMatchObject({ syncEveryMs: 2 * minuteMs });
    expect((await rowOf(userUlid)).syncCursor).not.toBeNull();
    const one = await db.coachSyncs.claimOne({ userUlid, leaseMs });
    await done(userUlid, one?.fence ?? 0, null);
    expect(await rowOf(userUlid)).toMatchObject({ syncCursor: null });
    await sql(
      `update "Bookings" set "missingSince" = now(), "gone" = true where "ulid" = '${uid}'`,
    );
    expect(await settle()).toMatchObject({ syncEveryMs: 5 * minuteMs });
  });

  it("are done once more, with the whole list, when they are wanted during a sync", async () => {
    const userUlid = await connect();
    const first = await db.coachSyncs.claimOne({ userUlid, leaseMs });
    const hurry = { userUlids: [userUlid], isWhole: true };
    await Promise.all([db.coachSyncs.hurry(hurry), db.coachSyncs.hurry(hurry)]);
    expect(await claim()).toEqual([]);
    await done(userUlid, first?.fence ?? 0, "2026-01-01T00:00:00.000Z");
    expect(await rowOf(userUlid)).toMatchObject({ syncEveryMs: 0 });

    const [again] = await claim();

    expect(again).toMatchObject({ userUlid, cursor: null });
    await done(userUlid, again?.fence ?? 0, "2026-01-01T00:00:00.000Z");
    expect(await rowOf(userUlid)).toMatchObject({ syncEveryMs: hourMs });
    expect(await claim()).toEqual([]);
  });

  it("keep the cursor, never one of the future, and what was left alone until the next whole list", async () => {
    const userUlid = await connect();
    const leftAlone = [{ name: "Jo Doe", count: 2, reason: "noAccount" as const }];
    const first = await db.coachSyncs.claimOne({ userUlid, leaseMs });
    const settled = { userUlid, skippedRows: 3, intervals };
    const before = await db.backlog.sync();
    await db.coachSyncs.done({
      ...settled,
      fence: first?.fence ?? 0,
      cursor: "2999-01-01T00:00:00.000Z",
      whole: { leftAlone, addressHashes: ["hash"] },
    });

    expect((await db.backlog.sync()).skippedRows).toBe(before.skippedRows + 3);
    const second = await db.coachSyncs.claimOne({ userUlid, leaseMs });
    expect(Date.parse(second?.cursor ?? "")).toBeLessThanOrEqual(Date.now());
    expect(second?.wholeAgeMs).toBeLessThan(minuteMs);
    await done(userUlid, second?.fence ?? 0, second?.cursor ?? null);
    expect(await db.calConnections.get(userUlid)).toMatchObject({ leftAlone });

    expect(await db.coachSyncs.hurryForAddress("another")).toEqual([]);
    expect(await db.coachSyncs.hurryForAddress("hash")).toEqual([userUlid]);
    expect(await claim()).toMatchObject([{ userUlid, cursor: null }]);
  });

  it("end with the connection, and start over with a new one", async () => {
    const userUlid = await connect();
    const first = await db.coachSyncs.claimOne({ userUlid, leaseMs });
    await db.calConnections.disconnect(userUlid);

    expect(await done(userUlid, first?.fence ?? 0)).toBe(false);
    expect(await claim()).toEqual([]);
    expect(await db.coachSyncs.claimOne({ userUlid, leaseMs })).toBeNull();
  });

  it("are late once the promised time has passed, however often they were tried", async () => {
    const userUlid = await connect();
    expect(await db.backlog.sync()).toMatchObject({ lagMs: 0 });
    await sql(`update "CalIntegrations" set "syncPromisedAt" = now() - interval '3 hours'
      where "userUlid" = '${userUlid}'`);
    const first = await db.coachSyncs.claimOne({ userUlid, leaseMs });
    await db.coachSyncs.failed({ userUlid, fence: first?.fence ?? 0, delayMs: minuteMs });

    expect((await db.backlog.sync()).lagMs).toBeGreaterThanOrEqual(3 * hourMs);

    expect((await rowOf(userUlid)).inMs).toBeGreaterThan(50_000);
    const second = await db.coachSyncs.claimOne({ userUlid, leaseMs });
    await done(userUlid, second?.fence ?? 0);
    expect(await db.backlog.sync()).toMatchObject({ lagMs: 0 });
  });
});

/** Without triggers and foreign keys, which take 8 s of CPU for these rows and decide nothing here. */
const bulk = (statement: string) =>
  sql(`begin; set local session_replication_role = replica; ${statement}; commit`);

describe("the claim among 10,000 coaches", () => {
  afterAll(async () => {
    await bulk(`delete from "CalIntegrations" where "ulid" <= lpad('10000', 26, '0');
      delete from "User" where "email" like 'many-%@example.com'`);
  });

  it("reads the index of due coaches, and no other", async () => {
    await sql(
      `update "CalIntegrations" set "status" = 'needsReconnect' where "status" = 'connected'`,
    );
    await bulk(`insert into "User" ("ulid", "clerkUserId", "email", "name")
      select lpad(n::text, 26, '0'), 'many_' || n, 'many-' || n || '@example.com', 'Many'
      from generate_series(1, 10000) as n`);
    await bulk(`insert into "CalIntegrations" ("ulid", "userUlid", "kind", "status", "calUserId", "sealedToken",
      "keyId", "nextSyncAt", "syncEveryMs") select lpad(n::text, 26, '0'), lpad(n::text, 26, '0'), 'apiKey',
      'connected', 2100000000 + n, 'eyJhIjoxfQ.a.a.a.a', 'k1', now() + (n - 100) * interval '1 second',
      case when n % 10 < 6 then ${2 * minuteMs} when n % 10 < 9 then ${5 * minuteMs} else ${hourMs} end
      from generate_series(1, 10000) as n`);
    await sql(`analyze "CalIntegrations"`);

    const plan = await sql(`explain select "userUlid" from "CalIntegrations"
      where "status" = 'connected' and "syncEveryMs" = ${2 * minuteMs} and "nextSyncAt" <= clock_timestamp()
        and ("syncLeaseUntil" is null or "syncLeaseUntil" <= clock_timestamp())
      order by "nextSyncAt" limit 8 for update skip locked`);
    const text = JSON.stringify(plan);
    expect(text).toContain('Index Scan using \\"CalIntegrations_sync_idx\\"');
    expect(text).not.toContain("Sort");

    const claimed = [];
    for (;;) {
      const part = await claim(8);
      if (part.length === 0) break;
      claimed.push(...part.map(({ userUlid }) => Number(userUlid)));
    }
    expect(claimed.length).toBeGreaterThanOrEqual(100);
    expect(new Set(claimed).size).toBe(claimed.length);
    const ranks = claimed.map((n) => (n % 10 < 6 ? 0 : n % 10 < 9 ? 1 : 2));
    expect(ranks.slice(0, 60)).toEqual(Array.from({ length: 60 }, () => 0));
  });
});
