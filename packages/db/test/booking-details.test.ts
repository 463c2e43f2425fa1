import { ulid } from "ulid";
import { describe, expect, it } from "vitest";
import type { User } from "../src/index.ts";
import { db, dbOf, makeMeeting, type Meeting, moveOf, sending, sql } from "./fixtures.ts";

const details = {
  joinUrl: "https://meet.example.test/sam",
  location: null,
  description: "Bring the draft.",
  answers: [{ question: "Your goal", answer: "A plan" }],
};

const note = ({ calUid }: Pick<Meeting, "calUid">, calDetails: typeof details | null = details) =>
  db.bookings.noteObserved([{ calBookingUid: calUid, coach: null, mentee: null, calDetails }]);

const readAs = ({ bookingUlid }: Meeting, person: User) =>
  dbOf(person).bookings.getForParticipant({ bookingUlid, userUlid: person.ulid });

describe("what Cal.com has of a booking beside its times", () => {
  it("is for its two people, and stays when it could not be read", async () => {
    const meeting = await makeMeeting();
    await expect(readAs(meeting, meeting.mentee)).resolves.toMatchObject({ calDetails: null });

    await note(meeting);
    await note(meeting, null);

    for (const person of [meeting.coach, meeting.mentee]) {
      await expect(db.bookings.getForParticipant(keyOf(meeting, person))).resolves.toMatchObject({
        calDetails: details,
      });
    }
  });

  it("loses a link that names a uid with the move that replaces it, and no other link", async () => {
    const own = await makeMeeting();
    await note(own, { ...details, joinUrl: `https://app.cal.com/video/${own.calUid}` });
    const other = await makeMeeting();
    await note(other);

    for (const meeting of [own, other]) {
      await sending(meeting);
      await db.attempts.apply(moveOf(meeting));
    }

    const linkOf = async (meeting: Meeting) =>
      (await db.bookings.getForParticipant(keyOf(meeting, meeting.coach)))?.calDetails?.joinUrl;
    await expect(linkOf(own)).resolves.toBeNull();
    await expect(linkOf(other)).resolves.toBe(details.joinUrl);
  });

  it("is erased with either account, and does not come back", async () => {
    const meeting = await makeMeeting();
    await note(meeting);

    await db.users.anonymise({ clerkUserId: meeting.mentee.clerkUserId });
    await note(meeting);

    await expect(
      db.bookings.getForParticipant(keyOf(meeting, meeting.coach)),
    ).resolves.toMatchObject({ calDetails: null });
  });
});

describe("the mentee's word that a time works for them", () => {
  const say = ({ bookingUlid }: Meeting, person: User, version = 1) =>
    db.bookings.acknowledge({ bookingUlid, userUlid: person.ulid, version });

  it("is kept with its first time, for the version that it was said of", async () => {
    const meeting = await makeMeeting();

    const at = await say(meeting, meeting.mentee);
    expect(at).not.toBeNull();
    await expect(say(meeting, meeting.mentee)).resolves.toBe(at);
    await expect(say(meeting, meeting.mentee, 2)).resolves.toBeNull();
    await expect(
      db.bookings.getForParticipant(keyOf(meeting, meeting.coach)),
    ).resolves.toMatchObject({ acknowledgedVersion: 1, acknowledgedAt: at });
    const heard = await sql(`select from "ChangeFeed" where "kind" = 'booking'
      and "bookingUlid" = '${meeting.bookingUlid}'`);
    expect(heard).toHaveLength(2); // made, acknowledged
  });

  it("is nobody else's, and not of a meeting that ended or takes place no more", async () => {
    const meeting = await makeMeeting();
    await expect(say(meeting, meeting.coach)).resolves.toBeNull();

    await sql(
      `update "Bookings" set "status" = 'cancelled' where "ulid" = '${meeting.bookingUlid}'`,
    );
    await expect(say(meeting, meeting.mentee)).resolves.toBeNull();

    const past = await makeMeeting();
    await sql(`update "Bookings" set "startTime" = now() - interval '2 hours',
      "endTime" = now() - interval '1 hour' where "ulid" = '${past.bookingUlid}'`);
    await expect(say(past, past.mentee)).resolves.toBeNull();
  });
});

describe("the other person's address", () => {
  const seen = ({ coach, mentee, calUid: calBookingId }: Meeting) =>
    db.observations.people({
      calBookingId,
      calUpdatedAt: null,
      hostEmails: [coach.email],
      attendeeEmails: [mentee.email],
      newUlids: Array.from({ length: 6 }, () => ulid()),
    });
  const emailFor = async (meeting: Meeting, person: User) =>
    (await readAs(meeting, person))?.counterpartEmail;

  it("is not told because of a booking, and is once a reader has moved a meeting", async () => {
    const meeting = await makeMeeting();
    const { coach, mentee } = meeting;
    await seen(meeting);
    await expect(emailFor(meeting, coach)).resolves.toBeNull();
    await expect(emailFor(meeting, mentee)).resolves.toBeNull();

    await sending(meeting, { actor: mentee });
    await db.attempts.apply(moveOf(meeting));

    await expect(emailFor(meeting, mentee)).resolves.toBe(coach.email);
    await expect(emailFor(meeting, coach)).resolves.toBeNull();
  });

  it("is told to both while the mentee shares with the coach", async () => {
    const meeting = await makeMeeting();
    const { coach, mentee } = meeting;
    await seen(meeting);
    await sql(`insert into "CalendarConsents" ("menteeUserUlid", "coachUserUlid", "state", "lengthMinutes",
      "gridMinutes", "gridPhase", "decidedAt", "source")
      values ('${mentee.ulid}', '${coach.ulid}', 'allowed', 45, 45, 0, now(), 'mentee')`);

    await expect(emailFor(meeting, coach)).resolves.toBe(mentee.email);
    await expect(emailFor(meeting, mentee)).resolves.toBe(coach.email);
  });
});

function keyOf({ bookingUlid }: Meeting, { ulid: userUlid }: User) {
  return { bookingUlid, userUlid };
}
