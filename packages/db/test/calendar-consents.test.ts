import { dayMs } from "@reslot/cal/time";
import { ulid } from "ulid";
import { describe, expect, it } from "vitest";
import {
  clientOf,
  db,
  dbOf,
  makeMeeting,
  makeUser,
  type Meeting,
  moveOf,
  newUlids,
  sending,
  sql,
} from "./fixtures.ts";

const everyMs = 7 * dayMs;
const grid = { lengths: [45], gridMinutes: 15, gridPhase: 0, source: "mentee" } as const;

const pairOf = ({ coach, mentee }: Meeting) => ({
  coachUserUlid: coach.ulid,
  menteeUserUlid: mentee.ulid,
});

let nextCalUser = 78_000_000;

async function connected(given: Partial<Meeting> = {}): Promise<Meeting> {
  const meeting = await makeMeeting(given);
  nextCalUser += 1;
  await db.calConnections.saveApiKey({
    ulid: ulid(),
    userUlid: meeting.mentee.ulid,
    apiKey: "cal_live_mentee",
    me: { calUserId: nextCalUser, calUsername: "alex", calEmail: meeting.mentee.email },
  });
  return meeting;
}

const askFirst = ({ bookingUlid }: Meeting, byMail = true) =>
  db.consents.askFirst({ bookingUlid, byMail, newUlids: newUlids() });

async function toldTo(userUlid: string): Promise<string[]> {
  const rows = await sql<{ kind: string }>(
    `select "kind" from public."Notifications" where "userUlid" = '${userUlid}' order by "createdAt"`,
  );
  return rows.map(({ kind }) => kind);
}

const mailTo = (userUlid: string) =>
  sql<{ open: boolean }>(`select "doneAt" is null as open from public."Outbox" as mail
    join public."Notifications" as about on about."ulid" = mail."payload" ->> 'notificationUlid'
    where about."userUlid" = '${userUlid}'`);

