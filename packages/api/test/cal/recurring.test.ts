import { describe, expect, it } from "vitest";
import { anonymousCal } from "../../src/core/cal-use.ts";
import { processWebhooks } from "../../src/sync/process-webhooks.ts";
import { syncNewPerson } from "../../src/sync/sync-new-person.ts";
import { syncCoachNow } from "../../src/sync/sync-coach.ts";
import { bookAtCal } from "../support/book-at-cal.ts";
import { endEarlierWork } from "../support/end-earlier-work.ts";
import { forkAtCal } from "../support/fork-at-cal.ts";
import { arrangeMeeting, type Meeting } from "../support/meeting.ts";
import { runTick } from "../support/run-tick.ts";
import {
  type CalBookingRecord,
  calBookings,
  calControl,
  calPost,
  sql,
} from "../support/services.ts";

const recurrence = { interval: 1, occurrences: 6, frequency: "weekly" };

interface Series {
  meeting: Meeting;
  calSeriesUid: string;
  /** By their starts. */
  occurrences: CalBookingRecord[];
}

/** A weekly series of the coach with the mentee at 11:00 UTC, at Cal.com and here. */
async function arrangeSeries(count = 3): Promise<Series> {
  const meeting = await arrangeMeeting({ eventType: { recurrence } });
  await endEarlierWork(meeting);
  await bookSeries(meeting, count);
  await sync(meeting);
  return { meeting, ...(await readSeries()) };
}

async function bookSeries(meeting: Meeting, recurrenceCount: number): Promise<void> {
  const { name, email, calApiKey: token } = meeting.people.mentee;
  await calPost("/v2/bookings", {
    token,
    body: {
      eventTypeId: meeting.eventTypeId,
      start: meeting.moveTo(11).newStartTime,
      attendee: { name, email, timeZone: "Asia/Kolkata" },
      recurrenceCount,
    },
  });
}

async function readSeries(): Promise<Omit<Series, "meeting">> {
  const all = await calBookings();
  const occurrences = all
    .filter(({ recurringBookingUid }) => recurringBookingUid)
    .toSorted((a, b) => a.start.localeCompare(b.start));
  return { calSeriesUid: occurrences[0]?.recurringBookingUid ?? "", occurrences };
}

const sync = (meeting: Meeting) => syncCoachNow(meeting.ports, meeting.people.coach.ulid);

interface Row {
  ulid: string;
  calBookingId: string;
  status: string;
  version: number;
}

async function rowOf(calUid = ""): Promise<Row> {
  const [row] = await sql<Row>(`select * from "Bookings" where "ulid" =
    (select "bookingUlid" from "BookingCalRefs" where "calBookingUid" = '${calUid}')`);
  if (!row) throw new Error("It was not imported.");
  return row;
}

async function moveInReslot({ meeting }: Series, calUid: string | undefined, hour: number) {
  const { ulid: bookingUlid, version } = await rowOf(calUid);
  const move = { ...meeting.moveTo(hour, { days: 1 }), bookingUlid, expectedVersion: version };
  return { move, result: await meeting.as("coach").booking.reschedule(move) };
}

const cancelAtCal = ({ meeting }: Series, uid = "") =>
  calPost(`/v2/bookings/${uid}/cancel`, {
    token: meeting.people.mentee.calApiKey,
    body: { cancellationReason: "ill" },
  });

const moveAtCal = (uid = "", start = "") =>
  calControl<CalBookingRecord>(`bookings/${uid}/move`, { start });

/** What a webhook leaves behind that Cal.com sent for this booking. */
async function receive({ meeting }: Series, uid = "") {
  const connection = await meeting.ports.db.calConnections.get(meeting.people.coach.ulid);
  await meeting.ports.db.webhookInbox.receive({
    connectionUlid: connection?.ulid ?? "",
    cap: 50,
    dedupeKey: uid,
    trigger: "BOOKING_CANCELLED",
    calUids: [uid],
  });
  await processWebhooks(meeting.ports);
}

