import { ulid } from "ulid";
import { describe, expect, it } from "vitest";
import { apiScopes, createCaller, createContext } from "../../src/index.ts";
import { deliverMail } from "../../src/notification/deliver-mail.ts";
import { erasePerson, refreshPerson } from "../../src/server.ts";
import { syncCoachNow } from "../../src/sync/sync-coach.ts";
import { bookAtCal } from "../support/book-at-cal.ts";
import { arrangeMeeting } from "../support/meeting.ts";
import { addFault, mailTo, sessionToken, sql } from "../support/services.ts";

const settled = async <Value>(promise: Promise<Value>) => (await Promise.allSettled([promise]))[0];

describe("a person's first call", () => {
  it("creates their row from their profile once", async () => {
    const meeting = await arrangeMeeting();
    const clerkUserId = `user_${ulid()}`;
    let asked = 0;
    const ports = {
      ...meeting.ports,
      identity: {
        getProfile: async () => {
          asked += 1;
          return { email: "new@example.com", name: "New Person" };
        },
      },
    };
    const request = { origin: null, contentType: null, requestId: "r1" };
    const caller = createCaller(() =>
      createContext(ports)({ caller: { kind: "apiKey", clerkUserId, scopes: apiScopes }, request }),
    );

    expect(await caller.booking.list({ when: "upcoming" })).toEqual({
      items: [],
      nextCursor: null,
      prevCursor: null,
      total: 0,
      counts: { all: 0, needsMe: 0, offered: 0, changed: 0 },
      days: null,
      people: [],
    });
    await caller.notification.unreadCount();

    expect(asked).toBe(1);
    expect(await ports.db.users.getByClerkId(clerkUserId)).toMatchObject({
      name: "New Person",
      timeZone: null,
      timeZoneFrom: null,
    });
  });

  it("is refused without a caller", async () => {
    const { ports } = await arrangeMeeting();
    const request = { origin: null, contentType: null, requestId: "r1" };
    const anonymous = createCaller(() => createContext(ports)({ caller: null, request }));

    await expect(anonymous.booking.list({ when: "upcoming" })).rejects.toMatchObject({
      code: "UNAUTHORIZED",
      cause: { code: "UNAUTHENTICATED" },
    });
  });
});

describe("a person with a session", () => {
  it("reads their own rows under row level security", async () => {
    const meeting = await arrangeMeeting();
    const mentee = meeting.withSession("mentee");

    const list = await mentee.booking.list({ when: "upcoming" });

    expect(list.items).toEqual([
      expect.objectContaining({
        ulid: meeting.bookingUlid,
        role: "mentee",
        counterpart: {
          personUlid: meeting.people.coach.ulid,
          name: "Sam Coach",
          timeZone: "Africa/Nairobi",
          state: "connected",
        },
      }),
    ]);
    expect(await meeting.withSession("stranger").booking.list({ when: "upcoming" })).toMatchObject({
      items: [],
    });
    expect(await mentee.booking.reschedule(meeting.moveTo(11))).toMatchObject({ outcome: "moved" });
    expect(await mentee.booking.history({ bookingUlid: meeting.bookingUlid })).toMatchObject({
      items: [{ actor: "mentee", recovered: false }],
    });
  });

  it("changes nothing from another site's page", async () => {
    const meeting = await arrangeMeeting();

    for (const origin of [null, "https://evil.example", "http://localhost:3001"]) {
      await expect(
        meeting.withSession("coach", origin).booking.reschedule(meeting.moveTo(11)),
      ).rejects.toMatchObject({ code: "FORBIDDEN", cause: { code: "FORBIDDEN_ORIGIN" } });
    }
    expect((await meeting.row()).version).toBe(1);
  });
});