describe("the question about a coach", () => {
  it("is asked once, at the first meeting, of a mentee who is connected", async () => {
    const meeting = await connected();
    const unconnected = await makeMeeting();
    const past = await connected({ start: Date.now() - 9 * dayMs });

    expect(await askFirst(meeting)).toBe(true);
    expect(await askFirst(meeting)).toBe(false);
    expect(await askFirst(unconnected)).toBe(false);
    expect(await askFirst(past)).toBe(false);
    expect(await toldTo(meeting.mentee.ulid)).toEqual(["consentAsked"]);
    expect(await mailTo(meeting.mentee.ulid)).toEqual([{ open: true }]);
    expect(await toldTo(meeting.coach.ulid)).toEqual([]);
    expect(await db.consents.get(pairOf(meeting))).toMatchObject({
      state: "asked",
      source: "meeting",
      decidedAt: null,
    });
  });

  it("may be asked by the coach once a week, and replaces the earlier one", async () => {
    const meeting = await connected();
    await askFirst(meeting);
    const ask = () => db.consents.ask({ ...pairOf(meeting), everyMs, newUlids: newUlids() });

    expect(await ask()).toMatchObject({ outcome: "tooEarly", nextAllowedAt: expect.any(String) });
    await sql(`update public."CalendarConsents" set "askedAt" = now() - interval '8 days'
      where "menteeUserUlid" = '${meeting.mentee.ulid}'`);
    expect(await ask()).toMatchObject({ outcome: "asked" });
    expect(await ask()).toMatchObject({ outcome: "tooEarly" });

    expect(await toldTo(meeting.mentee.ulid)).toEqual(["consentAsked"]);
    expect(await mailTo(meeting.mentee.ulid)).toHaveLength(1);
    const stranger = await makeUser();
    expect(
      await db.consents.ask({
        ...pairOf(meeting),
        coachUserUlid: stranger.ulid,
        everyMs,
        newUlids: newUlids(),
      }),
    ).toEqual({ outcome: "noMeeting" });
  });

  it("is not asked by a coach of a mentee who has no account connected", async () => {
    const meeting = await makeMeeting();

    expect(await db.consents.ask({ ...pairOf(meeting), everyMs, newUlids: newUlids() })).toEqual({
      outcome: "notConnected",
    });
    expect(await toldTo(meeting.mentee.ulid)).toEqual([]);
    expect(await db.consents.get(pairOf(meeting))).toBeNull();
  });

  it("is answered on the coach's open pages only where they show something else then", async () => {
    const meeting = await connected();
    const changes = async () => {
      const [row] = await sql<{ count: number }>(`select count(*)::int as count
        from public."ChangeFeed" where "kind" = 'booking' and "bookingUlid" = '${meeting.bookingUlid}'`);
      return row?.count ?? 0;
    };
    const changed = async (decide: () => Promise<unknown>) => {
      const before = await changes();
      await decide();
      return (await changes()) - before;
    };
    const allow = () => db.consents.allow({ ...pairOf(meeting), ...grid });
    const stop = () => db.consents.stop(pairOf(meeting));
    const disown = () =>
      db.consents.disown({ menteeUserUlid: meeting.mentee.ulid, bookingUlid: meeting.bookingUlid });

    expect(await changed(() => askFirst(meeting))).toBe(0);
    expect(await changed(stop)).toBe(0);
    expect(await changed(disown)).toBe(0);
    expect(await changed(() => db.consents.restore(pairOf(meeting)))).toBe(0);
    expect(await changed(allow)).toBe(1);
    expect(await changed(stop)).toBe(1);
    expect(await changed(allow)).toBe(1);
    expect(await changed(disown)).toBe(1);
  });

  it("can be answered otherwise after another host has taken over the pair's only meeting", async () => {
    const meeting = await connected();
    await db.consents.allow({ ...pairOf(meeting), ...grid });
    const next = await makeUser();
    await sql(`update public."Bookings" set "coachUserUlid" = '${next.ulid}'
      where "ulid" = '${meeting.bookingUlid}'`);

    expect((await db.consents.stop(pairOf(meeting)))?.state).toBe("stopped");
  });

  it("ends with the answer", async () => {
    const meeting = await connected();
    await askFirst(meeting);

    expect(await db.consents.allow({ ...pairOf(meeting), ...grid })).toMatchObject({
      state: "allowed",
      lengthMinutes: 45,
      gridMinutes: 15,
    });

    expect(await mailTo(meeting.mentee.ulid)).toEqual([{ open: false }]);
    expect(await db.notifications.unreadCount({ userUlid: meeting.mentee.ulid })).toBe(0);
    const next = await db.consents.ask({ ...pairOf(meeting), everyMs, newUlids: newUlids() });
    expect(next).toEqual({ outcome: "allowed" });
    expect((await db.consents.stop(pairOf(meeting)))?.state).toBe("stopped");
    expect((await db.consents.stop(pairOf(meeting)))?.state).toBe("stopped");
  });

  it("is open about every coach of a coming meeting until it is decided", async () => {
    const meeting = await connected();
    const { mentee } = meeting;
    const other = await makeMeeting({ mentee });
    await makeMeeting({ mentee, start: Date.now() - 9 * dayMs });
    const open = async () =>
      (await db.consents.ofMentee({ menteeUserUlid: mentee.ulid })).open.map(
        ({ bookingUlid }) => bookingUlid,
      );

    expect((await open()).toSorted()).toEqual([meeting.bookingUlid, other.bookingUlid].toSorted());
    await db.consents.allow({ ...pairOf(meeting), ...grid });
    expect(await open()).toEqual([other.bookingUlid]);
    await db.consents.stop(pairOf(other));
    const { decided } = await db.consents.ofMentee({ menteeUserUlid: mentee.ulid });
    expect(decided.map(({ state, name }) => `${name} ${state}`).toSorted()).toEqual([
      "Sam Okafor allowed",
      "Sam Okafor refused",
    ]);
    const apart = { coachUserUlid: meeting.coach.ulid, menteeUserUlid: other.coach.ulid };
    expect(await db.consents.allow({ ...apart, ...grid })).toBeNull();
    expect(await db.consents.stop(apart)).toBeNull();
  });
});