describe("a recurring meeting", () => {
  it("is one meeting an occurrence, each named by its place in the series", async () => {
    const { meeting, occurrences } = await arrangeSeries(4);

    const { items } = await meeting.as("mentee").booking.list({ when: "upcoming" });
    expect(items.map(({ startTime }) => startTime)).toEqual([
      meeting.moveTo(9).newStartTime,
      ...occurrences.map(({ start }) => start),
    ]);
    const { ulid: bookingUlid } = await rowOf(occurrences[2]?.uid);
    expect(await meeting.as("coach").booking.get({ bookingUlid })).toMatchObject({
      series: { position: 3, rhythm: "weekly" },
    });
    expect(
      await meeting.as("coach").booking.get({ bookingUlid: meeting.bookingUlid }),
    ).toMatchObject({ series: null });
  });

  it("moves alone, keeps its place, and cannot move onto another one of its series", async () => {
    const series = await arrangeSeries();
    const { meeting, occurrences } = series;
    const [first, second, third] = occurrences;

    const { move, result } = await moveInReslot(series, second?.uid, 12);

    expect(result).toMatchObject({
      outcome: "moved",
      booking: { startTime: move.newStartTime, series: { position: 2, rhythm: "weekly" } },
    });
    for (const other of [first, third])
      expect(await rowOf(other?.uid)).toMatchObject({ calBookingId: other?.uid, version: 1 });
    const { ulid: bookingUlid } = await rowOf(first?.uid);
    const { slots } = await meeting.as("coach").booking.availability({
      bookingUlid,
      from: meeting.moveTo(0, { days: 7 }).newStartTime,
      to: meeting.moveTo(0, { days: 8 }).newStartTime,
      timeZone: "UTC",
    });
    expect(slots.map(({ start }) => start)).toContain(meeting.moveTo(10, { days: 7 }).newStartTime);
    expect(slots.map(({ start }) => start)).not.toContain(third?.start);
  });

  it("that was moved when its process died is recovered from the series", async () => {
    const { meeting, occurrences } = await arrangeSeries();
    const [, second] = occurrences;
    const { ulid: bookingUlid } = await rowOf(second?.uid);
    const { newStartTime, newEndTime, attemptUlid } = meeting.moveTo(12, { days: 1 });
    const begun = await meeting.ports.db.attempts.begin({
      attemptUlid,
      bookingUlid,
      actorUserUlid: meeting.people.coach.ulid,
      requestHash: "hash",
      expectedVersion: 1,
      toStartTime: newStartTime,
      toEndTime: newEndTime,
      reason: null,
      overrideConflict: false,
      leaseMs: 60_000,
    });
    if (begun.kind !== "created") throw new Error(begun.kind);
    await meeting.ports.db.attempts.markSending({
      attemptUlid,
      fence: begun.attempt.fence,
      leaseMs: 60_000,
      limits: { personPerMinute: 9, personPerDay: 9, bookingPerDay: 9 },
    });
    await meeting.ports
      .cal(anonymousCal, { purpose: "sync" })
      .bookings.reschedule(second?.uid ?? "", {
        start: newStartTime,
        rescheduledBy: meeting.people.coach.email,
      });
    await sql(`update "RescheduleAttempts" set "leaseUntil" = now() - interval '1 second',
      "nextRunAt" = now() - interval '1 second' where "ulid" = '${attemptUlid}'`);

    await runTick(meeting.ports);

    expect(await meeting.as("coach").booking.rescheduleStatus({ attemptUlid })).toMatchObject({
      outcome: "moved",
      booking: { startTime: newStartTime, version: 2 },
    });
  });

  it("that was moved away at Cal.com is told apart from one that was cancelled", async () => {
    const series = await arrangeSeries();
    const [first, second, third] = series.occurrences;
    const moved = await moveAtCal(first?.uid, series.meeting.moveTo(12, { days: 2 }).newStartTime);
    const again = await moveAtCal(moved.uid, series.meeting.moveTo(12, { days: 3 }).newStartTime);
    await cancelAtCal(series, second?.uid);

    expect(await sync(series.meeting)).toMatchObject({ reconciled: 2, failed: 0 });

    expect(await rowOf(first?.uid)).toMatchObject({
      calBookingId: again.uid,
      status: "accepted",
      version: 3,
    });
    expect(await rowOf(second?.uid)).toMatchObject({ status: "cancelled", version: 1 });
    expect(await rowOf(third?.uid)).toMatchObject({ status: "accepted", version: 1 });
  });

  it("ends with its whole series, of which Cal.com names one in its webhook", async () => {
    const series = await arrangeSeries();
    const [first, second, third] = series.occurrences;
    const moved = await moveAtCal(first?.uid, series.meeting.moveTo(12, { days: 2 }).newStartTime);
    await cancelAtCal(series, series.calSeriesUid);

    await receive(series, third?.uid);

    expect(await rowOf(first?.uid)).toMatchObject({ calBookingId: moved.uid, status: "cancelled" });
    for (const other of [second, third])
      expect(await rowOf(other?.uid)).toMatchObject({ status: "cancelled" });
    expect(await series.meeting.row()).toMatchObject({ status: "accepted" });
  });

  it("of a series that was created in part is here as far as it exists", async () => {
    const meeting = await arrangeMeeting({ eventType: { recurrence } });
    await endEarlierWork(meeting);
    await calControl("bookings", {
      eventTypeId: meeting.eventTypeId,
      start: meeting.moveTo(11, { days: 14 }).newStartTime,
      attendee: { name: "Kim", email: "kim@example.com", timeZone: "UTC" },
    });
    await expect(bookSeries(meeting, 4)).rejects.toThrow("answered 409");

    expect(await sync(meeting)).toMatchObject({ created: 2, known: 1, strangers: 1 });

    const { occurrences } = await readSeries();
    const { ulid: bookingUlid } = await rowOf(occurrences[1]?.uid);
    expect(await meeting.as("mentee").booking.get({ bookingUlid })).toMatchObject({
      series: { position: 2, rhythm: "weekly" },
    });
  });

  it("that takes place at two times at once is reported as a fork", async () => {
    const arrange = async () => {
      const series = await arrangeSeries();
      return { series, meeting: series.meeting, uid: series.occurrences[0]?.uid ?? "" };
    };
    const { series, meeting, uid, successors } = await forkAtCal(arrange, (each) => [
      each.moveTo(12, { days: 2 }).newStartTime,
      each.moveTo(12, { days: 3 }).newStartTime,
    ]);

    await receive(series, uid);

    expect(successors).toContain((await rowOf(uid)).calBookingId);
    expect(meeting.errors.map(({ context }) => context)).toContain("CAL_FORK_ERROR");
    const rows = await sql(
      `select 1 from "Bookings" where "calSeriesUid" = '${series.calSeriesUid}'`,
    );
    expect(rows).toHaveLength(3);
  });
});

