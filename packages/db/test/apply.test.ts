import { describe, expect, it } from "vitest";
import {
  begin,
  db,
  expireLease,
  iso,
  LEASE_MS,
  makeMeeting,
  type Meeting,
  moveOf,
  newUlids,
  prepared,
  sending,
  serverClient,
  timesAfter,
} from "./fixtures.ts";

async function traces(meeting: Meeting) {
  const { data: notifications } = await serverClient
    .from("Notifications")
    .select("*")
    .eq("bookingUlid", meeting.bookingUlid);
  const { data: mails } = await serverClient
    .from("Outbox")
    .select("*")
    .like("dedupeKey", `mail:%:${meeting.bookingUlid}:%`);
  return {
    booking: await db.bookings.getByUlid(meeting.bookingUlid),
    events: await db.events.list({ bookingUlid: meeting.bookingUlid }),
    notifications: notifications ?? [],
    mails: mails ?? [],
  };
}

const attemptOf = (meeting: Meeting, attemptUlid: string) =>
  db.attempts.get({ attemptUlid, actorUserUlid: meeting.coach.ulid });

describe("apply", () => {
  it("changes booking, history, attempt, notifications and outbox together", async () => {
    const meeting = await makeMeeting();
    const attempt = await sending(meeting);
    const move = moveOf(meeting);

    expect(await db.attempts.apply(move)).toEqual({
      applied: true,
      attemptUlid: attempt.ulid,
      bookingUlid: meeting.bookingUlid,
      version: 2,
    });

    const { booking, events, notifications, mails } = await traces(meeting);
    expect(booking).toMatchObject({
      calBookingId: move.toCalUid,
      startTime: move.startTime,
      endTime: move.endTime,
      durationMinutes: 45,
      status: "accepted",
      version: 2,
      upstreamChanged: false,
    });
    expect(events).toEqual([
      {
        version: 2,
        kind: "moved",
        at: expect.any(String),
        actorRole: "coach",
        fromStartTime: iso(meeting.start),
        fromEndTime: timesAfter(meeting, 0).endTime,
        toStartTime: move.startTime,
        toEndTime: move.endTime,
        reason: "A clash",
        recovered: false,
      },
    ]);
    expect(await attemptOf(meeting, attempt.ulid)).toMatchObject({
      state: "APPLIED",
      newCalUid: move.toCalUid,
      appliedVersion: 2,
    });
    expect(notifications).toHaveLength(2);
    expect(mails).toHaveLength(2);
    expect(mails.map((mail) => mail.payload)).toEqual(
      expect.arrayContaining(
        notifications.map((row) => expect.objectContaining({ notificationUlid: row.ulid })),
      ),
    );
  });

  it("notifies the actor with a read receipt and the other participant with an unread notification", async () => {
    const meeting = await makeMeeting();
    await sending(meeting, { actor: meeting.mentee });
    await db.attempts.apply(moveOf(meeting));

    const { notifications } = await traces(meeting);
    const ofCoach = notifications.find((row) => row.userUlid === meeting.coach.ulid);
    const ofMentee = notifications.find((row) => row.userUlid === meeting.mentee.ulid);
    expect(ofCoach).toMatchObject({ kind: "bookingMoved", actorRole: "mentee", readAt: null });
    expect(ofMentee?.readAt).not.toBeNull();
    expect(await db.notifications.unreadCount({ userUlid: meeting.coach.ulid })).toBe(1);
    expect(await db.notifications.unreadCount({ userUlid: meeting.mentee.ulid })).toBe(0);
  });

  it("applies a move once when many processes observe it", async () => {
    const meeting = await makeMeeting();
    await sending(meeting);
    const move = moveOf(meeting);
    const observers = Array.from({ length: 10 }, () =>
      db.attempts.apply({ ...move, cause: "webhook", newUlids: newUlids() }),
    );

    const results = await Promise.all(observers);
    expect(results.filter((result) => result.applied)).toHaveLength(1);
    expect(results.filter((result) => !result.applied && result.why === "already")).toHaveLength(9);
    const { notifications, mails, booking } = await traces(meeting);
    expect([notifications.length, mails.length, booking?.version]).toEqual([2, 2, 2]);
  });

  it("does not return to a move that was superseded", async () => {
    const meeting = await makeMeeting();
    const first = moveOf(meeting, 2);
    const second = { ...moveOf(meeting, 4), fromCalUid: first.toCalUid };
    await db.attempts.apply(first);
    await db.attempts.apply(second);

    const fork = { ...moveOf(meeting, 6), fromCalUid: meeting.calUid };
    expect(await db.attempts.apply(first)).toEqual({ applied: false, why: "already" });
    expect(await db.attempts.apply(fork)).toEqual({ applied: false, why: "notCurrent" });
    expect((await traces(meeting)).booking).toMatchObject({
      calBookingId: second.toCalUid,
      version: 3,
    });
  });

  it("reports an unknown booking", async () => {
    const meeting = await makeMeeting();
    const foreign = { ...moveOf(meeting), fromCalUid: "cal-unknown" };

    expect(await db.attempts.apply(foreign)).toEqual({ applied: false, why: "unknownBooking" });
  });

  it("records a move made in Cal.com without an actor, and notifies both participants", async () => {
    const meeting = await makeMeeting();
    await db.attempts.apply({ ...moveOf(meeting), cause: "webhook" });

    const { booking, events, notifications } = await traces(meeting);
    expect(booking?.upstreamChanged).toBe(true);
    expect(events[0]).toMatchObject({ actorRole: null, reason: null, recovered: false });
    expect(notifications.map((row) => row.kind)).toEqual(Array(2).fill("bookingChangedUpstream"));
    expect(notifications.map((row) => row.readAt)).toEqual([null, null]);
  });

  it("settles an attempt that lost to another change", async () => {
    const sentMeeting = await makeMeeting();
    const sent = await sending(sentMeeting, { hours: 2 });
    const preparedMeeting = await makeMeeting();
    const notSent = await prepared(preparedMeeting, { hours: 2 });
    await db.attempts.apply(moveOf(sentMeeting, 5));
    await db.attempts.apply(moveOf(preparedMeeting, 2));

    expect(await attemptOf(sentMeeting, sent.ulid)).toMatchObject({
      state: "SUPERSEDED",
      errorCode: "BOOKING_CHANGED",
    });
    expect(await attemptOf(preparedMeeting, notSent.ulid)).toMatchObject({ state: "ABANDONED" });
  });

  it("completes an attempt whose response was lost, and marks the event as recovered", async () => {
    const meeting = await makeMeeting();
    const { ulid: attemptUlid, fence } = await sending(meeting);
    await db.attempts.fail({ attemptUlid, fence, state: "UNKNOWN", errorCode: "X", retryInMs: 0 });
    await expireLease(attemptUlid);
    await db.attempts.claimDue({ limit: 50, leaseMs: LEASE_MS, lookMs: 5_000 });

    const applied = await db.attempts.apply({ ...moveOf(meeting), cause: "recovery" });
    expect(applied).toMatchObject({ applied: true, attemptUlid });
    expect((await traces(meeting)).events[0]).toMatchObject({
      recovered: true,
      actorRole: "coach",
    });
  });

  it("leaves the booking pending when Cal.com requires a confirmation", async () => {
    const meeting = await makeMeeting();
    await sending(meeting);
    await db.attempts.apply({ ...moveOf(meeting), upstreamStatus: "pending", durationMinutes: 60 });

    const { booking, notifications } = await traces(meeting);
    expect(booking).toMatchObject({ status: "pending", durationMinutes: 60 });
    expect(notifications[0]?.kind).toBe("bookingMovedAwaitingConfirmation");
  });

  it("changes nothing when one part fails", async () => {
    const meeting = await makeMeeting();
    const attempt = await sending(meeting);
    const [one = "", two = "", three = ""] = newUlids();
    const clashing = { ...moveOf(meeting), newUlids: [one, two, three, three] };

    await expect(db.attempts.apply(clashing)).rejects.toMatchObject({ code: "CONFLICT" });
    await expect(db.attempts.apply({ ...clashing, newUlids: [one] })).rejects.toMatchObject({
      code: "INVALID",
    });
    const { booking, events, notifications, mails } = await traces(meeting);
    expect(booking).toMatchObject({ calBookingId: meeting.calUid, version: 1 });
    expect([events, notifications, mails]).toEqual([[], [], []]);
    expect(await attemptOf(meeting, attempt.ulid)).toMatchObject({ state: "SENDING" });
  });

  it("lets the next move start from the new version", async () => {
    const meeting = await makeMeeting();
    await sending(meeting);
    await db.attempts.apply(moveOf(meeting));

    expect(await begin(meeting, { expectedVersion: 2, hours: 9 })).toMatchObject({
      kind: "created",
    });
  });
});

