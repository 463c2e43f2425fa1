import { ulid } from "ulid";
import { describe, expect, it } from "vitest";
import { apiScopes, createCaller, createContext } from "../../src/index.ts";
import { bookAtCal } from "../support/book-at-cal.ts";
import { runTick } from "../support/run-tick.ts";
import { syncCoachNow } from "../../src/sync/sync-coach.ts";
import { endEarlierWork } from "../support/end-earlier-work.ts";
import { forkAtCal } from "../support/fork-at-cal.ts";
import { arrangeMeeting, type Meeting } from "../support/meeting.ts";
import { addFault, calControl, calPost, mailTo, sql } from "../support/services.ts";

const moveAtCal = (uid: string, start: string) =>
  calControl<{ uid: string }>(`bookings/${uid}/move`, { start });

const sync = (meeting: Meeting) => syncCoachNow(meeting.ports, meeting.people.coach.ulid);

const upcoming = (meeting: Meeting, key: "coach" | "mentee" | "stranger") =>
  meeting.as(key).booking.list({ when: "upcoming" });

describe("syncing a coach's bookings", () => {
  it("imports them on connecting where both people are users", async () => {
    const meeting = await arrangeMeeting({ coachConnected: false });
    const { stranger, coach } = meeting.people;
    await bookAtCal(meeting, { email: stranger.email.toUpperCase() });
    await bookAtCal(meeting, { email: "unknown@example.com" }, 12);

    await meeting.as("coach").calConnection.connectWithApiKey({ apiKey: coach.calApiKey });

    expect((await upcoming(meeting, "stranger")).items).toEqual([
      expect.objectContaining({
        role: "mentee",
        startTime: meeting.moveTo(11).newStartTime,
        counterpart: {
          personUlid: coach.ulid,
          name: coach.name,
          timeZone: coach.timeZone,
          state: "connected",
        },
      }),
    ]);
    expect((await upcoming(meeting, "coach")).items).toHaveLength(2);
    expect(await sync(meeting)).toMatchObject({
      created: 0,
      known: 2,
      strangers: 1,
      reconciled: 0,
    });
  });

  it("reads every page of the list, also where 100 bookings are more than 2 MB", async () => {
    const meeting = await arrangeMeeting();
    await Promise.all(
      Array.from({ length: 104 }, (_, index) =>
        bookAtCal(meeting, { email: "unknown@example.com" }, 24 + index),
      ),
    );
    await bookAtCal(meeting, { email: meeting.people.stranger.email }, 200);

    expect(await sync(meeting)).toMatchObject({ created: 1, known: 1, strangers: 104 });

    const long = { every: true, set: { description: "x".repeat(30_000) } };
    await calControl("rows", { email: meeting.people.coach.email, patch: [long] });
    await bookAtCal(meeting, { email: meeting.people.stranger.email }, 201);

    expect(await sync(meeting)).toMatchObject({ created: 1, known: 2, unreadable: 0 });
  });

  it("applies a move made in Cal.com and notifies both people", async () => {
    const meeting = await arrangeMeeting();
    const { newStartTime } = meeting.moveTo(12);
    const { uid } = await moveAtCal(meeting.calUid, newStartTime);

    expect(await sync(meeting)).toMatchObject({ reconciled: 1, created: 0 });

    expect(await meeting.row()).toMatchObject({ calBookingId: uid, version: 2 });
    const { bookingUlid } = meeting;
    expect(await meeting.as("mentee").booking.history({ bookingUlid })).toMatchObject({
      items: [{ actor: "cal", to: { startTime: newStartTime }, recovered: false }],
    });
    for (const key of ["coach", "mentee"] as const) {
      expect(await meeting.as(key).notification.list({})).toMatchObject({
        items: [{ kind: "bookingChangedUpstream", newStartTime, readAt: null }],
      });
    }
    expect(await sync(meeting)).toMatchObject({ reconciled: 0, created: 0, known: 1 });
  });

  it("applies a cancellation", async () => {
    const meeting = await arrangeMeeting();
    await calPost(`/v2/bookings/${meeting.calUid}/cancel`, {
      token: meeting.people.coach.calApiKey,
      body: { cancellationReason: "ill" },
    });

    expect(await sync(meeting)).toMatchObject({ reconciled: 1 });

    expect(await meeting.row()).toMatchObject({ status: "cancelled" });
    expect(await meeting.as("mentee").notification.list({})).toMatchObject({
      items: [{ kind: "bookingCancelledUpstream" }],
    });
  });

  it("applies what happened to one booking when another one cannot be read", async () => {
    const meeting = await arrangeMeeting();
    const { coach, stranger } = meeting.people;
    const unreadable = await bookAtCal(meeting, { email: stranger.email });
    await sync(meeting);
    for (const uid of [unreadable, meeting.calUid]) {
      await calPost(`/v2/bookings/${uid}/cancel`, {
        token: coach.calApiKey,
        body: { cancellationReason: "ill" },
      });
    }
    await calControl("rows", { email: coach.email, patch: [{ uid: unreadable, start: null }] });

    expect(await sync(meeting)).toMatchObject({ reconciled: 1, unreadable: 1 });

    expect(await meeting.row()).toMatchObject({ status: "cancelled" });
    expect(await sync(meeting)).toMatchObject({ reconciled: 0, failed: 1 });
    expect((await upcoming(meeting, "stranger")).items).toHaveLength(1);
    expect(meeting.errors).toMatchObject([{ context: "RECONCILE_BOOKING_ERROR" }]);
  });

  it("keeps one booking when an unseen move is read first", async () => {
    const meeting = await arrangeMeeting();
    const first = await moveAtCal(meeting.calUid, meeting.moveTo(11).newStartTime);
    await moveAtCal(first.uid, meeting.moveTo(12).newStartTime);

    await sync(meeting);

    expect((await upcoming(meeting, "mentee")).items).toHaveLength(1);
    expect(await meeting.row()).toMatchObject({ version: 3 });
  });

  it("logs an error when one booking has two successors", async () => {
    const arrange = async () => {
      const arranged = await arrangeMeeting();
      return { meeting: arranged, uid: arranged.calUid };
    };
    const { meeting } = await forkAtCal(arrange, (each) => [
      each.moveTo(11).newStartTime,
      each.moveTo(12).newStartTime,
    ]);

    await sync(meeting);

    expect(meeting.errors).toContainEqual(
      expect.objectContaining({
        context: "CAL_FORK_ERROR",
        fields: { coachUserUlid: meeting.people.coach.ulid, forks: 1 },
      }),
    );
    expect((await upcoming(meeting, "mentee")).items).toHaveLength(1);
  });

  it("reads nothing for a coach without a connection or with a refused token", async () => {
    const meeting = await arrangeMeeting();
    await addFault({ operation: "bookings", fault: "unauthorized" });

    expect(await sync(meeting)).toBeNull();
    expect(await meeting.as("coach").calConnection.get()).toMatchObject({
      status: "needsReconnect",
    });
    expect(await sync(meeting)).toBeNull();
  });

  it("does not prevent connecting when the list cannot be read", async () => {
    const meeting = await arrangeMeeting({ coachConnected: false });
    await addFault({ operation: "bookings", fault: "status500BeforeCommit", times: 9 });

    const { calApiKey: apiKey } = meeting.people.coach;
    expect(await meeting.as("coach").calConnection.connectWithApiKey({ apiKey })).toMatchObject({
      status: "connected",
    });
    expect(meeting.errors).toContainEqual(expect.objectContaining({ context: "SYNC_COACH_ERROR" }));
  });
});

