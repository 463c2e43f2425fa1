import { ulid } from "ulid";
import { describe, expect, it } from "vitest";
import { processWebhooks } from "../../src/sync/process-webhooks.ts";
import { syncCoachNow } from "../../src/sync/sync-coach.ts";
import { countAnswers } from "../support/count-answers.ts";
import { endEarlierWork } from "../support/end-earlier-work.ts";
import { arrangeMeeting, type Meeting, type MeetingOptions } from "../support/meeting.ts";
import { runTick } from "../support/run-tick.ts";
import { addFault, calControl, calPost, sql } from "../support/services.ts";

/** A meeting that the mentee has asked to move to 11:00 UTC. */
async function arrangeRequest(options: MeetingOptions = {}): Promise<Meeting> {
  const meeting = await arrangeMeeting({
    ...options,
    eventType: { requiresConfirmation: true, ...options.eventType },
  });
  await endEarlierWork(meeting);
  const asked = await meeting.as("mentee").booking.reschedule(meeting.moveTo(11));
  expect(asked.outcome).toBe("awaitingConfirmation");
  return meeting;
}

const answerTo = ({ bookingUlid }: Meeting, version = 2) => ({
  bookingUlid,
  expectedVersion: version,
  attemptUlid: ulid(),
});

const refusal = (code: string, details: object = {}) => ({
  cause: expect.objectContaining({ code, details: expect.objectContaining(details) }),
});

const kinds = async (meeting: Meeting) =>
  (await meeting.as("mentee").booking.history({ bookingUlid: meeting.bookingUlid })).items.map(
    ({ kind, actor }) => `${kind} ${actor}`,
  );

async function expire(attemptUlid: string): Promise<void> {
  await sql(`update "RescheduleAttempts" set "leaseUntil" = now() - interval '1 second',
    "nextRunAt" = now() - interval '1 second', "sentAt" = "sentAt" - interval '5 minutes'
    where "ulid" = '${attemptUlid}'`);
}

