import { ulid } from "ulid";
import { describe, expect, it } from "vitest";
import { apiScopes, createCaller, createContext } from "../../src/index.ts";
import type { App } from "../../src/server.ts";
import { recoverAttempts } from "../../src/reschedule/recover-attempts.ts";
import { syncCoachNow } from "../../src/sync/sync-coach.ts";
import { syncCoaches } from "../../src/sync/sync-coaches.ts";
import { bookAtCal } from "../support/book-at-cal.ts";
import { endEarlierWork } from "../support/end-earlier-work.ts";
import { arrangeMeeting, type Meeting } from "../support/meeting.ts";
import { runTick } from "../support/run-tick.ts";
import { calControl, calLog, calPost, mailTo, sql } from "../support/services.ts";

const sync = (meeting: Meeting) => syncCoachNow(meeting.ports, meeting.people.coach.ulid);

/** Moves the meeting in Cal.com, again and again; the uids, the first one first. */
async function moveOften(meeting: Meeting, times: number): Promise<string[]> {
  const uids = [meeting.calUid];
  for (let move = 0; move < times; move += 1) {
    const start = timeOf(meeting, move);
    const { uid } = await calControl<{ uid: string }>(`bookings/${uids.at(-1)}/move`, { start });
    uids.push(uid);
  }
  return uids;
}

const timeOf = (meeting: Meeting, move: number) =>
  meeting.moveTo(10 + (move % 4), { days: Math.floor(move / 4) }).newStartTime;

/** What Cal.com was asked for while `work` ran. */
async function requestsDuring(work: () => Promise<unknown>): Promise<string[]> {
  const before = (await calLog()).length;
  await work();
  return (await calLog())
    .slice(before)
    .map(({ method, path }) => `${method} ${path.split("?")[0]}`);
}

const forgetCursor = () => sql(`update "CalIntegrations" set "syncCursor" = null`);

const odd = (meeting: Meeting, patch: object[]) =>
  calControl("rows", { email: meeting.people.coach.email, patch });

/** A move of ours in flight, whose program has stopped. */
async function leaveSent(meeting: Meeting, by: "coach" | "mentee" = "coach"): Promise<string> {
  const move = meeting.moveTo(11);
  const { ports, people } = meeting;
  const { attemptUlid } = move;
  const times = { toStartTime: move.newStartTime, toEndTime: move.newEndTime };
  await ports.db.attempts.begin({
    attemptUlid,
    bookingUlid: move.bookingUlid,
    actorUserUlid: people[by].ulid,
    requestHash: "hash",
    expectedVersion: 1,
    ...times,
    reason: null,
    overrideConflict: false,
    leaseMs: 60_000,
  });
  await sql(`update "RescheduleAttempts" set "state" = 'SENDING', "sentAt" = now(),
    "leaseUntil" = now(), "nextRunAt" = now() where "ulid" = '${attemptUlid}'`);
  return attemptUlid;
}

