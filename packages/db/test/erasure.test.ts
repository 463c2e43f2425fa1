import { ulid } from "ulid";
import { describe, expect, it } from "vitest";
import { Secret } from "../src/index.ts";
import { begin, db, LEASE_MS, makeMeeting, moveOf, sending, sql, timesAfter } from "./fixtures.ts";

/**
 * What `users.anonymise` does with the rows of each foreign key to "User": it deletes them, clears them of personal
 * data, or keeps them for the reason given. The row of "User" itself stays without name, address and Clerk id.
 */
const ERASURE: Readonly<Record<string, "deleted" | "cleared" | { kept: string }>> = {
  "BookingEvents.actorUserUlid": { kept: "the history of a meeting belongs to both participants" },
  "Bookings.coachUserUlid": { kept: "the meeting belongs to the other participant too" },
  "Bookings.menteeUserUlid": { kept: "the meeting belongs to the other participant too" },
  "CalIntegrations.userUlid": "cleared",
  "CalSubscriptions.userUlid": {
    kept: "until the subscription at Cal.com is deleted, for a day at most",
  },
  "CalendarConsents.coachUserUlid": "deleted",
  "CalendarConsents.menteeUserUlid": "deleted",
  "HeldTimes.coachUserUlid": "deleted",
  "Notifications.actorUserUlid": { kept: "the other participant was told by whom" },
  "Notifications.userUlid": { kept: "it says only what the other participant's notification says" },
  "OAuthStates.userUlid": "deleted",
  "RescheduleAttempts.actorUserUlid": { kept: "an attempt in flight must still be settled" },
  "RescheduleAttempts.coachUserUlid": { kept: "an attempt in flight must still be settled" },
  "UserAddresses.userUlid": "deleted",
};

const count = async (userUlid: string): Promise<Record<string, number>> => {
  const counts = Object.keys(ERASURE).map((key) => {
    const [table, column] = key.split(".");
    return `select '${key}' as key, count(*)::integer as count from public."${table}" where "${column}" = '${userUlid}'`;
  });
  const rows = await sql<{ key: string; count: number }>(counts.join(" union all "));
  return Object.fromEntries(rows.map((row) => [row.key, row.count]));
};

/** The subscription of a person's connection, as it is while there is one at Cal.com. */
async function subscribed(userUlid: string): Promise<void> {
  const due = await db.calSubscriptions.claim({ limit: 1_000, leaseMs: LEASE_MS });
  const mine = due.find((each) => each.userUlid === userUlid);
  if (!mine) throw new Error("The subscription is not due.");
  expect(await db.calSubscriptions.keepSecret({ ...mine, secret: new Secret("signs") })).toBe(true);
}

async function makeTracesOf(): Promise<{ ulid: string; clerkUserId: string }> {
  const coaching = await makeMeeting();
  const { coach: person } = coaching;
  await sending(coaching, { actor: person });
  await db.attempts.apply(moveOf(coaching));
  const attending = await makeMeeting({ mentee: person });
  await begin(attending, { actor: person });
  for (const { coach, mentee } of [coaching, attending])
    await db.consents.stop({ coachUserUlid: coach.ulid, menteeUserUlid: mentee.ulid });
  await db.calConnections.saveApiKey({
    ulid: ulid(),
    userUlid: person.ulid,
    apiKey: "cal_live_erased",
    me: { calUserId: 77_000_002, calUsername: "sam", calEmail: person.email },
  });
  await subscribed(person.ulid);
  await db.heldTimes.take({
    holderUlid: ulid(),
    coachUserUlid: person.ulid,
    times: [{ bookingUlid: coaching.bookingUlid, ...timesAfter(coaching, 50) }],
    keepMs: LEASE_MS,
  });
  await db.oauthStates.create({
    stateHash: "e".repeat(64),
    userUlid: person.ulid,
    verifier: null,
    returnTo: "/",
    ttlMs: LEASE_MS,
  });
  return person;
}

describe("the erasure of a user", () => {
  it("has a rule for every foreign key to the table User", async () => {
    const keys = await sql<{ key: string }>(`
      select c.relname || '.' || a.attname as key
      from pg_constraint k join pg_class c on c.oid = k.conrelid
      join pg_attribute a on a.attrelid = c.oid and a.attnum = any (k.conkey)
      where k.contype = 'f' and k.confrelid = 'public."User"'::regclass order by 1`);
    expect(keys.map(({ key }) => key)).toEqual(Object.keys(ERASURE).toSorted());
  });

  it("deletes, clears or keeps the rows of each foreign key as its rule says", async () => {
    const person = await makeTracesOf();
    const before = await count(person.ulid);
    expect(Object.entries(before).filter(([, rows]) => rows === 0)).toEqual([]);

    await db.users.anonymise({ clerkUserId: person.clerkUserId });
    const expected = Object.entries(ERASURE).map(([key, rule]) => [
      key,
      rule === "deleted" ? 0 : before[key],
    ]);
    expect(await count(person.ulid)).toEqual(Object.fromEntries(expected));
    const cleared = await sql(`
      select "calUserId", "calUsername", "calEmail", "sealedToken", "scopes" from public."CalIntegrations"
      where "userUlid" = '${person.ulid}'`);
    expect(cleared.flatMap(Object.values)).toEqual([null, null, null, null, null]);
    const kept = await sql(`select "state", "removeUntil" <= now() + interval '1 day' as "endsSoon"
      from public."CalSubscriptions" where "userUlid" = '${person.ulid}'`);
    expect(kept).toEqual([{ state: "removing", endsSoon: true }]);
  });
});
