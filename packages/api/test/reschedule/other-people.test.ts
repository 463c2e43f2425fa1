import { describe, expect, it } from "vitest";
import { endEarlierWork } from "../support/end-earlier-work.ts";
import { arrangeMeeting, type MeetingOptions } from "../support/meeting.ts";
import { runTick } from "../support/run-tick.ts";
import { calControl, sql } from "../support/services.ts";

/** The mentee has been seen as the attendee; then someone else is. */
async function arrangeReplaced(options: MeetingOptions = {}) {
  const meeting = await arrangeMeeting(options);
  await endEarlierWork(meeting);
  const { coach, mentee } = meeting.people;
  await meeting.ports.db.observations.people({
    calBookingId: meeting.calUid,
    calUpdatedAt: null,
    hostEmails: [coach.email],
    attendeeEmails: [mentee.email],
    newUlids: [],
  });
  const attendee = { name: "Pat", email: "pat@elsewhere.example", timeZone: "UTC" };
  await calControl(`bookings/${meeting.calUid}/attendee`, attendee);
  return meeting;
}

describe("the attendee that the answer to a move names", () => {
  it.each([
    ["coach", {}],
    ["coach", { menteeConnected: false }],
    ["mentee", {}],
  ] as const)(
    "is compared at once when the %s has moved the meeting (%o)",
    async (mover, options) => {
      const meeting = await arrangeReplaced(options);
      const answer = await meeting.as(mover).booking.reschedule(meeting.moveTo(11));

      expect(answer).toMatchObject({
        outcome: "moved",
        booking: { version: 2, reschedule: { allowed: false, reason: "attendeeChanged" } },
      });
      const { bookingUlid } = meeting;
      await expect(meeting.as("coach").booking.get({ bookingUlid })).resolves.toMatchObject({
        version: 2,
        reschedule: { allowed: false, reason: "attendeeChanged" },
      });
      const { items } = await meeting.as("coach").notification.list({});
      expect(items.map(({ text }) => text)).toContainEqual(
        expect.stringContaining("has an attendee in Cal.com who does not use Reslot"),
      );
    },
  );

  it("is believed under another address of a mentee who was never seen under one", async () => {
    const meeting = await arrangeMeeting();
    // The coach's first sync has seen the attendee.
    await sql(`delete from "BookingPeople" where "bookingUlid" = '${meeting.bookingUlid}'`);
    const { name, timeZone } = meeting.people.mentee;
    const attendee = { name, email: "maya@work.example", timeZone };
    await calControl(`bookings/${meeting.calUid}/attendee`, attendee);

    const moved = await meeting.as("coach").booking.reschedule(meeting.moveTo(11));

    expect(moved.booking.reschedule).toEqual({ allowed: true });
    await runTick(meeting.ports);
    expect(
      await sql(`select "replacedPerson" from "Bookings" where "ulid" = '${meeting.bookingUlid}'`),
    ).toEqual([{ replacedPerson: null }]);
  });
});
