import { describe, expect, it } from "vitest";
import { anonymousCal } from "../../src/core/cal-use.ts";
import { runTick } from "../support/run-tick.ts";
import { arrangeMeeting, type Meeting } from "../support/meeting.ts";
import { addFault, calControl, countMoves, mailTo, sql } from "../support/services.ts";

/** The coach's attempt as a process leaves it that dies right after recording it. */
async function begin(meeting: Meeting) {
  const move = meeting.moveTo(11);
  const begun = await meeting.ports.db.attempts.begin({
    attemptUlid: move.attemptUlid,
    bookingUlid: meeting.bookingUlid,
    actorUserUlid: meeting.people.coach.ulid,
    requestHash: "hash",
    expectedVersion: 1,
    toStartTime: move.newStartTime,
    toEndTime: move.newEndTime,
    reason: null,
    overrideConflict: false,
    leaseMs: 60_000,
  });
  if (begun.kind !== "created") throw new Error(begun.kind);
  return { move, attempt: begun.attempt };
}

/** Lets all of an attempt's time run out. */
async function expire(attemptUlid: string) {
  await sql(`update "RescheduleAttempts" set "leaseUntil" = now() - interval '1 second',
    "nextRunAt" = now() - interval '1 second', "sentAt" = "sentAt" - interval '5 minutes'
    where "ulid" = '${attemptUlid}'`);
}

const statusOf = (meeting: Meeting, attemptUlid: string) =>
  meeting.as("coach").booking.rescheduleStatus({ attemptUlid });

describe("recovery after a process died", () => {
  it("abandons an attempt that had not been sent to Cal.com", async () => {
    const meeting = await arrangeMeeting();
    const { move } = await begin(meeting);
    await expire(move.attemptUlid);

    await runTick(meeting.ports);

    expect(await statusOf(meeting, move.attemptUlid)).toMatchObject({
      outcome: "failed",
      error: { code: "CAL_UNAVAILABLE" },
    });
    expect(await countMoves()).toBe(0);
    expect(await meeting.as("coach").booking.reschedule(meeting.moveTo(12))).toMatchObject({
      outcome: "moved",
    });
  });

  it("ends an attempt for a booking that is gone at Cal.com, once that is certain", async () => {
    const meeting = await arrangeMeeting();
    const { move, attempt } = await begin(meeting);
    await meeting.ports.db.attempts.markSending({
      attemptUlid: attempt.ulid,
      fence: attempt.fence,
      leaseMs: 60_000,
      limits: { personPerMinute: 9, personPerDay: 9, bookingPerDay: 9 },
    });
    await calControl("reset", {});
    await expire(move.attemptUlid);
    await runTick(meeting.ports);
    expect(await statusOf(meeting, move.attemptUlid)).toMatchObject({ outcome: "confirming" });

    await sql(
      `update "Bookings" set "missingSince" = now() - interval '5 minutes' where "ulid" = '${meeting.bookingUlid}'`,
    );
    await expire(move.attemptUlid);
    await runTick(meeting.ports);
    expect(await statusOf(meeting, move.attemptUlid)).toMatchObject({
      outcome: "failed",
      error: { code: "GONE" },
      booking: { gone: true },
    });
    const [row] = await sql(
      `select "state" from "RescheduleAttempts" where "ulid" = '${move.attemptUlid}'`,
    );
    expect(row).toEqual({ state: "REJECTED" });
  });

  it("records a move that Cal.com had already made", async () => {
    const meeting = await arrangeMeeting();
    const { move, attempt } = await begin(meeting);
    const limits = { personPerMinute: 9, personPerDay: 9, bookingPerDay: 9 };
    await meeting.ports.db.attempts.markSending({
      attemptUlid: attempt.ulid,
      fence: attempt.fence,
      leaseMs: 60_000,
      limits,
    });
    await meeting.ports.cal(anonymousCal, { purpose: "sync" }).bookings.reschedule(meeting.calUid, {
      start: move.newStartTime,
      rescheduledBy: meeting.people.coach.email,
    });
    await expire(move.attemptUlid);

    await Promise.all([runTick(meeting.ports), runTick(meeting.ports)]);

    expect(await statusOf(meeting, move.attemptUlid)).toMatchObject({
      outcome: "moved",
      booking: { version: 2 },
    });
    expect(await countMoves()).toBe(1);
  });

  it("fails an attempt that never reached Cal.com once the quiet time is over", async () => {
    const meeting = await arrangeMeeting();
    const { move, attempt } = await begin(meeting);
    const limits = { personPerMinute: 9, personPerDay: 9, bookingPerDay: 9 };
    await meeting.ports.db.attempts.markSending({
      attemptUlid: attempt.ulid,
      fence: attempt.fence,
      leaseMs: 60_000,
      limits,
    });
    await expire(move.attemptUlid);

    await runTick(meeting.ports);

    expect(await statusOf(meeting, move.attemptUlid)).toMatchObject({ outcome: "failed" });
    expect((await meeting.row()).version).toBe(1);
  });

  it("declares no failure while Cal.com cannot be read", async () => {
    const meeting = await arrangeMeeting();
    const { move, attempt } = await begin(meeting);
    const limits = { personPerMinute: 9, personPerDay: 9, bookingPerDay: 9 };
    await meeting.ports.db.attempts.markSending({
      attemptUlid: attempt.ulid,
      fence: attempt.fence,
      leaseMs: 60_000,
      limits,
    });
    await expire(move.attemptUlid);
    await addFault({ operation: "bookings", fault: "status500BeforeCommit", times: 9 });

    await runTick(meeting.ports);

    expect(await statusOf(meeting, move.attemptUlid)).toMatchObject({ outcome: "confirming" });
  });
});

