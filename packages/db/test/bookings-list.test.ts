import { dayMs, hourMs } from "@reslot/cal/time";
import { ulid } from "ulid";
import { describe, expect, it } from "vitest";
import type { BookingFilter } from "../src/bookings-list.ts";
import type { User } from "../src/index.ts";
import {
  db,
  dbOf,
  iso,
  makeMeeting,
  makeUser,
  moveOf,
  newCalUserId,
  sending,
  sql,
} from "./fixtures.ts";

const start = (days: number) => Math.ceil(Date.now() / hourMs) * hourMs + days * dayMs;

function listOf(
  person: User,
  {
    filter,
    when = "upcoming",
    cursor = null,
    limit = 9,
  }: {
    filter?: BookingFilter;
    when?: "upcoming" | "past";
    cursor?: string | null;
    limit?: number;
  } = {},
) {
  const options = { userUlid: person.ulid, when, now: Date.now(), cursor, limit };
  return dbOf(person).bookings.list({ ...options, ...(filter && { filter }) });
}

/** A coach with four meetings: with Chloé, twice with Jonas, with Łukasz, a day apart. */
async function arrangeList() {
  const coach = await makeUser("Sam Okafor");
  const chloe = await makeUser("Chloé Martin");
  const jonas = await makeUser("Jonas Weber");
  const lukasz = await makeUser("ŁUKASZ Nowak");
  const meet = (mentee: User, day: number) => makeMeeting({ coach, mentee, start: start(day) });
  return {
    coach,
    chloe,
    jonas,
    lukasz,
    withChloe: await meet(chloe, 1),
    withJonas: await meet(jonas, 2),
    withLukasz: await meet(lukasz, 3),
    again: await meet(jonas, 4),
  };
}

const ulidsOf = ({ items }: { items: readonly { ulid: string }[] }) =>
  items.map((item) => item.ulid);

describe("a list of bookings that is searched", () => {
  it("folds case and accents, and looks for every word in names and titles", async () => {
    const { coach, withChloe, withJonas, withLukasz, again } = await arrangeList();
    await sql(`update "Bookings" set "title" = 'Straßen Interview'
      where "ulid" = '${withJonas.bookingUlid}'`);
    const found = async (...words: string[]) => ulidsOf(await listOf(coach, { filter: { words } }));

    expect(await found("chloe")).toEqual([withChloe.bookingUlid]);
    expect(await found("CHLOÉ")).toEqual([withChloe.bookingUlid]);
    expect(await found("lukasz")).toEqual([withLukasz.bookingUlid]);
    expect(await found("weber", "strassen")).toEqual([withJonas.bookingUlid]);
    expect(await found("jonas", "leadership")).toEqual([again.bookingUlid]);
    expect(await found("%")).toEqual([]);
    expect(await found("chloe", "weber")).toEqual([]);
  });

  it("says how many match and when, and counts everything beside it", async () => {
    const { coach, jonas, chloe, lukasz, withJonas, again } = await arrangeList();
    const list = await listOf(coach, { filter: { personUlid: jonas.ulid }, limit: 1 });

    expect(ulidsOf(list)).toEqual([withJonas.bookingUlid]);
    expect(list.total).toBe(2);
    expect(list.starts).toEqual([iso(withJonas.start), iso(again.start)]);
    expect(list.counts).toEqual({ all: 4, needsMe: 0, changed: 0 });
    expect(list.people).toEqual([
      { personUlid: chloe.ulid, name: "Chloé Martin", count: 1 },
      { personUlid: jonas.ulid, name: "Jonas Weber", count: 2 },
      { personUlid: lukasz.ulid, name: "ŁUKASZ Nowak", count: 1 },
    ]);
  });

  it("can be of one day", async () => {
    const { coach, withJonas, withLukasz } = await arrangeList();
    const filter = { from: iso(withJonas.start), to: iso(withLukasz.start) };
    expect(ulidsOf(await listOf(coach, { filter }))).toEqual([withJonas.bookingUlid]);
  });

  it("has the moves of the last week, with where a meeting was and who moved it", async () => {
    const { coach, withChloe, withJonas } = await arrangeList();
    for (const meeting of [withChloe, withJonas]) {
      await sending(meeting);
      await db.attempts.apply({
        ...moveOf(meeting),
      });
    }
    await sql(`update "BookingEvents" set "createdAt" = now() - interval '8 days'
      where "bookingUlid" = '${withJonas.bookingUlid}'`);

    const list = await listOf(coach, { filter: { which: "changed" } });
    expect(ulidsOf(list)).toEqual([withChloe.bookingUlid]);
    expect(list.counts).toMatchObject({ all: 4, changed: 1 });
    expect(list.items[0]?.lastMove).toMatchObject({
      actorRole: "coach",
      fromStartTime: iso(withChloe.start),
    });
  });

  it("knows what waits for each of the two people", async () => {
    const { coach, jonas, withJonas } = await arrangeList();
    await sending(withJonas, { actor: jonas });
    await db.attempts.apply({
      ...moveOf(withJonas),
      upstreamStatus: "pending",
    });

    const forCoach = await listOf(coach, { filter: { which: "needsMe" } });
    expect(forCoach.items).toMatchObject([{ ulid: withJonas.bookingUlid, needs: "confirm" }]);
    expect((await listOf(jonas)).items.map(({ needs }) => needs)).toEqual([null, null]);

    await connect(jonas);
    const forMentee = await listOf(jonas, { filter: { which: "needsMe" } });
    expect(forMentee.items.map(({ needs }) => needs)).toEqual(["consent", "consent"]);
    expect(forMentee.counts.needsMe).toBe(2);
    await sql(`insert into "CalendarConsents" ("menteeUserUlid", "coachUserUlid", "state", "decidedAt", "source")
      values ('${jonas.ulid}', '${coach.ulid}', 'refused', now(), 'mentee')`);
    expect((await listOf(jonas)).counts.needsMe).toBe(0);
  });

  it("tells a coach nothing of an account that was not shared, and its owner everything", async () => {
    const { coach, jonas } = await arrangeList();
    await connect(jonas);
    await sql(
      `update "CalIntegrations" set "status" = 'needsReconnect' where "userUlid" = '${jonas.ulid}'`,
    );
    const connections = async (person: User) =>
      (await listOf(person, { filter: { words: ["leadership"] } })).items.map(
        ({ menteeConnection }) => menteeConnection,
      );
    expect(await connections(coach)).toEqual([
      "notConnected",
      "notShared",
      "notConnected",
      "notShared",
    ]);
    expect(await connections(jonas)).toEqual(["needsReconnect", "needsReconnect"]);
    await sql(`insert into "CalendarConsents" ("menteeUserUlid", "coachUserUlid", "state", "decidedAt", "source",
      "lengthMinutes", "gridMinutes", "gridPhase")
      values ('${jonas.ulid}', '${coach.ulid}', 'allowed', now(), 'mentee', 45, 15, 0)`);
    expect((await connections(coach))[1]).toBe("needsReconnect");
  });

  it("has the move in flight, and of what Cal.com says only where to join", async () => {
    const meeting = await makeMeeting();
    await sql(`update "Bookings" set "calDetails" =
      '{ "joinUrl": "https://meet.example.com/sam", "location": null, "description": "x", "answers": [] }'
      where "ulid" = '${meeting.bookingUlid}'`);
    await sending(meeting, { actor: meeting.mentee });
    expect((await listOf(meeting.coach)).items).toMatchObject([
      {
        inFlight: { actorRole: "mentee", toStartTime: iso(meeting.start + 2 * hourMs) },
        joinUrl: "https://meet.example.com/sam",
        calDetails: null,
      },
    ]);
  });
});

