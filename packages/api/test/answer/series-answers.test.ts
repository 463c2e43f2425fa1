import { formatInstant, minuteMs, parseInstant } from "@reslot/cal/time";
import { ulid } from "ulid";
import { describe, expect, it } from "vitest";
import { anonymousCal } from "../../src/core/cal-use.ts";
import { syncCoachNow } from "../../src/sync/sync-coach.ts";
import { countAnswers } from "../support/count-answers.ts";
import { endEarlierWork } from "../support/end-earlier-work.ts";
import { arrangeMeeting } from "../support/meeting.ts";
import { addFault, calBookings, calControl, calPost, sql } from "../support/services.ts";

const takenBecause = (details: object) => ({
  cause: expect.objectContaining({
    code: "SLOT_TAKEN",
    details: expect.objectContaining(details),
  }),
});

/** Three weekly requests, the first of which the mentee has asked to move to 13:00 UTC. */
async function arrangeSeriesRequest() {
  const recurrence = { interval: 1, occurrences: 6, frequency: "weekly" };
  const meeting = await arrangeMeeting({ eventType: { requiresConfirmation: true, recurrence } });
  await endEarlierWork(meeting);
  const { coach, mentee } = meeting.people;
  const { name, email, calApiKey: token } = mentee;
  await calPost("/v2/bookings", {
    token,
    body: {
      eventTypeId: meeting.eventTypeId,
      start: meeting.moveTo(11).newStartTime,
      attendee: { name, email, timeZone: "Asia/Kolkata" },
      recurrenceCount: 3,
    },
  });
  await syncCoachNow(meeting.ports, coach.ulid);
  const [first, ...later] = (await calBookings())
    .filter(({ recurringBookingUid }) => recurringBookingUid)
    .toSorted((a, b) => a.start.localeCompare(b.start));
  await meeting.ports.cal(anonymousCal, { purpose: "sync" }).bookings.reschedule(first?.uid ?? "", {
    start: meeting.moveTo(13).newStartTime,
    rescheduledBy: email,
  });
  await syncCoachNow(meeting.ports, coach.ulid);
  const [asked] = await sql<{ ulid: string }>(
    `select "ulid" from "Bookings" where "askedAt" is not null and "coachUserUlid" = '${coach.ulid}'`,
  );
  return { meeting, bookingUlid: asked?.ulid ?? "", later };
}

describe("an answer to an occurrence of a series", () => {
  it("is counted before, and taken over for every occurrence that Cal.com answers with it", async () => {
    const { meeting, bookingUlid } = await arrangeSeriesRequest();
    const coach = meeting.as("coach");
    expect(await coach.booking.get({ bookingUlid })).toMatchObject({ request: { meetings: 3 } });

    await coach.booking.confirm({ bookingUlid, expectedVersion: 2, attemptUlid: ulid() });

    const rows = await sql(`select b."status", e."kind", e."actorRole" from "Bookings" b
      join "BookingEvents" e on e."bookingUlid" = b."ulid" and e."version" = b."version"
      where b."calSeriesUid" is not null and b."coachUserUlid" = '${meeting.people.coach.ulid}'`);
    const confirmed = { status: "accepted", kind: "confirmed", actorRole: "coach" };
    expect(rows).toEqual([confirmed, confirmed, confirmed]);
    expect(await countAnswers()).toBe(1);
  });

  it("confirms none where the coach is busy at another one, and says which, unless overridden", async () => {
    const { meeting, bookingUlid, later } = await arrangeSeriesRequest();
    const start = later[1]?.start ?? "";
    const end = formatInstant(parseInstant(start) + 30 * minuteMs);
    const { email } = meeting.people.coach;
    await calControl("busy", { email, intervals: [{ start, end, title: "Private" }] });
    const coach = meeting.as("coach");
    const input = { bookingUlid, expectedVersion: 2, attemptUlid: ulid() };

    await expect(coach.booking.confirm(input)).rejects.toMatchObject(
      takenBecause({ reason: "coachBusy", busyAt: formatInstant(parseInstant(start)) }),
    );
    await expect(coach.booking.confirm(input)).rejects.toMatchObject(
      takenBecause({ reason: "coachBusy" }),
    );
    expect(await countAnswers()).toBe(0);

    const anyway = { ...input, attemptUlid: ulid(), overrideConflict: true };
    expect(await coach.booking.confirm(anyway)).toMatchObject({ outcome: "confirmed" });
  });

  it("takes no time that cannot be read for free, of any of them", async () => {
    const { meeting, bookingUlid, later } = await arrangeSeriesRequest();
    await addFault({ operation: "busyTimes", fault: "status500BeforeCommit", times: 9 });

    const input = { bookingUlid, expectedVersion: 2, attemptUlid: ulid() };
    await expect(meeting.as("coach").booking.confirm(input)).rejects.toMatchObject(
      takenBecause({
        reason: "coachUnknown",
        unknownAt: expect.stringContaining(formatInstant(parseInstant(later[1]?.start ?? ""))),
      }),
    );
    expect(await countAnswers()).toBe(0);
  });
});
