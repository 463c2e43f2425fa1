import { minuteMs } from "@reslot/cal/time";
import { ulid } from "ulid";
import { beforeEach, describe, expect, it } from "vitest";
import { db, iso, makeMeeting, makeUser, moveOf, newUlids, sql } from "./fixtures.ts";

let start = 0;
beforeEach(async () => {
  start = await db.changeFeed.latestId();
});

const read = (overlapMs = 0, limit = 100) =>
  db.changeFeed.readAfter({ afterId: start, overlapMs, limit });

describe("the change feed", () => {
  it("reports a move: the booking, the slots of its two people, and both notifications", async () => {
    const { bookingUlid, coach, mentee, ...meeting } = await makeMeeting();
    start = await db.changeFeed.latestId();
    await db.attempts.apply(moveOf({ bookingUlid, coach, mentee, ...meeting }));

    const changes = await read();
    const people = { coachUserUlid: coach.ulid, menteeUserUlid: mentee.ulid };
    expect(changes.map(({ id: _id, createdAt: _at, ...change }) => change)).toEqual([
      { kind: "booking", bookingUlid, ...people },
      { kind: "slots", bookingUlid, ...people },
      { kind: "notification", bookingUlid, userUlid: coach.ulid },
      { kind: "notification", bookingUlid, userUlid: mentee.ulid },
    ]);
    const ids = changes.map((change) => change.id);
    expect(ids).toEqual(ids.toSorted((one, other) => one - other));
  });

  it("reports a cancellation, a confirmation and an import", async () => {
    const meeting = await makeMeeting();
    const ofIt = `"ulid" = '${meeting.bookingUlid}'`;
    await sql(`update public."Bookings" set "status" = 'pending' where ${ofIt}`);
    start = await db.changeFeed.latestId();
    const change = { calBookingId: meeting.calUid };
    for (const status of ["accepted", "cancelled"] as const)
      await db.observations.status({ ...change, status, newUlids: newUlids() });
    await db.bookings.importObserved({
      ulid: ulid(),
      calBookingUid: `cal-${ulid()}`,
      coachUserUlid: meeting.coach.ulid,
      menteeUserUlid: meeting.mentee.ulid,
      title: "",
      eventTypeId: 1,
      durationMinutes: 30,
      startTime: iso(meeting.start),
      endTime: iso(meeting.start + 30 * minuteMs),
      status: "accepted",
    });

    const kinds = (await read()).map((each) => each.kind);
    const moved = ["booking", "slots"];
    const told = [...moved, "notification", "notification"];
    expect(kinds).toEqual([...told, ...told, ...moved]);
  });

  it("reports nothing when no visible column changed", async () => {
    const meeting = await makeMeeting();
    const move = moveOf(meeting);
    await db.attempts.apply(move);
    start = await db.changeFeed.latestId();
    await db.attempts.apply(move);
    await sql(
      `update public."Bookings" set "upstreamChanged" = false where "ulid" = '${meeting.bookingUlid}'`,
    );

    expect(await read()).toEqual([]);
  });

  it("repeats recent rows for late commits without delaying new ones", async () => {
    const { bookingUlid } = await makeMeeting();
    const before = start;
    start = await db.changeFeed.latestId();
    expect(start).toBeGreaterThan(before);

    expect(await read()).toEqual([]);
    const repeated = await read(minuteMs, 1);
    expect(repeated.map((change) => change.bookingUlid)).toContain(bookingUlid);
    await makeMeeting();
    const ids = (await read(minuteMs, 1)).map((change) => change.id);
    expect(ids.filter((id) => id > start)).toHaveLength(1);
    expect(Math.max(...ids)).toBe(ids.at(-1));
  });

  it("has new rows behind more than 1,000 recent ones", async () => {
    const { bookingUlid, coach } = await makeMeeting();
    await sql(`insert into public."ChangeFeed" ("kind", "bookingUlid", "coachUserUlid")
      select 'slots', '${bookingUlid}', '${coach.ulid}' from generate_series(1, 1100)`);
    start = await db.changeFeed.latestId();
    const { bookingUlid: next } = await makeMeeting();

    const changes = await read(minuteMs);

    expect(changes.filter(({ id }) => id > start).map((each) => each.bookingUlid)).toEqual([
      next,
      next,
    ]);
    expect(changes.filter(({ id }) => id <= start).length).toBeGreaterThanOrEqual(1_100);
  });

  it("reports a meeting that is gone, has another host, or another person in a place", async () => {
    const { bookingUlid } = await makeMeeting();
    const { ulid: host } = await makeUser();
    for (const values of [
      `"missingSince" = now(), "gone" = true`,
      `"coachUserUlid" = '${host}'`,
      `"replacedPerson" = 'mentee'`,
    ]) {
      start = await db.changeFeed.latestId();
      await sql(`update public."Bookings" set ${values} where "ulid" = '${bookingUlid}'`);

      expect((await read()).map((each) => each.kind)).toEqual(["booking", "slots"]);
    }
  });

  it("has no row of a transaction that failed", async () => {
    const meeting = await makeMeeting();
    start = await db.changeFeed.latestId();
    const move = { ...moveOf(meeting), newUlids: [] };

    await expect(db.attempts.apply(move)).rejects.toMatchObject({ code: "INVALID" });
    expect(await read()).toEqual([]);
  });

  it("prunes old rows", async () => {
    await makeMeeting();
    await sql(`update public."ChangeFeed" set "createdAt" = now() - interval '2 hours'`);
    await makeMeeting();

    expect(await db.changeFeed.prune({ keepMs: 60 * minuteMs })).toBeGreaterThan(0);
    const rest = await db.changeFeed.readAfter({ afterId: 0, overlapMs: 0, limit: 100 });
    expect(rest.map((change) => change.kind)).toEqual(["booking", "slots"]);
    expect(await db.changeFeed.oldestId()).toBe(rest[0]?.id);
  });

  it("names the coaches of a mentee's meetings to come, and those the mentee disowned", async () => {
    const { bookingUlid, coach, mentee } = await makeMeeting();
    const coaches = () => db.changeFeed.coachesOf(mentee.ulid);
    expect(await coaches()).toEqual({ met: [coach.ulid], disowned: [] });

    await db.consents.disown({ menteeUserUlid: mentee.ulid, bookingUlid });
    expect(await coaches()).toEqual({ met: [], disowned: [coach.ulid] });

    const past = await makeMeeting();
    await sql(`update public."Bookings" set "startTime" = now() - interval '2 hours',
      "endTime" = now() - interval '1 hour' where "ulid" = '${past.bookingUlid}'`);
    expect((await db.changeFeed.coachesOf(past.mentee.ulid)).met).toEqual([]);
  });
});
