import { hourMs, minuteMs } from "@reslot/cal/time";
import { ulid } from "ulid";
import { describe, expect, it } from "vitest";
import type { ImportBooking } from "../src/import-booking.ts";
import {
  begin,
  db,
  iso,
  makeMeeting,
  makeUser,
  type Meeting,
  moveOf,
  newUlids,
} from "./fixtures.ts";

const seenAtCal = (
  { coach, mentee, calUid, start }: Meeting,
  given: Partial<ImportBooking> = {},
): ImportBooking => ({
  ulid: ulid(),
  calBookingUid: calUid,
  coachUserUlid: coach.ulid,
  menteeUserUlid: mentee.ulid,
  title: "Leadership coaching",
  eventTypeId: 101,
  durationMinutes: 45,
  startTime: iso(start),
  endTime: iso(start + 45 * minuteMs),
  status: "accepted",
  ...given,
});

describe("a booking seen at Cal.com", () => {
  it("is imported once by concurrent imports", async () => {
    const meeting = { ...(await makeMeeting()), calUid: `cal-${ulid()}` };
    const imports = await Promise.all(
      Array.from({ length: 5 }, () => db.bookings.importObserved(seenAtCal(meeting))),
    );

    expect(imports.filter(({ outcome }) => outcome === "created")).toHaveLength(1);
    const [bookingUlid = "", ...others] = new Set(imports.map((each) => each.bookingUlid));
    expect(others).toEqual([]);
    expect(await db.bookings.getByUlid(bookingUlid)).toMatchObject({
      calBookingId: meeting.calUid,
      version: 1,
      status: "accepted",
      startTime: iso(meeting.start),
      coach: meeting.coach,
      mentee: meeting.mentee,
    });
  });

  it("keeps its place in a recurring series, and learns it when it was imported without", async () => {
    const [first, second] = [await makeMeeting(), await makeMeeting()];
    const series = { calSeriesUid: "series-1", position: 3, rhythm: "weekly" } as const;
    const fresh = { ...second, calUid: `cal-${ulid()}` };
    for (const meeting of [first, fresh]) {
      const { bookingUlid } = await db.bookings.importObserved(seenAtCal(meeting, { series }));
      await db.bookings.importObserved(
        seenAtCal(meeting, { series: { ...series, position: 4, rhythm: null } }),
      );
      expect(await db.bookings.getByUlid(bookingUlid)).toMatchObject({
        calSeriesUid: "series-1",
        seriesPosition: 3,
        seriesRhythm: "weekly",
      });
    }
    const listed = await db.bookings.listCurrent({
      calSeriesUid: "series-1",
      cursor: null,
      limit: 10,
    });
    expect(new Set(listed.items.map(({ calBookingId }) => calBookingId))).toEqual(
      new Set([first.calUid, fresh.calUid]),
    );
  });

  it("is known under every uid it ever had, and does not change", async () => {
    const meeting = await makeMeeting();
    const move = moveOf(meeting);
    await db.attempts.apply(move);
    const known = { outcome: "known", bookingUlid: meeting.bookingUlid };

    const older = seenAtCal(meeting, { title: "Another title", status: "cancelled" });
    expect(await db.bookings.importObserved(older)).toEqual(known);
    const head = seenAtCal({ ...meeting, calUid: move.toCalUid });
    expect(await db.bookings.importObserved(head)).toEqual(known);
    expect(await db.bookings.getByUlid(meeting.bookingUlid)).toMatchObject({
      title: "Leadership coaching",
      status: "accepted",
      version: 2,
    });
  });

  it("is known by the uid it was moved from before the move is recorded", async () => {
    const meeting = await makeMeeting();
    const move = moveOf(meeting);
    const moved = seenAtCal(
      { ...meeting, calUid: move.toCalUid },
      { earlierCalUids: ["cal-before-it-was-ours", meeting.calUid] },
    );

    expect(await db.bookings.importObserved(moved)).toMatchObject({ outcome: "known" });
    expect(await db.attempts.apply(move)).toMatchObject({ applied: true });
  });

  it("is absorbed by the original booking when it was moved twice between two reads", async () => {
    const meeting = await makeMeeting();
    const first = moveOf(meeting, 1);
    const second = moveOf({ ...meeting, calUid: first.toCalUid }, 2);
    const copy = await db.bookings.importObserved(
      seenAtCal({ ...meeting, calUid: second.toCalUid }, { earlierCalUids: [first.toCalUid] }),
    );
    expect(copy.outcome).toBe("created");

    expect(await db.attempts.apply(first)).toMatchObject({ applied: true });
    expect(await db.attempts.apply(second)).toMatchObject({
      applied: true,
      bookingUlid: meeting.bookingUlid,
      version: 3,
    });
    expect(await db.bookings.getByUlid(copy.bookingUlid)).toBeNull();
    const seenAgain = await db.bookings.importObserved(
      seenAtCal({ ...meeting, calUid: second.toCalUid }),
    );
    expect(seenAgain).toEqual({ outcome: "known", bookingUlid: meeting.bookingUlid });
  });

  it("is not absorbed once an attempt to move it has started", async () => {
    const meeting = await makeMeeting();
    const move = moveOf(meeting);
    const calUid = move.toCalUid;
    const copy = await db.bookings.importObserved(seenAtCal({ ...meeting, calUid }));
    await begin({ ...meeting, bookingUlid: copy.bookingUlid, calUid }, { hours: 9 });

    await expect(db.attempts.apply(move)).rejects.toMatchObject({ code: "CONFLICT" });
    expect(await db.bookings.getByUlid(copy.bookingUlid)).not.toBeNull();
  });

  it("can be moved after the import", async () => {
    const meeting = { ...(await makeMeeting()), calUid: `cal-${ulid()}` };
    const { bookingUlid } = await db.bookings.importObserved(seenAtCal(meeting));

    expect(await db.attempts.apply(moveOf(meeting))).toMatchObject({ applied: true, bookingUlid });
  });

  it("is rejected unless it has two participants", async () => {
    const meeting = { ...(await makeMeeting()), calUid: `cal-${ulid()}` };
    const alone = seenAtCal(meeting, { menteeUserUlid: meeting.coach.ulid });

    await expect(db.bookings.importObserved(alone)).rejects.toMatchObject({ code: "INVALID" });
  });
});