describe("a booking that is left alone", () => {
  it("is shown to the coach with the reason, until the person joins", async () => {
    const meeting = await arrangeMeeting();
    const { stranger } = meeting.people;
    await bookAtCal(meeting, { name: "Jo Doe", email: "jo@example.com" }, 11);
    await bookAtCal(meeting, { name: "Jo Doe", email: "jo@example.com" }, 12);
    await sync(meeting);
    expect(await meeting.as("coach").calConnection.get()).toMatchObject({
      leftAlone: [{ name: "Jo Doe", count: 2, reason: "noAccount" }],
    });

    await sql(`update "User" set "email" = 'jo@example.com' where "ulid" = '${stranger.ulid}'`);
    await syncNewPerson(meeting.ports, stranger, ["Jo@example.com"]);
    expect(await meeting.as("coach").calConnection.get()).toMatchObject({ leftAlone: [] });
  });

  it("is not one when it was booked with the address of a connected Cal.com account", async () => {
    const meeting = await arrangeMeeting();
    const { mentee } = meeting.people;
    const work = `work-${mentee.email}`;
    await sql(
      `update "User" set "email" = 'private-${mentee.email}' where "ulid" = '${mentee.ulid}'`,
    );
    await sql(
      `update "CalIntegrations" set "calEmail" = '${work}' where "userUlid" = '${mentee.ulid}'`,
    );
    await bookAtCal(meeting, { email: work }, 12);

    expect(await sync(meeting)).toMatchObject({ created: 1, strangers: 0 });
  });
});