describe("a list of bookings that is paged", () => {
  it.each(["upcoming", "past"] as const)("goes back page by page: %s", async (when) => {
    const coach = await makeUser();
    const sign = when === "past" ? -1 : 1;
    for (const days of [1, 2, 3, 4, 5]) await makeMeeting({ coach, start: start(sign * days) });
    const page = (cursor: string | null) => listOf(coach, { when, cursor, limit: 2 });

    const first = await page(null);
    const second = await page(first.nextCursor);
    const third = await page(second.nextCursor);
    expect([first.prevCursor, third.nextCursor]).toEqual([null, null]);
    expect(third.items).toHaveLength(1);
    const back = await page(third.prevCursor);
    expect(ulidsOf(back)).toEqual(ulidsOf(second));
    const top = await page(back.prevCursor);
    expect(ulidsOf(top)).toEqual(ulidsOf(first));
    expect(top.prevCursor).toBeNull();
    expect(ulidsOf(await page(top.nextCursor))).toEqual(ulidsOf(second));
  });

  it("reaches meetings of any age, but counts and searches those of the last year", async () => {
    const coach = await makeUser();
    const old = await makeMeeting({ coach, start: start(-800) });
    const recent = await makeMeeting({ coach, start: start(-8) });

    const list = await listOf(coach, { when: "past" });
    expect(ulidsOf(list)).toEqual([recent.bookingUlid, old.bookingUlid]);
    expect(list.total).toBe(1);
    const searched = await listOf(coach, { when: "past", filter: { words: ["alex"] } });
    expect(ulidsOf(searched)).toEqual([recent.bookingUlid]);
  });
});

async function connect({ ulid: userUlid, email }: User): Promise<void> {
  const me = { calUserId: newCalUserId(), calUsername: "jonas", calEmail: email };
  await db.calConnections.saveApiKey({ ulid: ulid(), userUlid, apiKey: "cal_live_jonas", me });
}