describe("the status of a booking at Cal.com", () => {
  it("notifies both participants once of a cancellation, and keeps the version", async () => {
    const meeting = await makeMeeting();
    const notSent = await prepared(meeting);
    const change = { calBookingId: meeting.calUid, status: "cancelled" as const };

    const first = await db.observations.status({ ...change, newUlids: newUlids() });
    const second = await db.observations.status({ ...change, newUlids: newUlids() });
    expect(first).toEqual({ changed: true, bookingUlid: meeting.bookingUlid });
    expect(second).toEqual({ changed: false, why: "already" });
    const { booking, notifications, mails } = await traces(meeting);
    expect(booking).toMatchObject({ status: "cancelled", version: 1, upstreamChanged: true });
    expect(notifications.map((row) => row.kind)).toEqual(Array(2).fill("bookingCancelledUpstream"));
    expect(mails).toHaveLength(2);
    expect(await attemptOf(meeting, notSent.ulid)).toMatchObject({ state: "ABANDONED" });
  });

  it("ignores a stale read from before the cancellation", async () => {
    const meeting = await makeMeeting();
    const change = { calBookingId: meeting.calUid, status: "cancelled" as const };
    await db.observations.status({ ...change, newUlids: newUlids() });

    const late = { ...change, status: "accepted" as const, newUlids: newUlids() };
    expect(await db.observations.status(late)).toEqual({ changed: false, why: "already" });

    expect(await db.observations.status({ ...change, newUlids: newUlids() })).toEqual({
      changed: false,
      why: "already",
    });
    expect((await traces(meeting)).booking?.status).toBe("cancelled");
  });

  it("brings back one that Cal.com changed after its end, and tells both people", async () => {
    const meeting = await makeMeeting();
    const calBookingId = meeting.calUid;
    const see = (status: "accepted" | "cancelled", second: number | null) =>
      db.observations.status({
        calBookingId,
        status,
        calUpdatedAt: second === null ? null : `2026-11-30T10:00:0${second}.000Z`,
        newUlids: newUlids(),
      });
    await see("cancelled", 5);
    for (const second of [null, 4, 5]) {
      expect(await see("accepted", second)).toEqual({ changed: false, why: "already" });
    }

    expect(await see("accepted", 6)).toEqual({ changed: true, bookingUlid: meeting.bookingUlid });

    const { booking, events, notifications } = await traces(meeting);
    expect(booking).toMatchObject({ status: "accepted", version: 2, upstreamChanged: true });
    expect(events).toMatchObject([{ kind: "confirmed", version: 2, actorRole: null }]);
    const told = notifications.filter(({ kind }) => kind === "bookingConfirmedUpstream");
    expect(told).toHaveLength(2);
    // A read from before the revival is stale, however late it is recorded.
    expect(await see("cancelled", 5)).toEqual({ changed: false, why: "already" });
    expect((await traces(meeting)).booking?.status).toBe("accepted");
    // Of an end without its time nothing is known to be later.
    await see("cancelled", null);
    expect(await see("accepted", 9)).toEqual({ changed: false, why: "already" });
  });

  it.each([
    ["accepted", "confirmed"],
    ["rejected", "declined"],
  ] as const)("tells both people once that a move was %s", async (status, answer) => {
    const kind = answer === "confirmed" ? "bookingConfirmedUpstream" : "bookingDeclinedUpstream";
    const meeting = await makeMeeting();
    const move = { ...moveOf(meeting), upstreamStatus: "pending" as const };
    await db.attempts.apply(move);
    const change = { calBookingId: move.toCalUid, status };

    await db.observations.status({ ...change, newUlids: newUlids() });
    await db.observations.status({ ...change, newUlids: newUlids() });

    const { booking, notifications, mails } = await traces(meeting);
    expect(booking).toMatchObject({ status, version: 3, askedAt: null });
    expect(await db.events.list({ bookingUlid: meeting.bookingUlid })).toMatchObject([
      { kind: answer, version: 3, actorRole: null },
      { kind: "asked", version: 2 },
    ]);
    const answers = notifications.filter((row) => row.kind === kind);
    expect(answers).toHaveLength(2);
    // The mails about the move have not left: they tell how it ended.
    expect(mails.map((mail) => mail.payload)).toEqual(
      expect.arrayContaining(
        answers.map((row) => expect.objectContaining({ notificationUlid: row.ulid })),
      ),
    );
    expect(mails).toHaveLength(2);
  });

  it("ignores a stale read from before the confirmation", async () => {
    const meeting = await makeMeeting();
    const move = { ...moveOf(meeting), upstreamStatus: "pending" as const };
    await db.attempts.apply(move);
    const change = { calBookingId: move.toCalUid, newUlids: newUlids() };
    await db.observations.status({ ...change, status: "accepted" });

    const late = { ...change, status: "pending" as const };

    expect(await db.observations.status(late)).toEqual({ changed: false, why: "already" });
    expect((await traces(meeting)).booking?.status).toBe("accepted");
  });

  it("ignores an earlier uid and an unknown one", async () => {
    const meeting = await makeMeeting();
    await db.attempts.apply(moveOf(meeting));
    const change = { status: "cancelled" as const, newUlids: newUlids() };

    expect(await db.observations.status({ ...change, calBookingId: meeting.calUid })).toEqual({
      changed: false,
      why: "notCurrent",
    });
    expect(await db.observations.status({ ...change, calBookingId: "cal-unknown" })).toEqual({
      changed: false,
      why: "unknownBooking",
    });
  });
});