describe("a person's first request", () => {
  /** Someone who has never been here, with a meeting booked at Cal.com. */
  async function bookForNewPerson(meeting: Meeting, timeZone: string) {
    await sql(`update "Bookings" set "status" = 'cancelled'`);
    const others = `"userUlid" <> '${meeting.people.coach.ulid}'`;
    await sql(`update "CalIntegrations" set "status" = 'needsReconnect' where ${others}`);
    const email = `${ulid().toLowerCase()}@example.com`;
    await bookAtCal(meeting, { email, timeZone });
    await sync(meeting);
    const clerkUserId = `user_${ulid()}`;
    const identity = { getProfile: async () => ({ email, name: "Nia New" }) };
    const request = { origin: null, contentType: null, requestId: "r1" };
    const caller = createCaller(() =>
      createContext({ ...meeting.ports, identity })({
        caller: { kind: "apiKey", clerkUserId, scopes: apiScopes },
        request,
      }),
    );
    return { email, caller };
  }

  it("imports the meetings they already have, with a new coach too", async () => {
    const meeting = await arrangeMeeting();
    const { caller } = await bookForNewPerson(meeting, "UTC");

    const { items } = await caller.booking.list({ when: "upcoming" });

    expect(items).toEqual([
      expect.objectContaining({ startTime: meeting.moveTo(11).newStartTime, role: "mentee" }),
    ]);
  });

  it("knows the time zone they booked in, for both people and in the first mail", async () => {
    const meeting = await arrangeMeeting();
    const { email, caller } = await bookForNewPerson(meeting, "Asia/Kathmandu");

    expect(await caller.person.get()).toMatchObject({
      name: "Nia New",
      timeZone: "Asia/Katmandu",
      timeZoneFrom: "booking",
    });

    const { items } = await meeting.as("coach").booking.list({ when: "upcoming" });
    const theirs = items.find(({ counterpart }) => counterpart.name === "Nia New");
    expect(theirs?.counterpart.timeZone).toBe("Asia/Katmandu");
    const move = { ...meeting.moveTo(12), bookingUlid: theirs?.ulid ?? "" };
    expect(await meeting.as("coach").booking.reschedule(move)).toMatchObject({ outcome: "moved" });
    await runTick(meeting.ports);
    const [mail] = await mailTo(email);
    expect(mail?.text).toContain("16:45 – 17:45 (Kathmandu, UTC+5:45)");
    expect(mail?.text).toContain("17:45 – 18:45 (Kathmandu, UTC+5:45)");
    expect(mail?.text).not.toContain("UTC)");
  });
});

