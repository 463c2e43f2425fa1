import { ulid } from "ulid";
import { describe, expect, it } from "vitest";
import {
  begin,
  db,
  makeMeeting,
  makeUser,
  type Meeting,
  moveOf,
  newUlids,
  sql,
  timesAfter,
} from "./fixtures.ts";

const six = () => Array.from({ length: 6 }, () => ulid());

const observe = (meeting: Meeting, hosts: string[], attendees: string[] = []) =>
  db.observations.people({
    calBookingId: meeting.calUid,
    calUpdatedAt: null,
    hostEmails: hosts,
    attendeeEmails: attendees,
    newUlids: six(),
  });

const notesOf = (meeting: Meeting) =>
  sql<{ userUlid: string; note: string }>(
    `select "userUlid", "note" from public."Notifications" where "bookingUlid" = '${meeting.bookingUlid}' order by "ulid"`,
  );

describe("the people of a booking at Cal.com", () => {
  it("stay who they are while their addresses do, whatever the case of the letters", async () => {
    const meeting = await makeMeeting();
    const hosts = [meeting.coach.email.toUpperCase()];
    const attendees = [meeting.mentee.email];

    await expect(observe(meeting, hosts, attendees)).resolves.toEqual({ outcome: "same" });
    await expect(observe(meeting, hosts, attendees)).resolves.toEqual({ outcome: "same" });
    await expect(observe(meeting, [], [])).resolves.toEqual({ outcome: "same" });
    await expect(notesOf(meeting)).resolves.toEqual([]);
  });

  it("are believed when they are seen first, under an address that is not known here", async () => {
    const meeting = await makeMeeting();

    await expect(observe(meeting, ["desk@elsewhere.example"])).resolves.toEqual({
      outcome: "same",
    });
  });

  it("hand the booking to a new host who is a user, and all three are told", async () => {
    const meeting = await makeMeeting();
    const dana = await makeUser("Dana Whitfield");
    await observe(meeting, [meeting.coach.email], [meeting.mentee.email]);

    await expect(observe(meeting, [dana.email], [meeting.mentee.email])).resolves.toEqual({
      outcome: "newHost",
      bookingUlid: meeting.bookingUlid,
      coachUserUlid: dana.ulid,
    });
    await observe(meeting, [dana.email], [meeting.mentee.email]);

    await expect(db.bookings.getByUlid(meeting.bookingUlid)).resolves.toMatchObject({
      coachUserUlid: dana.ulid,
      replacedPerson: null,
    });
    const notes = await notesOf(meeting);
    expect(notes).toHaveLength(3);
    expect(new Map(notes.map(({ userUlid, note }) => [userUlid, note]))).toEqual(
      new Map([
        [dana.ulid, "newHost"],
        [meeting.mentee.ulid, "newHost"],
        [meeting.coach.ulid, "formerHost"],
      ]),
    );
  });

  it("tell both of a host who is no user, until the coach is the host again", async () => {
    const meeting = await makeMeeting();
    await observe(meeting, [meeting.coach.email]);

    await expect(observe(meeting, ["x@elsewhere.example"])).resolves.toMatchObject({
      outcome: "replaced",
    });
    await expect(db.bookings.getByUlid(meeting.bookingUlid)).resolves.toMatchObject({
      coachUserUlid: meeting.coach.ulid,
      replacedPerson: "coach",
    });
    await observe(meeting, [meeting.coach.email]);
    await expect(db.bookings.getByUlid(meeting.bookingUlid)).resolves.toMatchObject({
      replacedPerson: null,
    });
    await expect(notesOf(meeting)).resolves.toHaveLength(2);
  });
});

