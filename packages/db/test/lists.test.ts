import { dayMs, hourMs, minuteMs } from "@reslot/cal/time";
import { describe, expect, it } from "vitest";
import {
  anonymousClient,
  clientWith,
  db,
  dbOf,
  iso,
  makeMeeting,
  makeUser,
  moveOf,
  sql,
} from "./fixtures.ts";
import { createDb, createServerAuthClient } from "../src/index.ts";

async function collect<T>(
  page: (cursor: string | null) => Promise<{ items: T[]; nextCursor: string | null }>,
): Promise<T[][]> {
  const pages: T[][] = [];
  for (let cursor: string | null = null; ;) {
    const { items, nextCursor } = await page(cursor);
    pages.push(items);
    if (nextCursor === null) return pages;
    cursor = nextCursor;
  }
}

describe("a list of bookings", () => {
  it("pages through upcoming bookings by start, even when many start at the same time", async () => {
    const coach = await makeUser();
    const now = Date.now();
    const starts = [3, 1, 2, 2, 2].map((days) => Math.ceil(now / hourMs) * hourMs + days * dayMs);
    for (const start of starts) await makeMeeting({ coach, start });
    await makeMeeting({ coach, start: now - dayMs });

    const list = (cursor: string | null) =>
      dbOf(coach).bookings.list({ userUlid: coach.ulid, when: "upcoming", now, cursor, limit: 2 });
    const pages = await collect(list);
    expect(pages.map((page) => page.length)).toEqual([2, 2, 1]);
    const seen = pages.flat();
    expect(seen.map((booking) => booking.startTime)).toEqual(starts.map(iso).toSorted());
    expect(new Set(seen.map((booking) => booking.ulid)).size).toBe(5);
    expect(seen[0]?.coach).toEqual({
      ulid: coach.ulid,
      name: coach.name,
      timeZone: coach.timeZone,
    });
  });

  it("returns past bookings, the latest first, to both participants, with either client", async () => {
    const { coach, mentee, start } = await makeMeeting({ start: Date.now() - 3 * dayMs });
    await makeMeeting({ coach, mentee, start: start - dayMs });
    await makeMeeting({ coach, mentee, start: Date.now() - 10 * minuteMs }); // has not ended

    for (const { bookings } of [db, dbOf(mentee)]) {
      const { items, nextCursor } = await bookings.list({
        userUlid: mentee.ulid,
        when: "past",
        now: Date.now(),
        cursor: null,
        limit: 2,
      });
      expect(items.map((booking) => booking.startTime)).toEqual([iso(start), iso(start - dayMs)]);
      expect(nextCursor).toBeNull();
    }
  });

  it("loads several bookings at once and omits those of other users", async () => {
    const [mine, alsoMine, other] = [await makeMeeting(), await makeMeeting(), await makeMeeting()];
    await sql(
      `update public."Bookings" set "menteeUserUlid" = '${mine.coach.ulid}' where "ulid" = '${alsoMine.bookingUlid}'`,
    );
    const bookingUlids = [mine, alsoMine, other].map((meeting) => meeting.bookingUlid);

    for (const { bookings } of [db, dbOf(mine.coach)]) {
      const wanted = { bookingUlids, userUlid: mine.coach.ulid };
      const found = await bookings.getManyForParticipant(wanted);
      expect(new Set(found.map((booking) => booking.ulid))).toEqual(
        new Set([mine.bookingUlid, alsoMine.bookingUlid]),
      );
      expect(await bookings.getManyForParticipant({ ...wanted, bookingUlids: [] })).toEqual([]);
    }
  });

  it("rejects a cursor that it did not return", async () => {
    const { coach } = await makeMeeting();
    const list = { userUlid: coach.ulid, when: "upcoming" as const, now: 0, limit: 2 };
    const injected = Buffer.from('["2026-01-01T00:00:00.000Z","x),ulid.neq.(y"]').toString(
      "base64url",
    );

    for (const cursor of ["", "x", injected])
      await expect(db.bookings.list({ ...list, cursor })).rejects.toMatchObject({
        code: "INVALID",
      });
  });
});

describe("a list of notifications", () => {
  it("pages from the newest to the oldest without gaps or duplicates", async () => {
    const meeting = await makeMeeting();
    let head = meeting.calUid;
    for (let hours = 1; hours <= 5; hours += 1) {
      const move = { ...moveOf(meeting, hours), fromCalUid: head };
      await db.attempts.apply(move);
      head = move.toCalUid;
    }
    // Two of them have the same createdAt.
    await sql(
      `update public."Notifications" set "createdAt" = '2026-01-01T00:00:00.123Z' where "version" in (2, 3) and "bookingUlid" = '${meeting.bookingUlid}'`,
    );

    const userUlid = meeting.mentee.ulid;
    const pages = await collect((cursor) =>
      dbOf(meeting.mentee).notifications.list({ userUlid, cursor, limit: 2 }),
    );
    const versions = pages.flat().map((notification) => notification.version);
    expect(versions.slice(0, 3)).toEqual([6, 5, 4]);
    expect(new Set(versions.slice(3))).toEqual(new Set([2, 3]));
    expect(versions).toHaveLength(5);
    expect(await db.notifications.unreadCount({ userUlid })).toBe(5);
  });
});

describe("every response", () => {
  it("has instants as ISO 8601 in UTC with milliseconds", async () => {
    const { bookingUlid } = await makeMeeting();
    const booking = await db.bookings.getByUlid(bookingUlid);

    for (const instant of [
      booking?.startTime,
      booking?.endTime,
      booking?.createdAt,
      booking?.updatedAt,
    ])
      expect(instant).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  });

  it("is one DbError when the database is unreachable", async () => {
    const client = createServerAuthClient({ url: "http://127.0.0.1:9", secretKey: "x" });
    const away = createDb({ client });

    await expect(
      away.attempts.claimDue({ limit: 1, leaseMs: 1, lookMs: 5_000 }),
    ).rejects.toMatchObject({
      name: "DbError",
      code: "UNAVAILABLE",
    });
  });

  it("to a ping shows that the database answers", async () => {
    await expect(db.ping()).resolves.toBeUndefined();
  });

  it("is an error when the user's token cannot be fetched", async () => {
    const signedOut = createDb({ client: clientWith(async () => null) });

    await expect(signedOut.notifications.unreadCount({ userUlid: "x" })).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
    await expect(createDb({ client: anonymousClient }).ping()).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
  });
});
