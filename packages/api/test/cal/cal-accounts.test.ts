import { ulid } from "ulid";
import { describe, expect, it, vi } from "vitest";
import { createCalAccounts } from "../../src/cal-credentials/cal-accounts.ts";
import type { App } from "../../src/server.ts";
import { readUnconnected } from "../../src/sync/read-unconnected.ts";
import { bookAtCal } from "../support/book-at-cal.ts";
import { endEarlierWork } from "../support/end-earlier-work.ts";
import { arrangeMeeting, type Meeting } from "../support/meeting.ts";
import { addFault, calControl, sql } from "../support/services.ts";

/** The coach's account as a request opens it, when Cal.com has not accepted its token for an hour. */
async function openCoach({ ports, people }: Meeting, accounts = ports.calAccounts) {
  await sql(`update "CalIntegrations" set "provenAt" = now() - interval '1 hour'`);
  const opened = await accounts.open(people.coach.ulid, { purpose: "sync" });
  if (opened.status !== "connected") throw new Error(opened.status);
  return opened;
}

/** Connects the coach's account by OAuth, with an access token that Cal.com accepts for another minute. */
async function connectByOAuth(meeting: Meeting) {
  const { ports, people } = meeting;
  const { connection } = await openCoach(meeting);
  const { calUserId, calUsername, calEmail } = connection;
  await ports.db.calConnections.saveOAuth({
    ulid: ports.newUlid(),
    userUlid: people.coach.ulid,
    me: { calUserId, calUsername, calEmail },
    accessToken: people.coach.calApiKey,
    refreshToken: "refresh",
    accessExpiresAt: new Date(Date.now() + 60_000).toISOString(),
    scopes: [],
  });
  await addFault({ operation: "token", fault: "status500BeforeCommit", times: 9 });
  return { calUserId, calUsername, calEmail };
}

const statusOf = async (meeting: Meeting) => (await meeting.as("coach").calConnection.get()).status;

describe("a token that Cal.com refuses", () => {
  it("is marked at the next refusal when the database did not answer at the first", async () => {
    const meeting = await arrangeMeeting();
    const { db } = meeting.ports;
    const markNeedsReconnect = vi.fn(db.calConnections.markNeedsReconnect);
    markNeedsReconnect.mockRejectedValueOnce(new Error("no answer"));
    const broken = { ...db, calConnections: { ...db.calConnections, markNeedsReconnect } };
    const accounts = createCalAccounts({ ...meeting.ports, db: broken });
    const { client } = await openCoach(meeting, accounts);
    await addFault({ operation: "me", fault: "unauthorized", times: 2 });

    await expect(client.me.get()).rejects.toThrow("no answer");
    await expect(client.me.get()).rejects.toMatchObject({ code: "TOKEN_INVALID" });

    expect(await statusOf(meeting)).toBe("needsReconnect");
  });

  it("needs no reconnection when it has just expired and Cal.com issues no other one", async () => {
    const meeting = await arrangeMeeting();
    await connectByOAuth(meeting);
    const opened = await openCoach(meeting);
    await sql(`update "CalIntegrations" set "accessExpiresAt" = now() where "kind" = 'oauth'`);
    await addFault({ operation: "me", fault: "unauthorized" });

    await expect(meeting.ports.calAccounts.verify(opened)).rejects.toMatchObject({
      code: "UNREACHABLE",
    });

    expect(await statusOf(meeting)).toBe("connected");
  });

  it("counts as not connected when the person has just disconnected", async () => {
    const meeting = await arrangeMeeting();
    const opened = await openCoach(meeting);
    await meeting.as("coach").calConnection.disconnect();
    await addFault({ operation: "me", fault: "unauthorized" });

    expect(await meeting.ports.calAccounts.verify(opened)).toEqual({ kind: "notConnected" });
  });

  it("gives way to the API key that the person has just saved instead", async () => {
    const meeting = await arrangeMeeting();
    const { ports, people } = meeting;
    const me = await connectByOAuth(meeting);
    const opened = await openCoach(meeting);
    const { ulid: userUlid, calApiKey: apiKey } = people.coach;
    await ports.db.calConnections.saveApiKey({ ulid: ports.newUlid(), userUlid, apiKey, me });
    await addFault({ operation: "me", fault: "unauthorized" });

    expect(await ports.calAccounts.verify(opened)).toMatchObject({ kind: "verified" });
    expect(await statusOf(meeting)).toBe("connected");
  });
});

describe("the meeting of a coach who is not connected", () => {
  const waitLong = () =>
    sql(`update "Bookings" set "createdAt" = now() - interval '9 days', "calReadAt" = null`);

  it.each([
    ["the mentee's token", true, []],
    ["no token where the mentee is not connected either", false, ["anonymous"]],
  ])("is read with %s, once in its interval", async (_how, menteeConnected, expected) => {
    const meeting = await arrangeMeeting({ coachConnected: false, menteeConnected });
    await endEarlierWork(meeting);
    await waitLong();
    await calControl(`bookings/${meeting.calUid}/move`, { start: meeting.moveTo(12).newStartTime });
    const used: string[] = [];
    const cal: App["cal"] = (credential, options) => {
      if (credential.of !== "account") used.push(credential.of);
      return meeting.ports.cal(credential, options);
    };

    const ports = { ...meeting.ports, cal };
    expect([await readUnconnected(ports), await readUnconnected(ports)]).toEqual([1, 0]);

    expect(await meeting.row()).toMatchObject({ version: 2 });
    expect(used).toEqual(expected);
  });

  it("is gone when Cal.com did not know it twice, and read although another cannot be", async () => {
    const meeting = await arrangeMeeting({ coachConnected: false });
    await endEarlierWork(meeting);
    const { coach, mentee } = meeting.people;
    const odd = await bookAtCal(meeting, { email: mentee.email }, 14);
    await calControl("rows", { email: coach.email, patch: [{ uid: odd, start: null }] });
    for (const calUid of [odd, "nowhere"]) {
      const { newStartTime, newEndTime } = meeting.moveTo(8);
      await sql(`insert into "Bookings" ("ulid", "calBookingId", "coachUserUlid", "menteeUserUlid", "title",
        "eventTypeId", "durationMinutes", "startTime", "endTime") values ('${ulid()}', '${calUid}',
        '${coach.ulid}', '${mentee.ulid}', 'Coaching', 1, 60, '${newStartTime}', '${newEndTime}')`);
    }
    await calControl(`bookings/${meeting.calUid}/move`, { start: meeting.moveTo(12).newStartTime });
    const outcomes: unknown[] = [];
    const telemetry: App["telemetry"] = {
      ...meeting.ports.telemetry,
      duration: (_name, seconds, { outcome }) => void (seconds > 0 && outcomes.push(outcome)),
    };
    for (const minutes of [0, 10]) {
      await sql(
        `update "Bookings" set "missingSince" = "missingSince" - interval '${minutes} minutes'`,
      );
      await waitLong();
      expect(await readUnconnected({ ...meeting.ports, telemetry })).toBe(3);
    }
    expect(outcomes).toHaveLength(6);
    expect(new Set(outcomes)).toEqual(new Set(["failed", "missing", "read"]));

    expect(await meeting.row()).toMatchObject({ version: 2 });
    expect(await sql(`select "gone" from "Bookings" where "calBookingId" = 'nowhere'`)).toEqual([
      { gone: true },
    ]);
    const contexts = meeting.errors.map(({ context }) => context);
    expect(contexts).toEqual(["RECONCILE_BOOKING_ERROR", "RECONCILE_BOOKING_ERROR"]);
  });
});
