import { dayMs, hourMs, minuteMs } from "@reslot/cal/time";
import { ulid } from "ulid";
import { describe, expect, it } from "vitest";
import { Secret } from "../src/index.ts";
import { db, makeUser, sql } from "./fixtures.ts";

const minutes = (count: number) => `now() - interval '${count} minutes'`;

const set = (bookingUlid: string, values: string) =>
  sql(`update "Bookings" set ${values} where "ulid" = '${bookingUlid}'`);

/** Bookings of one coach, made long ago; the only ones that take place. */
async function bookAll(coachUserUlid: string, startsInMs: readonly number[]): Promise<string[]> {
  const { ulid: mentee } = await makeUser();
  await sql(`update "Bookings" set "status" = 'cancelled'`);
  const ulids: string[] = [];
  for (const startsIn of startsInMs) {
    const uid = ulid();
    const [start, end] = [startsIn, startsIn + hourMs].map((ms) =>
      new Date(Date.now() + ms).toISOString(),
    );
    await sql(`insert into "Bookings" ("ulid", "calBookingId", "coachUserUlid", "menteeUserUlid", "title",
      "eventTypeId", "durationMinutes", "startTime", "endTime", "createdAt") values ('${uid}', '${uid}',
      '${coachUserUlid}', '${mentee}', 'Coaching', 1, 60, '${start}', '${end}', ${minutes(10_000)})`);
    ulids.push(uid);
  }
  return ulids;
}

const intervals = [
  { withinMs: 2 * dayMs, everyMs: 15 * minuteMs },
  { withinMs: 30 * dayMs, everyMs: hourMs },
  { withinMs: null, everyMs: 6 * hourMs },
];

const claimed = async () =>
  (await db.coachSyncs.claimUnconnected({ intervals, confirmMs: 3 * minuteMs }))?.ulid;

describe("the bookings of coaches who are not connected", () => {
  it("have their turns in proportion to their intervals, each once in its interval", async () => {
    const { ulid: coach } = await makeUser();
    const [soon = "", month = "", far = ""] = await bookAll(coach, [
      hourMs,
      20 * dayMs,
      60 * dayMs,
    ]);
    expect([await claimed(), await claimed(), await claimed()]).toEqual([soon, month, far]);
    expect(await claimed()).toBeUndefined();

    await set(soon, `"calReadAt" = ${minutes(16)}`);
    await set(month, `"calReadAt" = ${minutes(59)}`);
    await set(far, `"calReadAt" = ${minutes(60 * 7)}`);

    expect([await claimed(), await claimed(), await claimed()]).toEqual([far, soon, undefined]);
  });

  it("come with how long they have been due", async () => {
    const { ulid: coach } = await makeUser();
    const [booking = ""] = await bookAll(coach, [hourMs]);
    await set(booking, `"calReadAt" = ${minutes(20)}`);

    const claim = await db.coachSyncs.claimUnconnected({ intervals, confirmMs: 3 * minuteMs });

    expect(claim?.ulid).toBe(booking);
    expect(Math.floor((claim?.lateMs ?? 0) / minuteMs)).toBe(5);
  });

  it("are claimed by one worker each", async () => {
    const { ulid: coach } = await makeUser();
    const ulids = await bookAll(coach, [hourMs, 2 * hourMs]);

    const claims = await Promise.all([claimed(), claimed(), claimed(), claimed()]);

    const won = claims.flatMap((each) => each ?? []);
    while (won.length < 2) won.push((await claimed()) ?? "none");
    expect(won.toSorted()).toEqual(ulids.toSorted());
  });

  it("wait from the end of the connection, and not while it lasts", async () => {
    const { ulid: coach } = await makeUser();
    await db.calConnections.saveApiKey({
      ulid: ulid(),
      userUlid: coach,
      apiKey: new Secret("cal_live_0123456789abcdef"),
      me: { calUserId: 700_001, calUsername: "sam", calEmail: "sam@example.com" },
    });
    const [booking] = await bookAll(coach, [hourMs]);
    /** Where the account has had this status for so many minutes. */
    const claimedAfter = async (status: string, count: number) => {
      await sql(`alter table "CalIntegrations" disable trigger "CalIntegrations_touch";
        update "CalIntegrations" set "status" = '${status}', "updatedAt" = ${minutes(count)}
          where "userUlid" = '${coach}';
        alter table "CalIntegrations" enable trigger "CalIntegrations_touch"`);
      return claimed();
    };

    expect(await claimedAfter("connected", 10_000)).toBeUndefined();
    expect(await claimedAfter("needsReconnect", 14)).toBeUndefined();
    expect(await claimedAfter("needsReconnect", 16)).toBe(booking);
  });

  it("are looked at again soon when Cal.com did not know them, and seldom once they are gone", async () => {
    const { ulid: coach } = await makeUser();
    const [booking = ""] = await bookAll(coach, [20 * dayMs]);
    await claimed();
    await set(booking, `"missingSince" = now(), "calReadAt" = ${minutes(2)}`);
    expect(await claimed()).toBeUndefined();
    await set(booking, `"calReadAt" = ${minutes(4)}`);
    expect(await claimed()).toBe(booking);

    await set(booking, `"gone" = true, "calReadAt" = ${minutes(60 * 6 - 1)}`);
    expect(await claimed()).toBeUndefined();
    await set(booking, `"calReadAt" = ${minutes(60 * 6 + 1)}`);
    expect(await claimed()).toBe(booking);
  });
});