describe("a coach whom the mentee does not know", () => {
  const disown = ({ mentee, bookingUlid }: Meeting) =>
    db.consents.disown({ menteeUserUlid: mentee.ulid, bookingUlid });

  it("keeps the meetings, and the mentee neither sees them nor hears of them", async () => {
    const meeting = await connected();
    const { coach, mentee, bookingUlid } = meeting;
    await askFirst(meeting);

    expect(await disown(meeting)).toBe(coach.ulid);
    await sending(meeting);
    await db.attempts.apply(moveOf(meeting));
    const later = await makeMeeting({ coach, mentee });

    for (const reads of [db, dbOf(mentee)]) {
      const participant = { bookingUlid, userUlid: mentee.ulid };
      expect(await reads.bookings.getForParticipant(participant)).toBeNull();
      const again = { bookingUlid: later.bookingUlid, userUlid: mentee.ulid };
      expect(await reads.bookings.getForParticipant(again)).toBeNull();
    }
    const page = { when: "upcoming", now: Date.now(), cursor: null, limit: 9 } as const;
    const own = await dbOf(mentee).bookings.list({ userUlid: mentee.ulid, ...page });
    expect(own.items).toEqual([]);
    const theirs = await dbOf(coach).bookings.list({ userUlid: coach.ulid, ...page });
    expect(theirs.items).toHaveLength(2);
    expect(await db.notifications.unreadCount({ userUlid: mentee.ulid })).toBe(0);
    expect(await toldTo(mentee.ulid)).toEqual(["consentAsked"]);
    expect(await toldTo(coach.ulid)).toEqual(["bookingMoved"]);
    expect(await mailTo(mentee.ulid)).toEqual([{ open: false }]);
  });

  it("does not learn of it, and reaches the mentee by no question", async () => {
    const meeting = await connected();
    await disown(meeting);
    const ask = await db.consents.ask({ ...pairOf(meeting), everyMs, newUlids: newUlids() });

    expect(ask).toMatchObject({ outcome: "asked" });
    expect(await toldTo(meeting.mentee.ulid)).toEqual([]);
    const { error } = await clientOf(meeting.coach).from("Bookings").select("hiddenFromMentee");
    expect(error?.code).toBe("42501");
    const consents = await clientOf(meeting.coach).from("CalendarConsents").select("state");
    expect(consents.error?.code).toBe("42501");
  });

  it("can be known after all, without seeing anything", async () => {
    const meeting = await connected();
    await db.consents.allow({ ...pairOf(meeting), ...grid });
    await disown(meeting);

    expect((await db.consents.get(pairOf(meeting)))?.state).toBe("stopped");
    expect(await db.consents.restore(pairOf(meeting))).toBe(true);
    expect(await db.consents.restore(pairOf(meeting))).toBe(false);
    const participant = { bookingUlid: meeting.bookingUlid, userUlid: meeting.mentee.ulid };
    expect(await db.bookings.getForParticipant(participant)).not.toBeNull();
    expect(await db.consents.get(pairOf(meeting))).toMatchObject({
      state: "stopped",
      disownedAt: null,
    });
  });

  it("is not disowned by anyone but the booking's mentee", async () => {
    const { coach, bookingUlid } = await connected();

    expect(await db.consents.disown({ menteeUserUlid: coach.ulid, bookingUlid })).toBeNull();
    expect(
      await db.consents.disown({ menteeUserUlid: coach.ulid, bookingUlid: ulid() }),
    ).toBeNull();
  });
});