describe("the sync of a coach who gets no webhook", () => {
  it.each([
    ["its changes", async () => undefined],
    ["the whole list", forgetCursor],
  ])("shows the last of twelve moves, one row and one mail, from %s", async (_what, prepare) => {
    const meeting = await arrangeMeeting();
    await endEarlierWork(meeting);
    await moveOften(meeting, 12);
    await prepare();

    await sync(meeting);

    const last = timeOf(meeting, 11);
    expect(await meeting.row()).toMatchObject({ version: 13, status: "accepted" });
    await runTick(meeting.ports);
    for (const key of ["coach", "mentee"] as const) {
      const { items } = await meeting.as(key).booking.list({ when: "upcoming" });
      expect(items.map(({ startTime }) => startTime)).toEqual([last]);
      expect(await meeting.as(key).notification.list({})).toMatchObject({
        items: [
          {
            kind: "bookingChangedUpstream",
            oldStartTime: meeting.moveTo(9).newStartTime,
            newStartTime: last,
          },
        ],
      });
      expect(await mailTo(meeting.people[key].email)).toHaveLength(1);
    }
    const { bookingUlid } = meeting;
    expect((await meeting.as("coach").booking.history({ bookingUlid })).items).toHaveLength(12);
  });

  it("asks Cal.com once where nothing has changed, and once where bookings of ours have", async () => {
    const meeting = await arrangeMeeting();
    await bookAtCal(meeting, { email: meeting.people.stranger.email }, 20);
    await sync(meeting);

    expect(await requestsDuring(() => sync(meeting))).toEqual(["GET /v2/bookings"]);

    await moveOften(meeting, 3);
    expect(await requestsDuring(() => sync(meeting))).toEqual(["GET /v2/bookings"]);
    expect(await meeting.row()).toMatchObject({ version: 4 });
  });

  it("leaves a meeting as it is whose status is one that Cal.com has added", async () => {
    const meeting = await arrangeMeeting();
    await sync(meeting);
    await odd(meeting, [{ uid: meeting.calUid, status: "awaiting_host" }]);

    expect(await sync(meeting)).toMatchObject({ reconciled: 0 });
    expect(await meeting.row()).toMatchObject({ status: "accepted", version: 1 });
  });

  it("reads the whole list for a booking of someone without an account, and shows it", async () => {
    const meeting = await arrangeMeeting();
    await sync(meeting);
    const coach = meeting.as("coach");
    expect(await coach.calConnection.get()).toMatchObject({ leftAlone: [] });
    await bookAtCal(meeting, { email: "unknown@example.com" });

    expect(await sync(meeting)).toMatchObject({ strangers: 1 });

    expect(await coach.calConnection.get()).toMatchObject({
      leftAlone: [{ count: 1, reason: "noAccount" }],
    });
    expect(await requestsDuring(() => sync(meeting))).toEqual(["GET /v2/bookings"]);
  });

  it("reads nothing more for bookings that are left alone, and logs them once", async () => {
    const meeting = await arrangeMeeting();
    const { coach } = meeting.people;
    await sync(meeting);
    const lines: string[] = [];
    const log: App["log"] = { ...meeting.ports.log, info: (line) => void lines.push(line) };
    const syncLogged = () => syncCoachNow({ ...meeting.ports, log }, coach.ulid);
    const uid = await bookAtCal(meeting, { email: "unknown@example.com" });
    const set = { eventTypeId: 1, recurringBookingUid: "series" };
    await odd(meeting, [{ uid, set }]);

    const requests = await requestsDuring(syncLogged);
    await syncLogged();

    expect(requests).toEqual(["GET /v2/bookings", "GET /v2/bookings"]);
    expect(lines).toEqual(["syncCoach"]);
  });

  it("makes no second row of a meeting whose moves cannot be followed", async () => {
    const meeting = await arrangeMeeting();
    const uids = await moveOften(meeting, 3);
    await odd(meeting, [{ uid: uids[1], start: null }]);
    await forgetCursor();

    expect(await sync(meeting)).toMatchObject({ created: 0, failed: 2 });

    expect((await meeting.as("mentee").booking.list({ when: "upcoming" })).items).toHaveLength(1);
    await odd(meeting, []);
    expect(await sync(meeting)).toMatchObject({ created: 0, failed: 0, reconciled: 1 });
    expect(await meeting.row()).toMatchObject({ calBookingId: uids[3], version: 4 });
  });

  it("keeps the moves it could read, and continues from there", async () => {
    const meeting = await arrangeMeeting();
    const uids = await moveOften(meeting, 3);
    await odd(meeting, [{ uid: uids[2], start: null }]);

    await sync(meeting);
    expect(await meeting.row()).toMatchObject({ calBookingId: uids[1], version: 2 });

    await odd(meeting, []);
    await sync(meeting);
    expect(await meeting.row()).toMatchObject({ calBookingId: uids[3], version: 4 });
  });

  it("says that a meeting is gone whose moves lead in a circle", async () => {
    const meeting = await arrangeMeeting();
    const [first, second] = await moveOften(meeting, 1);
    await odd(meeting, [{ uid: second, status: "cancelled", rescheduledToUid: first }]);

    expect(await sync(meeting)).toMatchObject({ missing: 1, failed: 0 });
    await sql(`update "Bookings" set "missingSince" = now() - interval '10 minutes'
      where "ulid" = '${meeting.bookingUlid}'`);
    await sync(meeting);

    const { bookingUlid } = meeting;
    expect(await meeting.as("mentee").booking.get({ bookingUlid })).toMatchObject({
      gone: true,
      reschedule: { allowed: false, reason: "gone" },
    });
    expect(await meeting.row()).toMatchObject({ version: 1 });
  });

  it("takes over a time that was changed under the same uid, once", async () => {
    const meeting = await arrangeMeeting();
    await endEarlierWork(meeting);
    const { newStartTime: start, newEndTime: end } = meeting.moveTo(12);
    const updatedAt = new Date(Date.now() + 60_000).toISOString();
    await odd(meeting, [{ uid: meeting.calUid, start, end, updatedAt }]);

    await sync(meeting);
    await sync(meeting);
    await odd(meeting, []); // As a list that was read before the change.
    await sync(meeting);

    expect(await meeting.row()).toMatchObject({ calBookingId: meeting.calUid, version: 2 });
    await runTick(meeting.ports);
    for (const key of ["coach", "mentee"] as const) {
      const { items } = await meeting.as(key).booking.list({ when: "upcoming" });
      expect(items).toMatchObject([{ startTime: start, endTime: end }]);
      expect(await mailTo(meeting.people[key].email)).toHaveLength(1);
    }
  });

  it("takes over a time that was changed during a move of ours when that has ended", async () => {
    const meeting = await arrangeMeeting();
    await sync(meeting);
    const attemptUlid = await leaveSent(meeting);
    const { newStartTime: start, newEndTime: end } = meeting.moveTo(12);
    await odd(meeting, [{ uid: meeting.calUid, start, end }]);
    expect(await sync(meeting)).toMatchObject({ moving: 1, reconciled: 0 });
    const { attempts } = meeting.ports.db;
    await attempts.fail({ attemptUlid, fence: 1, state: "REJECTED", errorCode: "SLOT_TAKEN" });
    // Other changes have been made since, and this one is not among those of the next sync.
    await sql(`update "CalIntegrations" set "syncCursor" = "syncCursor" + interval '1 hour'`);

    await sync(meeting);

    expect(await meeting.row()).toMatchObject({ calBookingId: meeting.calUid, version: 2 });
    expect(await sync(meeting)).toMatchObject({ moving: 0, reconciled: 0 });
  });

  it("notices a cancellation that raced a move", async () => {
    const meeting = await arrangeMeeting();
    const [, second] = await moveOften(meeting, 1);
    await sync(meeting);
    await odd(meeting, [{ uid: meeting.calUid, cancellationReason: "ill" }]);
    await sql(`update "CalIntegrations" set "syncCursor" = "syncCursor" - interval '1 minute'`);

    await sync(meeting);
    await sync(meeting);

    expect(await meeting.row()).toMatchObject({ calBookingId: second, status: "accepted" });
    const notes = await sql(`select from "Notifications" where "note" = 'cancelledToo'
      and "bookingUlid" = '${meeting.bookingUlid}'`);
    expect(notes).toHaveLength(2);
  });
});

