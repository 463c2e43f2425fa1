import { dayMs } from "@reslot/cal/time";
import { ulid } from "ulid";
import { describe, expect, it } from "vitest";
import { db, makeMeeting, type Meeting, newCalUserId, newUlids, sql } from "./fixtures.ts";

const everyMs = 7 * dayMs;

const pairOf = ({ coach, mentee }: Meeting) => ({
  coachUserUlid: coach.ulid,
  menteeUserUlid: mentee.ulid,
});

const remind = ({ bookingUlid, mentee }: Meeting) =>
  db.coachReminders.remind({
    menteeUserUlid: mentee.ulid,
    bookingUlid,
    everyMs,
    newUlids: newUlids(),
  });

const toldTo = (userUlid: string) =>
  sql<{ kind: string; unread: boolean; mail: boolean }>(
    `select told."kind", told."readAt" is null as unread, mail."doneAt" is null as mail
    from public."Notifications" as told
    left join public."Outbox" as mail on mail."payload" ->> 'notificationUlid' = told."ulid"
    where told."userUlid" = '${userUlid}' order by told."createdAt"`,
  );

function connect({ coach }: Meeting) {
  const me = { calUserId: newCalUserId(), calUsername: "sam", calEmail: coach.email };
  return db.calConnections.saveApiKey({
    ulid: ulid(),
    userUlid: coach.ulid,
    apiKey: "cal_live_coach",
    me,
  });
}

describe("reminding a coach to connect", () => {
  it("tells the coach in the app and by mail, once a week for each pair", async () => {
    const meeting = await makeMeeting();
    const other = await makeMeeting({ coach: meeting.coach, mentee: meeting.mentee });
    expect(await db.coachReminders.getLast(pairOf(meeting))).toBeNull();

    const [first, second] = await Promise.all([remind(meeting), remind(other)]);

    const outcomes = [first.outcome, second.outcome];
    expect(outcomes.toSorted()).toEqual(["reminded", "tooEarly"]);
    expect(first).toMatchObject({ nextAllowedAt: expect.any(String) });
    const unread = { kind: "coachNotConnected", unread: true, mail: true };
    expect(await toldTo(meeting.coach.ulid)).toEqual([unread]);
    expect(await toldTo(meeting.mentee.ulid)).toEqual([]);
    expect(await db.coachReminders.getLast(pairOf(meeting))).not.toBeNull();

    await sql(`update public."Notifications" set "createdAt" = "createdAt" - interval '8 days'
      where "userUlid" = '${meeting.coach.ulid}'`);
    expect(await remind(meeting)).toMatchObject({ outcome: "reminded" });
    expect(await toldTo(meeting.coach.ulid)).toEqual([unread]);
    const stranger = await makeMeeting({ coach: meeting.coach });
    expect(await remind(stranger)).toMatchObject({ outcome: "reminded" });
  });

  it("ends when the coach connects, and is then not needed", async () => {
    const meeting = await makeMeeting();
    await remind(meeting);

    await connect(meeting);

    expect(await toldTo(meeting.coach.ulid)).toEqual([
      { kind: "coachNotConnected", unread: false, mail: false },
    ]);
    expect(await remind(meeting)).toEqual({ outcome: "connected" });
  });

  it("is only for the mentee of a meeting that is still to come", async () => {
    const past = await makeMeeting({ start: Date.now() - dayMs });
    const meeting = await makeMeeting();

    expect(await remind(past)).toEqual({ outcome: "noMeeting" });
    expect(await remind({ ...meeting, mentee: meeting.coach })).toEqual({ outcome: "noMeeting" });
    expect(await toldTo(meeting.coach.ulid)).toEqual([]);
  });
});
