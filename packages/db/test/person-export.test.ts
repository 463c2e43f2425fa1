import { ulid } from "ulid";
import { describe, expect, it } from "vitest";
import type { PersonExport } from "../src/index.ts";
import { db, makeMeeting, moveOf, newUlids, sending, sql } from "./fixtures.ts";

/** The part of a person's export that has the rows of a table, or why it has none of them. */
const PARTS: Readonly<Record<string, keyof PersonExport | { leftOut: string }>> = {
  BookingCalRefs: { leftOut: "Cal.com's uids, by which anyone can move a booking" },
  BookingEvents: "history",
  BookingPeople: { leftOut: "an address may be of someone who has taken the person's place" },
  Bookings: "meetings",
  CalBudgets: { leftOut: "counts under hashes, for a day" },
  CalIntegrations: "calConnection",
  CalSubscriptions: { leftOut: "secrets and retries of the connection" },
  CalendarConsents: "sharing",
  ChangeFeed: { leftOut: "ids of the rows that changed, for a day" },
  HeldTimes: { leftOut: "times of moves that are being made, for minutes" },
  Jobs: { leftOut: "names of jobs" },
  MailSuppressions: "mailStopped",
  Notifications: "notifications",
  OAuthStates: { leftOut: "secrets of a connection that is being made" },
  Outbox: { leftOut: "ids of notifications" },
  RateLimits: { leftOut: "counts under hashes, for two days" },
  RescheduleAttempts: "moves",
  User: "person",
  UserAddresses: "addresses",
  WebhookInbox: { leftOut: "Cal.com's uids, for a week" },
};

let calUserId = 76_000_000;

/** A meeting that the mentee has moved, with what leads to a row in every part. */
async function makeTraces() {
  const meeting = await makeMeeting();
  const { coach, mentee } = meeting;
  await sending(meeting, { actor: mentee });
  const moved = moveOf(meeting);
  await db.attempts.apply(moved);
  calUserId += 1;
  await db.calConnections.saveApiKey({
    ulid: ulid(),
    userUlid: mentee.ulid,
    apiKey: "cal_live_exported",
    me: { calUserId, calUsername: "maya", calEmail: mentee.email },
  });
  const pair = { coachUserUlid: coach.ulid, menteeUserUlid: mentee.ulid };
  await db.consents.ask({ ...pair, everyMs: 0, newUlids: newUlids() });
  const { bookingUlid } = meeting;
  const reminder = { menteeUserUlid: mentee.ulid, bookingUlid, everyMs: 0, newUlids: newUlids() };
  await db.coachReminders.remind(reminder);
  await sql(`insert into "MailSuppressions" ("addressHash", "reason")
    values (hash_address(upper('${mentee.email}')), 'unsubscribed')`);
  return { ...meeting, calUids: [meeting.calUid, moved.toCalUid] };
}

describe("the export of what is kept about a person", () => {
  it("has a part for every table, or a reason", async () => {
    const tables = await sql<{ name: string }>(`select relname as name from pg_class
      where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition order by 1`);
    expect(tables.map(({ name }) => name).toSorted()).toEqual(Object.keys(PARTS).toSorted());
  });

  it("has rows in every part, and nothing that is another person's", async () => {
    const { coach, mentee, calUids, bookingUlid: meetingUlid } = await makeTraces();

    const data = await db.users.exportOf(mentee.ulid);

    const parts = Object.values(PARTS).filter((part) => typeof part === "string");
    // A reminder is a notification of the coach, and kept about the mentee who sent it.
    parts.push("reminders");
    expect(parts.toSorted()).toEqual(Object.keys(data).toSorted());
    const isEmpty = (part: keyof PersonExport) => [null, 0].includes(lengthOf(data[part]));
    expect(parts.filter(isEmpty)).toEqual([]);
    expect(data).toMatchObject({
      person: { clerkUserId: mentee.clerkUserId },
      mailStopped: [{ address: mentee.email, reason: "unsubscribed" }],
      calConnection: { calUserId },
      sharing: [{ coach: coach.name, state: "asked" }],
      history: [{ kind: "moved" }],
      moves: [{ kind: "move" }],
      reminders: [{ coach: coach.name, bookingUlid: meetingUlid }],
    });
    const text = JSON.stringify(data);
    const secrets = [coach.email, coach.ulid, coach.clerkUserId, ...calUids, "cal_live"];
    expect(secrets.filter((secret) => text.includes(secret))).toEqual([]);
  });

  it("has the reminders to a coach who was replaced since", async () => {
    const { mentee, coach, bookingUlid } = await makeTraces();
    const { coach: next } = await makeMeeting();
    await sql(
      `update "Bookings" set "coachUserUlid" = '${next.ulid}' where "ulid" = '${bookingUlid}'`,
    );

    const { reminders } = await db.users.exportOf(mentee.ulid);

    expect(reminders).toMatchObject([{ coach: coach.name, bookingUlid }]);
  });

  it("does not tell a coach what a mentee has decided", async () => {
    const { coach } = await makeTraces();
    expect(await db.users.exportOf(coach.ulid)).toMatchObject({
      meetings: [{ role: "coach" }],
      sharing: [],
      mailStopped: [],
      moves: [],
      reminders: [],
    });
  });
});

const lengthOf = (part: PersonExport[keyof PersonExport]): number | null =>
  part && (Array.isArray(part) ? part.length : Object.keys(part).length);
