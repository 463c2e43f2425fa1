import { gzipSync } from "node:zlib";
import { dayMs, minuteMs } from "@reslot/cal/time";
import { describe, expect, it } from "vitest";
import { arrangeMeeting, makeMenteeBusy, type Meeting } from "../support/meeting.ts";
import { addFault, calControl, sql } from "../support/services.ts";

/** The availability of the meeting's own day. */
function ownDay(meeting: Meeting, key: "coach" | "mentee" = "mentee") {
  const from = `${meeting.moveTo(0).newStartTime.slice(0, 10)}T00:00:00Z`;
  const to = meeting.moveTo(0, { days: 1 }).newStartTime;
  const { bookingUlid } = meeting;
  return meeting.as(key).booking.availability({ bookingUlid, from, to, timeZone: "Asia/Kolkata" });
}

const hourOf = (start: string) => Number(start.slice(11, 13));

describe("booking.availability", () => {
  it("judges every slot of the coach against the mentee's calendar", async () => {
    const meeting = await arrangeMeeting({ eventType: { minimumBookingNotice: 120 } });
    const busy = meeting.moveTo(11);
    await makeMenteeBusy(meeting, { start: busy.newStartTime, end: busy.newEndTime });

    const answer = await ownDay(meeting);

    expect(answer.checks).toEqual({
      coach: "checked",
      mentee: "checked",
      details: {
        calendarsRead: 1,
        calendarNames: ["Maya Mentee's calendar"],
        broken: [],
        unseen: ["travel"],
        at: expect.any(String),
      },
    });
    expect([answer.durationMinutes, answer.noticeMinutes]).toEqual([60, 120]);
    expect(answer.slots.map(({ start, verdict }) => [hourOf(start), verdict])).toEqual([
      [6, "outsideMenteeHours"],
      [7, "mutual"],
      [8, "mutual"],
      [9, "current"],
      [10, "mutual"],
      [11, "menteeBusy"],
      [12, "mutual"],
      [13, "mutual"],
    ]);
    expect(answer.suggestions).not.toEqual([]);
    expect(Date.parse(answer.answeredAt)).toBeGreaterThanOrEqual(Date.parse(answer.asOf));
    expect(answer.nextMutualStart).toBe(meeting.moveTo(7).newStartTime);
    expect(JSON.stringify(answer)).not.toContain("Private");
  });

  it("counts the mentee's own Cal.com bookings, which their calendar does not show", async () => {
    const meeting = await arrangeMeeting();
    const taken = meeting.moveTo(12).newStartTime;
    await calControl("bookings", {
      eventTypeId: meeting.menteeEventTypeId,
      start: taken,
      attendee: { name: "Someone", email: "someone@example.com", timeZone: "UTC" },
    });

    const { slots } = await ownDay(meeting);

    expect(slots.find(({ start }) => start === taken)?.verdict).toBe("menteeBusy");
  });

  it("judges every other time when a booking of the mentee is odd", async () => {
    const meeting = await arrangeMeeting();
    const { email } = meeting.people.mentee;
    const [taken, alsoTaken] = [meeting.moveTo(12), meeting.moveTo(13)];
    const { uid } = await calControl<{ uid: string }>("bookings", {
      eventTypeId: meeting.menteeEventTypeId,
      start: taken.newStartTime,
      attendee: { name: "Someone", email: "someone@example.com", timeZone: "UTC" },
    });
    const odd = {
      uid,
      status: "awaiting_host",
      title: null,
      "hosts.0.name": null,
      "attendees.0.timeZone": null,
      "attendees.0.seatUid": null,
      remove: ["duration"],
    };
    const withoutUid = { row: { start: alsoTaken.newStartTime, end: alsoTaken.newEndTime } };
    await calControl("rows", { email, patch: [odd, withoutUid] });

    const { checks, slots } = await ownDay(meeting);

    expect(checks.mentee).toBe("checked");
    expect(slots.map(({ start, verdict }) => [hourOf(start), verdict])).toEqual([
      [6, "outsideMenteeHours"],
      [7, "mutual"],
      [8, "mutual"],
      [9, "current"],
      [10, "mutual"],
      [11, "mutual"],
      [12, "menteeBusy"],
      [13, "menteeBusy"],
    ]);
  });

  it("does not know the day after the start of a booking without an end", async () => {
    const meeting = await arrangeMeeting();
    const { email } = meeting.people.mentee;
    const row = { uid: "no-end", start: meeting.moveTo(12).newStartTime, end: "soon" };
    await calControl("rows", { email, patch: [{ row }] });

    const { slots } = await ownDay(meeting);

    expect(slots.map(({ start, verdict }) => [hourOf(start), verdict])).toEqual([
      [6, "outsideMenteeHours"],
      [7, "mutual"],
      [8, "mutual"],
      [9, "current"],
      [10, "mutual"],
      [11, "mutual"],
      [12, "menteeUnknown"],
      [13, "menteeUnknown"],
    ]);
  });

  it("calls no time free while a booking of the mentee may take place at any time", async () => {
    const meeting = await arrangeMeeting();
    await calControl("rows", {
      email: meeting.people.mentee.email,
      patch: [{ row: { uid: "no-times" } }],
    });

    const { slots } = await ownDay(meeting);

    expect(slots.filter(({ verdict }) => verdict === "mutual")).toEqual([]);
    expect(slots.some(({ verdict }) => verdict === "menteeUnknown")).toBe(true);
  });

  it("suggests times that keep the pair's weekly rhythm, with that reason", async () => {
    const meeting = await arrangeMeeting();
    const { coach, mentee } = meeting.people;
    for (const days of [7, 14]) {
      const { newStartTime, newEndTime } = meeting.moveTo(9, { days });
      await meeting.ports.db.bookings.importObserved({
        ulid: meeting.ports.newUlid(),
        calBookingUid: `weekly-${meeting.bookingUlid}-${days}`,
        coachUserUlid: coach.ulid,
        menteeUserUlid: mentee.ulid,
        title: "Coaching",
        eventTypeId: 1,
        durationMinutes: 60,
        startTime: newStartTime,
        endTime: newEndTime,
        status: "accepted",
      });
    }

    const { suggestions } = await ownDay(meeting);

    expect(suggestions?.flatMap(({ reasons }) => reasons)).toContain("keepsCadence");
  });

  it("suggests the same times wherever one looks, one a day, in order, and only free ones", async () => {
    const meeting = await arrangeMeeting();
    const own = await ownDay(meeting);
    const { bookingUlid } = meeting;
    for (const days of [7, 84, 330]) {
      const from = meeting.moveTo(0, { days }).newStartTime;
      const to = meeting.moveTo(0, { days: days + 7 }).newStartTime;
      const range = { bookingUlid, from, to, timeZone: "UTC" };
      const { suggestions } = await meeting.as("mentee").booking.availability(range);
      expect(suggestions).toEqual(own.suggestions);
    }
    const days = own.suggestions?.map(({ start }) => start.slice(0, 10)) ?? [];
    expect(days).toHaveLength(3);
    expect(days).toEqual([...new Set(days)].toSorted());
  });

  it("ignores the meeting's own entry in the mentee's calendar", async () => {
    const meeting = await arrangeMeeting();
    const current = meeting.moveTo(9);
    await makeMenteeBusy(meeting, { start: current.newStartTime, end: current.newEndTime });

    const { slots } = await ownDay(meeting);

    expect(slots.find(({ start }) => start === current.newStartTime)?.verdict).toBe("current");
  });

  it("calls nothing mutual for a mentee who is not connected", async () => {
    const meeting = await arrangeMeeting({ menteeConnected: false });

    const answer = await ownDay(meeting, "coach");

    expect(answer.checks.mentee).toBe("notConnected");
    expect(new Set(answer.slots.map(({ verdict }) => verdict))).toEqual(
      new Set(["menteeUnknown", "current"]),
    );
    expect(answer.nextMutualStart).toBeNull();
    expect(answer.suggestions).toHaveLength(3);
    expect(answer.nextCoachStart).toBe(meeting.moveTo(6).newStartTime);
  });

  it("says when the mentee's calendar cannot be read", async () => {
    const meeting = await arrangeMeeting();
    await addFault({ operation: "busyTimes", fault: "status500BeforeCommit", times: 9 });

    const answer = await ownDay(meeting);

    expect(answer.checks.mentee).toBe("unreachable");
    expect(
      answer.slots.every(({ verdict }) => verdict === "menteeUnknown" || verdict === "current"),
    ).toBe(true);
  });

  it("answers with a typed error when the coach's times cannot be read", async () => {
    const meeting = await arrangeMeeting();
    await addFault({ operation: "slots", fault: "rateLimit", times: 9 });

    await expect(ownDay(meeting)).rejects.toMatchObject({
      code: "TOO_MANY_REQUESTS",
      cause: { code: "CAL_RATE_LIMITED" },
    });
  });

  it("answers for a month in a few kilobytes", async () => {
    const meeting = await arrangeMeeting();
    const { bookingUlid } = meeting;
    const from = new Date(Date.now()).toISOString();
    const to = new Date(Date.now() + 31 * dayMs).toISOString();

    const month = await meeting
      .as("mentee")
      .booking.availability({ bookingUlid, from, to, timeZone: "UTC" });

    expect(month.slots.length).toBeGreaterThan(200);
    expect(gzipSync(JSON.stringify(month)).length).toBeLessThan(6 * 1024);
  });

  it("returns no past slots, and the next start when the range has none", async () => {
    const meeting = await arrangeMeeting();
    const { bookingUlid } = meeting;
    const from = new Date(Date.now() - 3 * dayMs).toISOString();
    const to = new Date(Date.now() - dayMs).toISOString();

    const answer = await meeting
      .as("mentee")
      .booking.availability({ bookingUlid, from, to, timeZone: "UTC" });

    expect(answer.slots).toEqual([]);
    expect(answer.nextMutualStart).not.toBeNull();
  });

  it.each([
    ["its own", 60],
    ["the event type's", 30],
  ])(
    "checks the longer of both lengths, and accepts %s as the end of a move",
    async (_, minutes) => {
      const meeting = await arrangeMeeting({ eventType: { lengthInMinutes: 30 } });

      expect((await ownDay(meeting)).durationMinutes).toBe(60);

      const move = meeting.moveTo(11);
      const endAfter = (length: number) =>
        new Date(Date.parse(move.newStartTime) + length * minuteMs).toISOString();
      const odd = { ...move, newEndTime: endAfter(45) };
      await expect(meeting.as("mentee").booking.reschedule(odd)).rejects.toMatchObject({
        cause: { code: "END_MISMATCH", details: { durationMinutes: 60 } },
      });
      const asked = { ...move, newEndTime: endAfter(minutes) };
      const result = await meeting.as("mentee").booking.reschedule(asked);
      expect(result.booking).toMatchObject({ durationMinutes: 30, endTime: endAfter(30) });
    },
  );

  it("treats a mentee whose token was refused as not connected, and stores that", async () => {
    const meeting = await arrangeMeeting();
    await addFault({ operation: "busyTimes", fault: "unauthorized" });

    expect((await ownDay(meeting, "coach")).checks.mentee).toBe("notConnected");
    expect(
      await meeting.as("coach").booking.get({ bookingUlid: meeting.bookingUlid }),
    ).toMatchObject({
      menteeConnection: "needsReconnect",
    });
    const [row] = await sql<{ status: string }>(
      `select "status" from "CalIntegrations" where "userUlid" = '${meeting.people.mentee.ulid}'`,
    );
    expect(row).toEqual({ status: "needsReconnect" });
  });
});