describe("a coach's answer", () => {
  it("confirms a request once, however often it is sent, and both are told by whom", async () => {
    const meeting = await arrangeRequest();
    const coach = meeting.as("coach");
    const { bookingUlid } = meeting;
    expect(await coach.booking.get({ bookingUlid })).toMatchObject({
      needsMe: "confirm",
      request: { meetings: 1 },
    });
    expect((await coach.booking.list({ when: "upcoming" })).items[0]?.needsMe).toBe("confirm");

    const input = answerTo(meeting);
    const results = [await coach.booking.confirm(input), await coach.booking.confirm(input)];

    for (const result of results) {
      expect(result).toMatchObject({
        outcome: "confirmed",
        booking: { status: "accepted", version: 3, needsMe: null, request: null },
      });
    }
    expect(await countAnswers()).toBe(1);
    expect(await kinds(meeting)).toEqual(["confirmed coach", "asked mentee"]);
    const { items } = await meeting.as("mentee").notification.list({});
    expect(items[0]).toMatchObject({ kind: "confirmed", actor: "coach", readAt: null });
    expect(items[0]?.headline).toContain("confirmed “Leadership coaching”");
    // Cal.com's own webhook has nothing left to tell.
    await processWebhooks(meeting.ports);
    expect(await kinds(meeting)).toEqual(["confirmed coach", "asked mentee"]);
  });

  it("declines with a note, and then there is no meeting", async () => {
    const meeting = await arrangeRequest();

    const result = await meeting
      .as("coach")
      .booking.decline({ ...answerTo(meeting), reason: "Not that week" });

    expect(result).toMatchObject({ outcome: "declined", booking: { status: "rejected" } });
    const { items } = await meeting.as("mentee").notification.list({});
    expect(items[0]).toMatchObject({ kind: "declined", actor: "coach", reason: "Not that week" });
    expect(items[0]?.text).toContain("There is no meeting any more.");
    await expect(meeting.as("coach").booking.confirm(answerTo(meeting, 3))).rejects.toMatchObject(
      refusal("UNSUPPORTED_BOOKING"),
    );
    expect(await countAnswers()).toBe(1);
  });

  it("that declined gives way to a confirmation made in Cal.com later, and both are told", async () => {
    const meeting = await arrangeRequest();
    await meeting.as("coach").booking.decline(answerTo(meeting));
    const { calBookingId } = await meeting.row();
    await calPost(`/v2/bookings/${calBookingId}/confirm`, {
      body: {},
      token: meeting.people.coach.calApiKey,
    });

    await syncCoachNow(meeting.ports, meeting.people.coach.ulid);

    expect((await meeting.row()).status).toBe("accepted");
    expect(await kinds(meeting)).toEqual(["confirmed cal", "declined coach", "asked mentee"]);
    for (const who of ["coach", "mentee"] as const) {
      const { items } = await meeting.as(who).notification.list({});
      expect(items[0]).toMatchObject({ kind: "confirmed", actor: "cal", readAt: null });
    }
  });

  it("is refused to everyone else, for an old version, and for a first request", async () => {
    const meeting = await arrangeRequest();
    for (const who of ["mentee", "stranger"] as const) {
      await expect(meeting.as(who).booking.confirm(answerTo(meeting))).rejects.toMatchObject(
        refusal("NOT_FOUND"),
      );
    }
    await expect(meeting.as("coach").booking.decline(answerTo(meeting, 1))).rejects.toMatchObject(
      refusal("BOOKING_CHANGED", { version: 2 }),
    );
    const first = await arrangeMeeting();
    await sql(`update "Bookings" set "status" = 'pending' where "ulid" = '${first.bookingUlid}'`);
    await expect(first.as("coach").booking.confirm(answerTo(first, 1))).rejects.toMatchObject(
      refusal("UNSUPPORTED_BOOKING", { reason: "firstRequest" }),
    );
    expect(await countAnswers()).toBe(0);
  });

  it("is not sent while the booking is being moved, and keeps a move out", async () => {
    const meeting = await arrangeRequest();
    await addFault({ operation: "confirm", fault: "delayBeforeCommit", delayMs: 400 });
    const input = answerTo(meeting);

    const [confirmed, moved] = await Promise.allSettled([
      meeting.as("coach").booking.confirm(input),
      new Promise((resolve) => setTimeout(resolve, 200)).then(() =>
        meeting.as("mentee").booking.reschedule({ ...meeting.moveTo(12), expectedVersion: 2 }),
      ),
    ]);

    expect(confirmed).toMatchObject({ status: "fulfilled", value: { outcome: "confirmed" } });
    expect(moved).toMatchObject({ reason: refusal("RESCHEDULE_IN_PROGRESS") });
  });
});

describe("before a confirmation", () => {
  it("the coach's calendar is read: a conflict is refused unless it is overridden", async () => {
    const meeting = await arrangeRequest();
    const { newStartTime: start, newEndTime: end } = meeting.moveTo(11);
    const { email } = meeting.people.coach;
    await calControl("busy", { email, intervals: [{ start, end, title: "Private" }] });
    const coach = meeting.as("coach");

    await expect(coach.booking.confirm(answerTo(meeting))).rejects.toMatchObject(
      refusal("SLOT_TAKEN", { reason: "coachBusy" }),
    );
    expect(await countAnswers()).toBe(0);

    const anyway = { ...answerTo(meeting), overrideConflict: true };
    expect(await coach.booking.confirm(anyway)).toMatchObject({ outcome: "confirmed" });
  });

  it("a calendar that cannot be read is not taken for free", async () => {
    const meeting = await arrangeRequest();
    await addFault({ operation: "calendars", fault: "status500BeforeCommit", times: 9 });

    await expect(meeting.as("coach").booking.confirm(answerTo(meeting))).rejects.toMatchObject(
      refusal("SLOT_TAKEN", { reason: "coachUnknown" }),
    );
    expect(await countAnswers()).toBe(0);
  });

  it("the booking is read: one that was cancelled or moved on is not brought back to life", async () => {
    for (const happens of ["cancel", "reschedule"]) {
      const meeting = await arrangeRequest();
      const { calBookingId } = await meeting.row();
      const start = meeting.moveTo(13).newStartTime;
      await calPost(`/v2/bookings/${calBookingId}/${happens}`, {
        body: happens === "cancel" ? { cancellationReason: "Ill" } : { start },
        token: meeting.people.mentee.calApiKey,
      });

      await expect(meeting.as("coach").booking.confirm(answerTo(meeting))).rejects.toMatchObject(
        refusal("BOOKING_CHANGED"),
      );

      expect(await countAnswers()).toBe(0);
      const status = happens === "cancel" ? "cancelled" : "pending";
      expect((await meeting.row()).status).toBe(status);
    }
  });
});