describe("a session that may have ended before its token expires", () => {
  async function moveWith(isStanding: () => Promise<boolean>) {
    const meeting = await arrangeMeeting();
    const caller = {
      kind: "session",
      via: "bearer",
      clerkUserId: meeting.people.coach.clerkUserId,
      accessToken: async () => sessionToken(meeting.people.coach.clerkUserId),
      isStanding,
    } as const;
    const request = { origin: null, contentType: null, requestId: "r1" };
    const api = createCaller(() => createContext(meeting.ports)({ caller, request }));
    return { meeting, api, moved: await settled(api.booking.reschedule(meeting.moveTo(11))) };
  }

  it("may read but not change anything once it has ended", async () => {
    const { meeting, api, moved } = await moveWith(async () => false);

    expect(moved).toMatchObject({ reason: { cause: { code: "UNAUTHENTICATED" } } });
    expect(await meeting.row()).toMatchObject({ version: 1 });
    expect(
      await sql(`select * from "RescheduleAttempts"
      where "bookingUlid" = '${meeting.bookingUlid}'`),
    ).toEqual([]);
    expect((await api.booking.list({ when: "upcoming" })).items).toHaveLength(1);
  });

  const answers: [string, () => Promise<boolean>][] = [
    ["is active", async () => true],
    ["cannot be asked about", () => Promise.reject(new Error("503"))],
    ["is asked about without an answer", () => new Promise(() => undefined)],
  ];

  it.each(answers)("moves the meeting when it %s", async (_what, isStanding) => {
    const { moved } = await moveWith(isStanding);

    expect(moved).toMatchObject({ value: { outcome: "moved" } });
  });
});

describe("notifications", () => {
  it("are marked read one by one or all at once, by their owner alone", async () => {
    const meeting = await arrangeMeeting();
    await meeting.as("coach").booking.reschedule(meeting.moveTo(11));
    await meeting.as("coach").booking.reschedule({ ...meeting.moveTo(12), expectedVersion: 2 });
    const mentee = meeting.withSession("mentee").notification;
    const [newest, older] = (await mentee.list({})).items;
    if (!newest || !older) throw new Error("Two notifications were expected.");

    expect(newest).toMatchObject({
      actor: "coach",
      actorName: "Sam Coach",
      isMine: false,
      title: expect.stringContaining("coaching"),
      kind: "bookingMoved",
      readAt: null,
    });
    await expect(
      meeting.as("coach").notification.markRead({ notificationUlid: newest.ulid }),
    ).rejects.toMatchObject({ cause: { code: "NOT_FOUND" } });
    expect(await mentee.markRead({ notificationUlid: newest.ulid })).toEqual({ count: 1 });
    expect(await mentee.markRead({ notificationUlid: newest.ulid })).toEqual({ count: 1 });
    expect(await mentee.markAllRead()).toEqual({ count: 0 });
    const firstPage = await mentee.list({ limit: 1 });
    expect(firstPage.items).toHaveLength(1);
    expect(
      (await mentee.list({ limit: 1, cursor: firstPage.nextCursor ?? "" })).items[0]?.ulid,
    ).toBe(older.ulid);
  });
});

describe("calConnection", () => {
  it("saves a key that Cal.com accepts and deletes it on disconnecting", async () => {
    const meeting = await arrangeMeeting({ menteeConnected: false });
    const { calConnection } = meeting.as("mentee");

    expect(await calConnection.get()).toMatchObject({
      status: "notConnected",
      kind: null,
      oauthAvailable: true,
      calUsername: null,
      connectedAt: null,
      brokenCalendars: [],
      calendarNames: null,
      leftAlone: [],
      upcomingCount: 0,
      attendedCount: 1,
    });
    expect(await meeting.as("coach").calConnection.get()).toMatchObject({
      upcomingCount: 1,
      upcomingPeople: 1,
      attendedCount: 0,
    });
    expect(
      await calConnection.connectWithApiKey({ apiKey: meeting.people.mentee.calApiKey }),
    ).toMatchObject({
      status: "connected",
      kind: "apiKey",
      calendarNames: [expect.any(String)],
    });
    expect(await calConnection.disconnect()).toMatchObject({ status: "notConnected" });
    expect(await calConnection.get()).toMatchObject({ status: "notConnected" });
  });

  it("saves no key that Cal.com refuses, cannot check, or knows as another person's", async () => {
    const meeting = await arrangeMeeting({ menteeConnected: false });
    const { calConnection } = meeting.as("mentee");

    await expect(
      calConnection.connectWithApiKey({ apiKey: "cal_live_0123456789abcdef" }),
    ).rejects.toMatchObject({
      cause: { code: "INVALID_INPUT", details: { apiKey: expect.any(String) } },
    });
    await expect(
      calConnection.connectWithApiKey({ apiKey: meeting.people.coach.calApiKey }),
    ).rejects.toMatchObject({ cause: { code: "INVALID_INPUT" } });
    await addFault({ operation: "me", fault: "rateLimit", times: 9 });
    await expect(
      calConnection.connectWithApiKey({ apiKey: meeting.people.mentee.calApiKey }),
    ).rejects.toMatchObject({ cause: { code: "CAL_RATE_LIMITED" } });
    expect(await calConnection.get()).toMatchObject({ status: "notConnected" });
  });

  it("lets a mentee remind the coach to connect, once a week", async () => {
    const meeting = await arrangeMeeting({ menteeConnected: false });
    const { bookingUlid } = meeting;
    const mentee = meeting.as("mentee");
    const remind = () => mentee.calConnection.remindCoach({ bookingUlid });
    expect(await remind()).toEqual({ nextAllowedAt: null });
    await meeting.as("coach").calConnection.disconnect();
    expect(await mentee.booking.get({ bookingUlid })).toMatchObject({
      reschedule: { allowed: false, reason: "coachNotConnected" },
      nextRemindAt: null,
    });

    const { nextAllowedAt } = await remind();

    expect(await mentee.booking.get({ bookingUlid })).toMatchObject({
      nextRemindAt: nextAllowedAt,
    });
    await expect(remind()).rejects.toMatchObject({
      cause: { code: "RATE_LIMITED", details: { retryAfterMs: expect.any(Number) } },
    });
    await expect(
      meeting.as("coach").calConnection.remindCoach({ bookingUlid }),
    ).rejects.toMatchObject({ cause: { code: "NOT_FOUND" } });
    const { items } = await meeting.as("coach").notification.list({});
    expect(items[0]).toMatchObject({
      kind: "coachNotConnected",
      text: expect.stringMatching(
        /^Maya Mentee can’t move “.+” until you connect Cal\.com\. It is on/,
      ),
    });
    await deliverMail(meeting.ports);
    const mails = await mailTo(meeting.people.coach.email);
    expect(mails.map(({ subject }) => subject)).toEqual([
      expect.stringMatching(/^Connect Cal\.com, so that .+ can be moved: /),
    ]);
    expect(mails[0]?.text).toContain("Connect your Cal.com account in Settings");
  });
});

