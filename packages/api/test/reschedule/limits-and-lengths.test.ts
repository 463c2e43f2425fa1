import { minuteMs } from "@reslot/cal/time";
import { ulid } from "ulid";
import { describe, expect, it } from "vitest";
import { dayAvailability } from "../depth/day-availability.ts";
import { arrangeMeeting, makeMenteeBusy } from "../support/meeting.ts";
import { calLog, calPost } from "../support/services.ts";

describe("an event type with booking limits", () => {
  it("refuses a move into a week that has just become full, and leaves the token alone", async () => {
    const meeting = await arrangeMeeting({ eventType: { bookingLimitsCount: { week: 1 } } });
    const target = meeting.moveTo(11, { days: 7 });
    await makeMenteeBusy(meeting, { start: target.newStartTime, end: target.newEndTime });
    const { reschedule } = meeting.as("coach").booking;
    await expect(reschedule(target)).rejects.toMatchObject({ cause: { code: "MENTEE_CONFLICT" } });
    // Cal.com caches the slots that were just read for 2 s, so the limit is met by the move alone.
    const { stranger } = meeting.people;
    await calPost("/v2/bookings", {
      token: stranger.calApiKey,
      body: {
        eventTypeId: meeting.eventTypeId,
        start: meeting.moveTo(13, { days: 7 }).newStartTime,
        attendee: { name: stranger.name, email: stranger.email, timeZone: "UTC" },
      },
    });

    const override = { overrideConflict: true, reason: "Agreed", attemptUlid: ulid() };
    await expect(reschedule({ ...target, ...override })).rejects.toMatchObject({
      cause: { code: "LIMIT_REACHED" },
    });
    const moves = (await calLog()).filter(({ path }) => path.endsWith("/reschedule"));
    expect(moves.map(({ status }) => status)).toEqual([401]);
    await expect(meeting.as("coach").calConnection.get()).resolves.toMatchObject({
      status: "connected",
    });
    await expect(meeting.row()).resolves.toMatchObject({
      calBookingId: meeting.calUid,
      version: 1,
    });
  });
});

describe("an event type that cannot be read", () => {
  it("has the length that its slots show, which decides over the move", async () => {
    const meeting = await arrangeMeeting({
      eventType: { lengthInMinutes: 90 },
      coachConnected: false,
    });
    const { bookingUlid } = meeting;
    const target = meeting.moveTo(11);
    const end = (minutes: number) =>
      new Date(Date.parse(target.newStartTime) + minutes * minuteMs).toISOString();
    await makeMenteeBusy(meeting, { start: end(60), end: end(90) });

    await expect(meeting.as("mentee").booking.get({ bookingUlid })).resolves.toMatchObject({
      lengths: { booking: 60, atCal: null },
      reschedule: { allowed: true },
    });
    await expect(dayAvailability(meeting)).resolves.toMatchObject({
      durationMinutes: 60,
      lengths: { booking: 60, atCal: null },
    });
    await expect(meeting.as("mentee").booking.reschedule(target)).rejects.toMatchObject({
      cause: { code: "MENTEE_CONFLICT", details: { verdict: "menteeBusy" } },
    });
    const free = { ...meeting.moveTo(9), newStartTime: end(-60), newEndTime: end(0) };
    await expect(meeting.as("mentee").booking.reschedule(free)).resolves.toMatchObject({
      outcome: "moved",
      booking: { durationMinutes: 90 },
    });
  });
});