describe("a request that someone else hosts by now", () => {
  it("is not answered with the former host's token, which Cal.com accepts of a team's owner", async () => {
    const meeting = await arrangeRequest();
    const { coach } = meeting.people;
    const { calBookingId: uid } = await meeting.row();
    const set = { "hosts.0.id": 987_654, "hosts.0.email": "other-host@example.com" };
    await calControl("rows", { email: coach.email, patch: [{ uid, set }] });

    await expect(meeting.as("coach").booking.confirm(answerTo(meeting))).rejects.toMatchObject(
      refusal("UNSUPPORTED_BOOKING", { reason: "hostChanged" }),
    );

    expect(await countAnswers()).toBe(0);
  });
});

describe("an answer whose outcome is not known at once", () => {
  it.each([
    ["confirm", "resetAfterCommit", { outcome: "confirmed", status: "accepted" }],
    ["decline", "status500AfterCommit", { outcome: "declined", status: "rejected" }],
  ] as const)("is settled by reading: %s, %s", async (verb, fault, { outcome, status }) => {
    const meeting = await arrangeRequest();
    await addFault({ operation: verb, fault });
    const input = answerTo(meeting);
    const coach = meeting.as("coach");

    expect(await coach.booking[verb](input)).toMatchObject({
      outcome: "confirming",
      booking: { inFlight: { kind: verb, by: "coach" }, needsMe: null },
    });

    await expire(input.attemptUlid);
    await runTick(meeting.ports);
    expect(await coach.booking[verb](input)).toMatchObject({ outcome, booking: { status } });
    expect(await countAnswers()).toBe(1);
    expect(
      await meeting.as("mentee").booking.history({ bookingUlid: meeting.bookingUlid }),
    ).toMatchObject({
      items: [{ kind: outcome, actor: "coach", recovered: true }, { kind: "asked" }],
    });
  });

  it("that never took effect is reported only once it cannot any more, and can be given again", async () => {
    const meeting = await arrangeRequest();
    await addFault({ operation: "confirm", fault: "status500BeforeCommit" });
    const input = answerTo(meeting);
    const coach = meeting.as("coach");
    expect(await coach.booking.confirm(input)).toMatchObject({ outcome: "confirming" });
    await sql(
      `update "RescheduleAttempts" set "nextRunAt" = now() where "ulid" = '${input.attemptUlid}'`,
    );
    await runTick(meeting.ports);
    expect(await coach.booking.confirm(input)).toMatchObject({ outcome: "confirming" });

    await expire(input.attemptUlid);
    await runTick(meeting.ports);

    await expect(coach.booking.confirm(input)).rejects.toMatchObject(refusal("CAL_UNAVAILABLE"));
    expect(await coach.booking.confirm(answerTo(meeting))).toMatchObject({ outcome: "confirmed" });
  });

  it("is recorded later when the database fails after Cal.com has answered", async () => {
    const meeting = await arrangeRequest();
    const { db } = meeting.ports;
    const observeStatus = db.observations.status.bind(db.observations);
    const broken: typeof observeStatus = (seen) =>
      seen.status === "pending"
        ? observeStatus(seen)
        : Promise.reject(new Error("the database is gone"));
    Object.assign(db.observations, { status: broken });
    const input = answerTo(meeting);

    expect(await meeting.as("coach").booking.confirm(input)).toMatchObject({
      outcome: "confirming",
    });

    Object.assign(db.observations, { status: observeStatus });
    await expire(input.attemptUlid);
    await runTick(meeting.ports);
    expect(await kinds(meeting)).toEqual(["confirmed coach", "asked mentee"]);
  });
});