describe("an API key", () => {
  it("does only what its scopes allow", async () => {
    const meeting = await arrangeMeeting();
    const { clerkUserId } = meeting.people.mentee;
    const request = { origin: null, contentType: "application/json", requestId: "r1" };
    const caller = { kind: "apiKey", clerkUserId, scopes: ["booking:read"] } as const;
    const api = createCaller(() => createContext(meeting.ports)({ caller, request }));

    expect((await api.booking.list({ when: "upcoming" })).items).toHaveLength(1);
    await expect(api.booking.reschedule(meeting.moveTo(11))).rejects.toMatchObject({
      code: "UNAUTHORIZED",
      cause: { code: "UNAUTHENTICATED", details: { scope: "booking:reschedule" } },
    });
    await expect(api.notification.unreadCount()).rejects.toMatchObject({
      cause: { details: { scope: "notification:read" } },
    });
    expect(await meeting.row()).toMatchObject({ version: 1 });
  });
});

describe("a change of a person at the identity provider", () => {
  it("updates name and address and imports the meetings of the new address", async () => {
    const meeting = await arrangeMeeting();
    const { stranger } = meeting.people;
    const email = `new-${stranger.email}`;
    await bookAtCal(meeting, { name: "Stan", email }, 12);
    await syncCoachNow(meeting.ports, meeting.people.coach.ulid);
    const identity = {
      getProfile: async () => ({ email, name: "Stan Stronger" }),
    };
    expect((await meeting.as("stranger").booking.list({ when: "upcoming" })).items).toEqual([]);

    expect(await refreshPerson({ ...meeting.ports, identity }, stranger.clerkUserId)).toBe(true);

    expect(await meeting.ports.db.users.getByUlid(stranger.ulid)).toMatchObject({
      name: "Stan Stronger",
      email,
      timeZone: stranger.timeZone,
    });
    expect((await meeting.as("stranger").booking.list({ when: "upcoming" })).items).toHaveLength(1);
    expect(await refreshPerson(meeting.ports, "user_nobody")).toBe(false);
  });

  it("erases a person who leaves; the other person keeps the meeting", async () => {
    const meeting = await arrangeMeeting();
    const { mentee } = meeting.people;

    expect(await erasePerson(meeting.ports, mentee.clerkUserId)).toBe(true);

    expect(await erasePerson(meeting.ports, mentee.clerkUserId)).toBe(false);
    expect(JSON.stringify(await sql(`select * from "User"`))).not.toContain(mentee.email);
    expect(
      await meeting.as("coach").booking.get({ bookingUlid: meeting.bookingUlid }),
    ).toMatchObject({ mentee: { name: "Deleted user" }, menteeConnection: "notConnected" });
  });
});