describe("an observation at Cal.com", () => {
  it("says that a booking is gone only when a later look confirms it", async () => {
    const { calUid: calBookingId, bookingUlid } = await makeMeeting();
    const missing = (confirmMs: number) => db.observations.missing({ calBookingId, confirmMs });

    await expect(missing(60_000)).resolves.toEqual({ known: true, gone: false });
    await expect(missing(60_000)).resolves.toEqual({ known: true, gone: false });
    await expect(missing(0)).resolves.toEqual({ known: true, gone: true });
    await expect(db.bookings.getByUlid(bookingUlid)).resolves.toMatchObject({ gone: true });

    await db.observations.status({ calBookingId, status: "accepted", newUlids: six() });
    await expect(db.bookings.getByUlid(bookingUlid)).resolves.toMatchObject({ gone: false });
    await expect(
      db.observations.missing({ calBookingId: "cal-nobody", confirmMs: 0 }),
    ).resolves.toEqual({ known: false, gone: false });
  });

  it("takes over times that were changed in place, again and again, and tells both people", async () => {
    const meeting = await makeMeeting();
    const move = moveOf(meeting);
    await db.attempts.apply(move);
    const seenAt = (hours: number, calBookingId = move.toCalUid) =>
      db.observations.times({
        calBookingId,
        calUpdatedAt: null,
        ...timesAfter(meeting, hours),
        cause: "reconcile",
        newUlids: newUlids(),
      });

    await expect(seenAt(5, meeting.calUid)).resolves.toBe(false);
    await expect(seenAt(5)).resolves.toBe(true);
    await expect(seenAt(5)).resolves.toBe(false);
    await expect(seenAt(6)).resolves.toBe(true);

    await expect(db.bookings.getByUlid(meeting.bookingUlid)).resolves.toMatchObject({
      ...timesAfter(meeting, 6),
      calBookingId: move.toCalUid,
      durationMinutes: 45,
      version: 4,
      upstreamChanged: true,
    });
    const { bookingUlid } = meeting;
    const [newest] = await db.events.list({ bookingUlid });
    expect(newest).toMatchObject({
      fromStartTime: timesAfter(meeting, 5).startTime,
      toStartTime: timesAfter(meeting, 6).startTime,
      actorRole: null,
    });
    const told = await sql(`select from "Notifications" where "bookingUlid" = '${bookingUlid}'
      and "version" in (3, 4) and "kind" = 'bookingChangedUpstream'`);
    expect(told).toHaveLength(4);
  });

  it("changes nothing when it was read before a change that has been observed since", async () => {
    const meeting = await makeMeeting();
    const dana = await makeUser("Dana Whitfield");
    const calBookingId = meeting.calUid;
    const seen = (calUpdatedAt: string | null, hours: number, host = meeting.coach) => {
      const common = { calBookingId, calUpdatedAt };
      const people = { hostEmails: [host.email], attendeeEmails: [meeting.mentee.email] };
      const times = { ...timesAfter(meeting, hours), cause: "reconcile" as const };
      return Promise.all([
        db.observations.people({ ...common, ...people, newUlids: six() }),
        db.observations.times({ ...common, ...times, newUlids: newUlids() }),
      ]);
    };
    const [before, after] = ["2026-11-30T10:00:00.000Z", "2026-11-30T10:00:00.001Z"];

    await expect(seen(before, 5)).resolves.toEqual([{ outcome: "same" }, true]);
    await expect(seen(after, 6, dana)).resolves.toMatchObject([{ outcome: "newHost" }, true]);
    await expect(seen(before, 5)).resolves.toEqual([{ outcome: "same" }, false]);
    await expect(db.bookings.getByUlid(meeting.bookingUlid)).resolves.toMatchObject({
      ...timesAfter(meeting, 6),
      coachUserUlid: dana.ulid,
      version: 3,
    });

    await expect(seen(after, 7, dana)).resolves.toEqual([{ outcome: "same" }, true]);
    await expect(seen(null, 8, dana)).resolves.toEqual([{ outcome: "same" }, true]);
  });

  it("leaves the times of a meeting alone while a move of ours is in flight", async () => {
    const meeting = await makeMeeting();
    await begin(meeting);
    const { calUid: calBookingId } = meeting;
    const times = { ...timesAfter(meeting, 5), calUpdatedAt: null, newUlids: newUlids() };

    const observed = db.observations.times({ calBookingId, ...times, cause: "webhook" });
    await expect(observed).resolves.toBe(false);
  });

  it("tells both people once of a cancellation that raced a move", async () => {
    const meeting = await makeMeeting();
    const move = moveOf(meeting);
    await db.attempts.apply(move);
    const raced = { calBookingId: move.toCalUid, newUlids: six() };

    await expect(db.observations.cancelledToo(raced)).resolves.toBe(true);
    await expect(db.observations.cancelledToo({ ...raced, newUlids: six() })).resolves.toBe(false);
    const notes = await notesOf(meeting);
    expect(notes.filter(({ note }) => note === "cancelledToo")).toHaveLength(2);
  });

  it("notes the rules of an event type on its upcoming bookings, and its title", async () => {
    const { coach, bookingUlid } = await makeMeeting();
    const rules = {
      title: "Coaching",
      lengthInMinutes: 30,
      mayChangeHost: true,
      requiresConfirmation: false,
      pendingBlocksSlot: null,
      disableRescheduling: false,
      rescheduleNoticeMinutes: null,
      slotInterval: null,
      offsetStart: 0,
      beforeEventBuffer: 10,
      afterEventBuffer: 15,
    };
    await db.bookings.noteEventType({ coachUserUlid: coach.ulid, eventTypeId: 101, rules });

    await expect(db.bookings.getByUlid(bookingUlid)).resolves.toMatchObject({
      title: "Coaching",
      eventType: rules,
    });
  });

  it("does not know the buffers of an event type that was noted before they were read", async () => {
    const { bookingUlid } = await makeMeeting();
    await sql(
      `update public."Bookings" set "eventType" = '{"title":"","lengthInMinutes":30,"mayChangeHost":false,"requiresConfirmation":false,"pendingBlocksSlot":null,"disableRescheduling":false,"rescheduleNoticeMinutes":null}' where "ulid" = '${bookingUlid}'`,
    );

    await expect(db.bookings.getByUlid(bookingUlid)).resolves.toMatchObject({
      eventType: { beforeEventBuffer: null, afterEventBuffer: null },
    });
  });
});
