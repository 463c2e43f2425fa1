import { describe, expect, it } from "vitest";
import { createBookingReader } from "../../src/cal-credentials/booking-reader.ts";
import { reconcileBooking } from "../../src/sync/reconcile-booking.ts";
import { syncCoachNow } from "../../src/sync/sync-coach.ts";
import { bookAtCal } from "../support/book-at-cal.ts";
import { arrangeMeeting } from "../support/meeting.ts";
import { calControl, sql } from "../support/services.ts";

describe("a person's time zone", () => {
  it("is learned from their Cal.com account on connecting, and again when a token is proven", async () => {
    const meeting = await arrangeMeeting({ coachConnected: false, menteeConnected: false });
    const { coach } = meeting.people;
    await sql(`update "User" set "timeZone" = null, "timeZoneFrom" = null`);
    const person = () => meeting.ports.db.users.getByUlid(coach.ulid);

    await meeting.as("coach").calConnection.connectWithApiKey({ apiKey: coach.calApiKey });
    const learned = { timeZone: "Africa/Nairobi", timeZoneFrom: "cal" };
    expect(await person()).toMatchObject(learned);

    await sql(`update "User" set "timeZone" = 'Asia/Tokyo', "timeZoneFrom" = 'browser'`);
    await sql(`update "CalIntegrations" set "provenAt" = now() - interval '2 minutes'`);
    const opened = await meeting.ports.calAccounts.open(coach.ulid, { purpose: "sync" });
    expect(await meeting.ports.calAccounts.verify(opened)).toMatchObject({ kind: "verified" });
    await expect.poll(person).toMatchObject(learned);
  });

  it("is their own choice from then on, whatever other sources say", async () => {
    const meeting = await arrangeMeeting();
    const { coach } = meeting.people;
    const caller = meeting.as("coach");

    const chosen = { name: coach.name, timeZone: "Asia/Tokyo", timeZoneFrom: "choice" };
    expect(await caller.person.update({ timeZone: "Asia/Tokyo" })).toMatchObject(chosen);
    await caller.calConnection.connectWithApiKey({ apiKey: coach.calApiKey });
    const fromBrowser = { timeZone: "Europe/Oslo", timeZoneFrom: "browser" } as const;
    expect(await caller.person.update(fromBrowser)).toMatchObject(chosen);

    expect(await caller.person.get()).toMatchObject(chosen);
    const { bookingUlid } = meeting;
    expect((await meeting.as("mentee").booking.get({ bookingUlid })).coach.timeZone).toBe(
      "Asia/Tokyo",
    );
  });

  it("is taken from their browser where nothing is known, except UTC, which hides it", async () => {
    const meeting = await arrangeMeeting();
    const { stranger } = meeting.people;
    await sql(
      `update "User" set "timeZone" = null, "timeZoneFrom" = null where "ulid" = '${stranger.ulid}'`,
    );
    const tell = (timeZone: string) =>
      meeting.as("stranger").person.update({ timeZone, timeZoneFrom: "browser" });

    expect(await tell("Etc/UTC")).toMatchObject({ timeZone: null, timeZoneFrom: null });
    expect(await tell("asia/kathmandu")).toMatchObject({
      timeZone: "Asia/Katmandu",
      timeZoneFrom: "browser",
    });
    expect(await tell("Europe/Oslo")).toMatchObject({ timeZone: "Asia/Katmandu" });
    await expect(tell("W. Europe Standard Time")).rejects.toMatchObject({
      cause: { code: "INVALID_INPUT" },
    });
  });

  it.each([
    ["asia/kathmandu", "Asia/Katmandu"],
    ["US/Pacific", "America/Los_Angeles"],
    ["W. Europe Standard Time", null],
    ["+05:45", null],
    ["", null],
    [null, null],
  ])("a booking made in %j gives %j, and is imported in any case", async (given, timeZone) => {
    const meeting = await arrangeMeeting();
    const { coach, stranger } = meeting.people;
    await bookAtCal(meeting, { email: stranger.email }, 12);
    await sql(`update "User" set "timeZone" = null, "timeZoneFrom" = null`);
    const odd = { every: true, set: { "attendees.0.timeZone": given } };
    await calControl("rows", { email: coach.email, patch: [odd] });

    await syncCoachNow(meeting.ports, coach.ulid);

    const { items } = await meeting.as("stranger").booking.list({ when: "upcoming" });
    expect(items).toHaveLength(1);
    expect(await meeting.as("stranger").person.get()).toMatchObject({
      timeZone,
      timeZoneFrom: timeZone && "booking",
    });
  });

  it("is learned when a booking of theirs is read again", async () => {
    const meeting = await arrangeMeeting();
    await sql(`update "User" set "timeZone" = null, "timeZoneFrom" = null`);

    const reader = createBookingReader(meeting.ports, {
      userUlids: [meeting.people.coach.ulid],
      purpose: "webhook",
    });
    await reconcileBooking(meeting.ports, { reader, calUid: meeting.calUid, cause: "webhook" });

    const learned = { timeZone: "Asia/Calcutta", timeZoneFrom: "booking" };
    expect(await meeting.as("mentee").person.get()).toMatchObject(learned);
  });

  it("is learned from a booking of theirs that was known before", async () => {
    const meeting = await arrangeMeeting();
    const { mentee } = meeting.people;
    await sql(`update "User" set "timeZone" = null, "timeZoneFrom" = null`);

    await syncCoachNow(meeting.ports, meeting.people.coach.ulid);

    expect(await meeting.ports.db.users.getByUlid(mentee.ulid)).toMatchObject({
      timeZone: "Asia/Calcutta",
      timeZoneFrom: "booking",
    });
  });
});