describe("a database write that fails after Cal.com moved the meeting", () => {
  it('is answered with "confirming" and recorded later, not reported as a failure', async () => {
    const meeting = await arrangeMeeting();
    const { db } = meeting.ports;
    const apply = db.attempts.apply.bind(db.attempts);
    Object.assign(db.attempts, { apply: () => Promise.reject(new Error("the database is gone")) });
    const move = meeting.moveTo(11);

    expect(await meeting.as("coach").booking.reschedule(move)).toMatchObject({
      outcome: "confirming",
    });

    Object.assign(db.attempts, { apply });
    await expire(move.attemptUlid);
    await runTick(meeting.ports);
    expect(await statusOf(meeting, move.attemptUlid)).toMatchObject({ outcome: "moved" });
    expect(await countMoves()).toBe(1);
  });
});

describe("a chain of moves made in Cal.com", () => {
  it("is followed to its last booking", async () => {
    const meeting = await arrangeMeeting();
    const { move, attempt } = await begin(meeting);
    const limits = { personPerMinute: 9, personPerDay: 9, bookingPerDay: 9 };
    await meeting.ports.db.attempts.markSending({
      attemptUlid: attempt.ulid,
      fence: attempt.fence,
      leaseMs: 60_000,
      limits,
    });
    const first = await calControl<{ uid: string }>(`bookings/${meeting.calUid}/move`, {
      start: meeting.moveTo(12).newStartTime,
    });
    const last = await calControl<{ uid: string }>(`bookings/${first.uid}/move`, {
      start: meeting.moveTo(13).newStartTime,
    });
    await expire(move.attemptUlid);

    await runTick(meeting.ports);

    expect(await meeting.row()).toMatchObject({ calBookingId: last.uid, version: 3 });
    expect(await statusOf(meeting, move.attemptUlid)).toMatchObject({
      outcome: "failed",
      error: { code: "BOOKING_CHANGED" },
    });
  });
});

describe("mail that the provider refuses", () => {
  it("is retried with delays and marked dead in the end", async () => {
    const meeting = await arrangeMeeting();
    const refusing = {
      ...meeting.ports,
      mailer: { sendBatch: () => Promise.reject(new Error("down")) },
    };
    await meeting.as("coach").booking.reschedule(meeting.moveTo(11));
    const of = `where "payload"->>'notificationUlid' in (select "ulid" from "Notifications" where "bookingUlid" = '${meeting.bookingUlid}')`;

    await runTick(refusing);
    expect(await sql(`select "tries", "lastError" from "Outbox" ${of}`)).toEqual([
      { tries: 1, lastError: "down" },
      { tries: 1, lastError: "down" },
    ]);

    await sql(
      `update "Outbox" set "tries" = 1559, "availableAt" = now() - interval '1 second' ${of}`,
    );
    await runTick(refusing);
    expect(
      await sql(`select count(*)::int as n from "Outbox" ${of} and "deadAt" is not null`),
    ).toEqual([{ n: 2 }]);
    await runTick(meeting.ports);
    expect(await mailTo(meeting.people.mentee.email)).toEqual([]);
  });

  it("is delivered once although it was sent twice", async () => {
    const meeting = await arrangeMeeting();
    await meeting.as("coach").booking.reschedule(meeting.moveTo(11));
    await runTick(meeting.ports);
    await sql(`update "Outbox" set "doneAt" = null where "payload"->>'notificationUlid' in
      (select "ulid" from "Notifications" where "bookingUlid" = '${meeting.bookingUlid}')`);

    await runTick(meeting.ports);

    const [mail, ...more] = await mailTo(meeting.people.mentee.email);
    expect(more).toEqual([]);
    expect(mail?.subject).toMatch(/^Moved to \w{3} \d+ \w{3}, \d\d:\d\d: Leadership coaching$/);
    expect(mail?.text).toContain(`/meetings/${meeting.bookingUlid}`);
    expect(mail?.text).toContain("(Kolkata, UTC+5:30)");
  });
});