describe("the worker's tick", () => {
  it("finds a change in Cal.com without a webhook and mails both people", async () => {
    const meeting = await arrangeMeeting();
    await endEarlierWork(meeting);
    const { newStartTime } = meeting.moveTo(12);
    await moveAtCal(meeting.calUid, newStartTime);

    expect((await runTick(meeting.ports)).coaches).toBe(2);
    await runTick(meeting.ports);

    expect(await meeting.row()).toMatchObject({ version: 2, status: "accepted" });
    for (const { email } of [meeting.people.coach, meeting.people.mentee]) {
      expect(await mailTo(email)).toHaveLength(1);
    }
  });

  it("finds a confirmation and notifies both people", async () => {
    const meeting = await arrangeMeeting({
      eventType: { requiresConfirmation: true },
    });
    await endEarlierWork(meeting);
    const { outcome } = await meeting.as("mentee").booking.reschedule(meeting.moveTo(11));
    const { calBookingId } = await meeting.row();
    await calPost(`/v2/bookings/${calBookingId}/confirm`, {
      token: meeting.people.coach.calApiKey,
      body: {},
    });

    await runTick(meeting.ports);

    expect(outcome).toBe("awaitingConfirmation");
    expect(await meeting.row()).toMatchObject({ status: "accepted", calBookingId });
    for (const key of ["coach", "mentee"] as const) {
      const { items } = await meeting.as(key).notification.list({});
      expect(items[0]).toMatchObject({ kind: "confirmed", readAt: null });
    }
  });
});