describe("people who sign up", () => {
  it("find their meetings, and share the syncs of their coach", async () => {
    const meeting = await arrangeMeeting();
    const people = Array.from({ length: 12 }, () => ({
      email: `${ulid().toLowerCase()}@example.com`,
      clerkUserId: `user_${ulid()}`,
    }));
    for (const [index, { email }] of people.entries()) {
      await bookAtCal(meeting, { email }, 24 + index);
    }
    await sync(meeting);
    const identity: App["identity"] = {
      getProfile: async (id) => {
        const found = people.find(({ clerkUserId }) => clerkUserId === id);
        return { email: found?.email ?? "", name: "Nia New" };
      },
    };
    const context = createContext({ ...meeting.ports, identity });
    const request = { origin: null, contentType: null, requestId: "r1" };

    const requests = await requestsDuring(async () => {
      await Promise.all(
        people.map(({ clerkUserId }) =>
          createCaller(() =>
            context({ caller: { kind: "apiKey", clerkUserId, scopes: apiScopes }, request }),
          ).person.get(),
        ),
      );
      await runTick(meeting.ports);
    });

    const rows =
      await sql(`select from "Bookings" as b join "User" as u on u."ulid" = b."menteeUserUlid"
      where u."email" in (${people.map(({ email }) => `'${email}'`).join(",")})`);
    expect(rows).toHaveLength(people.length);
    expect(requests.length).toBeLessThanOrEqual(6);
  });
});

describe("people who connect an account with another address", () => {
  it("find the meetings that coaches have them under that address", async () => {
    const meeting = await arrangeMeeting();
    const { stranger } = meeting.people;
    await sql(
      `update "User" set "email" = 'other-${stranger.email}' where "ulid" = '${stranger.ulid}'`,
    );
    await bookAtCal(meeting, { email: stranger.email }, 20);
    expect(await sync(meeting)).toMatchObject({ strangers: 1 });

    await meeting.as("stranger").calConnection.connectWithApiKey({ apiKey: stranger.calApiKey });
    await syncCoaches(meeting.ports);

    const { items } = await meeting.as("stranger").booking.list({ when: "upcoming" });
    expect(items).toMatchObject([{ role: "mentee" }]);
  });
});

describe("reading bookings for a coach", () => {
  /** The same app, and whose credentials its readers used beside those of the account. */
  function watch(meeting: Meeting) {
    const used: string[] = [];
    const { ports } = meeting;
    const cal: App["cal"] = (credential, options) => {
      used.push(credential.of);
      return ports.cal(credential, options);
    };
    return { ports: { ...ports, cal }, used };
  }

  const alone = { coachConnected: false, menteeConnected: false };
  it.each([
    { how: "with the coach's token", by: "coach", options: {}, used: [] },
    { how: "with the mentee's", by: "mentee", options: { coachConnected: false }, used: [] },
    { how: "anonymously without either", by: "mentee", options: alone, used: ["anonymous"] },
  ] as const)("recovers $how", async ({ by, options, used: expected }) => {
    const meeting = await arrangeMeeting(options);
    await endEarlierWork(meeting);
    await leaveSent(meeting, by);
    await moveOften(meeting, 2);
    const { ports, used } = watch(meeting);

    await recoverAttempts(ports);

    expect(await meeting.row()).toMatchObject({ version: 3 });
    expect(used).toEqual(expected);
  });

  it("reads anonymously when Cal.com refuses the coach's token during a recovery", async () => {
    const meeting = await arrangeMeeting();
    await endEarlierWork(meeting);
    await leaveSent(meeting);
    await moveOften(meeting, 1);
    await calPost("/v2/api-keys/refresh", { token: meeting.people.coach.calApiKey, body: {} });

    await recoverAttempts(meeting.ports);

    expect(await meeting.row()).toMatchObject({ version: 2 });
  });
});