describe("the list of current bookings", () => {
  it("pages through a coach's accepted and pending bookings that have not ended, with their current uids", async () => {
    const coach = await makeUser();
    const start = Math.ceil(Date.now() / hourMs) * hourMs + 24 * hourMs;
    const meetings: Meeting[] = [];
    for (const days of [0, 0, 1, 2, 3])
      meetings.push(await makeMeeting({ coach, start: start + days * 24 * hourMs }));
    await makeMeeting({ coach, start: start - 72 * hourMs });
    await makeMeeting({ start });
    const [first, , , , last] = meetings;
    if (!first || !last) throw new Error("no meetings");
    const move = moveOf(first, 1);
    await db.attempts.apply(move);
    await db.observations.status({
      calBookingId: last.calUid,
      status: "cancelled",
      newUlids: newUlids(),
    });

    const heads: string[] = [];
    let cursor: string | null = null;
    do {
      const page = await db.bookings.listCurrent({ coachUserUlid: coach.ulid, cursor, limit: 2 });
      heads.push(...page.items.map((booking) => booking.calBookingId));
      cursor = page.nextCursor;
    } while (cursor !== null);
    const expected = [meetings[1], { calUid: move.toCalUid }, meetings[2], meetings[3]];
    expect(heads).toEqual(expected.map((meeting) => meeting?.calUid));
  });

  it("covers all coaches when none is given", async () => {
    const [one, two] = [await makeMeeting(), await makeMeeting()];
    const { items } = await db.bookings.listCurrent({ cursor: null, limit: 900 });
    const uids = new Set(items.map((booking) => booking.calBookingId));

    expect(uids.has(one.calUid) && uids.has(two.calUid)).toBe(true);
    await expect(db.bookings.listCurrent({ cursor: "x", limit: 1 })).rejects.toMatchObject({
      code: "INVALID",
    });
  });
});
