import { hourMs } from "@reslot/cal/time";
import { ulid } from "ulid";
import { beforeEach, describe, expect, it } from "vitest";
import {
  db,
  iso,
  LEASE_MS,
  makeMeeting,
  makeUser,
  type Meeting,
  moveOf,
  newUlids,
  sending,
  sql,
} from "./fixtures.ts";

interface MailRow {
  to: string;
  state: "waiting" | "done";
  /** How long after its first change it leaves, in s. */
  after: number;
  lastError: string | null;
  newStart: string;
  first: { startTime: string; status: string };
}

const mailsOf = ({ bookingUlid }: Meeting) =>
  sql<MailRow>(`select o."userUlid" as "to", o."lastError", o."payload" -> 'first' as "first",
    case when o."doneAt" is null then 'waiting' else 'done' end as "state",
    round(extract(epoch from o."availableAt" - o."createdAt"))::int as "after",
    to_jsonb(n."newStartTime") #>> '{}' as "newStart"
    from "Outbox" o join "Notifications" n on n."ulid" = o."payload" ->> 'notificationUlid'
    where o."bookingUlid" = '${bookingUlid}' order by o."createdAt", o."userUlid"`);

const notificationsOf = ({ bookingUlid }: Meeting) =>
  sql(`select from "Notifications" where "bookingUlid" = '${bookingUlid}'`);

/** Lets the waiting mails get older by some seconds. */
const wait = (seconds: number) =>
  sql(`update "Outbox" set "createdAt" = "createdAt" - interval '${seconds} seconds',
    "availableAt" = "availableAt" - interval '${seconds} seconds' where "doneAt" is null`);

const makeDue = () => wait(60);

/** Moves the meeting in Cal.com, and gives it as it is then. */
async function moveAtCal(meeting: Meeting, hours: number): Promise<Meeting> {
  const move = moveOf(meeting, hours);
  await db.attempts.apply(move);
  return { ...meeting, calUid: move.toCalUid, start: meeting.start + hours * hourMs };
}

const claim = async () =>
  (await db.outbox.claimBatch({ limit: 100, leaseMs: LEASE_MS }))?.rows ?? [];

const settle = (rows: Awaited<ReturnType<typeof claim>>) =>
  db.outbox.settle(rows.map((row) => ({ ulid: row.ulid, fence: row.fence, outcome: "done" })));

const sendDue = async () => {
  const rows = await claim();
  await settle(rows);
  return rows;
};

beforeEach(() => sql(`delete from "Outbox"`));

describe("mail about a change", () => {
  it("waits 15 seconds, and says what the booking was", async () => {
    const meeting = await makeMeeting();
    await moveAtCal(meeting, 2);

    const mails = await mailsOf(meeting);
    expect(mails.map(({ to }) => to)).toEqual([meeting.coach.ulid, meeting.mentee.ulid].toSorted());
    for (const mail of mails) {
      expect(mail).toMatchObject({ state: "waiting", after: 15, first: { status: "accepted" } });
      expect(Date.parse(mail.first.startTime)).toBe(meeting.start);
    }
    expect(await claim()).toEqual([]);
  });

  it("is one for a flood of twelve moves, from the first old time to the last new one", async () => {
    const meeting = await makeMeeting();
    let moved = meeting;
    for (let hours = 1; hours <= 12; hours += 1) moved = await moveAtCal(moved, 1);

    const mails = await mailsOf(meeting);
    expect(mails).toHaveLength(2);
    for (const mail of mails) {
      expect(Date.parse(mail.first.startTime)).toBe(meeting.start);
      expect(Date.parse(mail.newStart)).toBe(moved.start);
    }
    expect(await notificationsOf(meeting)).toHaveLength(24);
  });

  it("waits 15 seconds more after each further change, and 60 seconds in all", async () => {
    const meeting = await makeMeeting();
    let moved = await moveAtCal(meeting, 1);
    await wait(10);
    moved = await moveAtCal(moved, 1);
    expect((await mailsOf(meeting)).map(({ after }) => after)).toEqual([25, 25]);
    await wait(45);
    await moveAtCal(moved, 1);
    expect((await mailsOf(meeting)).map(({ after }) => after)).toEqual([60, 60]);
  });

  it("is not sent when the booking is back at what it was", async () => {
    const meeting = await makeMeeting();
    await moveAtCal(await moveAtCal(meeting, 2), -2);

    const mails = await mailsOf(meeting);
    expect(mails.map(({ state, lastError }) => `${state}: ${lastError}`)).toEqual(
      Array(2).fill("done: Nothing has changed in the end."),
    );
    await makeDue();
    expect(await claim()).toEqual([]);
  });

  it("is sent when the booking is back at its time, but cancelled", async () => {
    const meeting = await makeMeeting();
    const moved = await moveAtCal(meeting, 2);
    const back = await moveAtCal(moved, -2);
    await db.observations.status({
      calBookingId: back.calUid,
      status: "cancelled",
      newUlids: newUlids(),
    });

    const waiting = (await mailsOf(meeting)).filter(({ state }) => state === "waiting");
    expect(waiting).toHaveLength(2);
  });

  it("is another one once a provider may have the first", async () => {
    const meeting = await makeMeeting();
    const moved = await moveAtCal(meeting, 2);
    await makeDue();
    expect(await claim()).toHaveLength(2);
    await moveAtCal(moved, 1);

    const [first, , third] = (await mailsOf(meeting)).map((mail) => mail.first.startTime);
    expect(Date.parse(first ?? "")).toBe(meeting.start);
    expect(Date.parse(third ?? "")).toBe(moved.start);
    expect(await mailsOf(meeting)).toHaveLength(4);
  });

  it.each(["unknown", "failed"] as const)(
    "arrives after the one before it, whose sending was %s",
    async (outcome) => {
      const meeting = await makeMeeting();
      const moved = await moveAtCal(meeting, 2);
      await makeDue();
      const before = await claim();
      await moveAtCal(moved, 1);
      const again = { outcome, delayMs: 120_000, error: "no answer" };
      await db.outbox.settle(before.map(({ ulid: id, fence }) => ({ ulid: id, fence, ...again })));
      await makeDue();

      expect(before).toHaveLength(2);
      expect(await claim()).toEqual([]);
      await makeDue();
      const keysOf = (rows: readonly { dedupeKey: string }[]) =>
        rows.map(({ dedupeKey }) => dedupeKey).toSorted();
      expect(keysOf(await sendDue())).toEqual(keysOf(before));
      expect(await sendDue()).toHaveLength(2);
    },
  );

  it("does not exist for a move to the same time, nor does a notification", async () => {
    const meeting = await makeMeeting();
    const moved = await moveAtCal(meeting, 0);

    expect(await db.bookings.getByUlid(meeting.bookingUlid)).toMatchObject({
      calBookingId: moved.calUid,
      version: 2,
    });
    expect(await mailsOf(meeting)).toEqual([]);
    expect(await notificationsOf(meeting)).toEqual([]);
  });
});

describe("the limits of mail", () => {
  const to = (rows: readonly { payload: { notificationUlid: string } }[]) => rows.length;

  /** A mail to the mentee about each of some meetings that the coach moves, all due. */
  async function flood(count: number, people: Pick<Meeting, "coach" | "mentee">) {
    const rows = Array.from({ length: count }, () => {
      const id = ulid();
      return `('${id}', '${id}', 'mail', '{"notificationUlid":"x"}', 'change', '${people.mentee.ulid}',
        '${people.coach.ulid}', '${ulid()}')`;
    });
    await sql(`insert into "Outbox" ("ulid", "dedupeKey", "topic", "payload", "kind", "userUlid", "fromUserUlid",
      "bookingUlid") values ${rows.join(", ")}`);
  }

  /** Lets what was sent, and what waits, get older. */
  const letPass = (interval: string) =>
    sql(`update "Outbox" set "countedAt" = "countedAt" - interval '${interval}',
      "createdAt" = "createdAt" - interval '${interval}',
      "availableAt" = "availableAt" - interval '${interval}'`);

  it("let 10 mails an hour about one person's doing through, and the others later", async () => {
    const people = await makeMeeting();
    await flood(15, people);

    expect(to(await sendDue())).toBe(10);
    expect(to(await sendDue())).toBe(0);
    await letPass("59 minutes");
    expect(to(await sendDue())).toBe(0);
    await letPass("2 minutes");
    expect(to(await sendDue())).toBe(5);
  });

  it("let 30 mails a day through to one person, whoever caused them", async () => {
    const people = await makeMeeting();
    for (let each = 0; each < 4; each += 1)
      await flood(10, { ...people, coach: await makeUser(`Coach ${each}`) });

    expect(to(await sendDue())).toBe(30);
    await letPass("23 hours");
    expect(to(await sendDue())).toBe(0);
    await letPass("2 hours");
    expect(to(await sendDue())).toBe(0);
    const dropped = await sql(`select count(*)::int as n from "Outbox"
      where "doneAt" is not null and "lastError" = 'The limit for mail was reached.'`);
    expect(dropped).toEqual([{ n: 10 }]);
  });

  it("hold back nobody else's mail, and no receipt of one's own moves", async () => {
    const people = await makeMeeting();
    await flood(11, people);
    await flood(3, await makeMeeting());
    const own = await makeMeeting({ coach: people.mentee });
    await sending(own, { actor: people.mentee });
    await db.attempts.apply(moveOf(own));
    await makeDue();

    // Ten, three, and the two of a move: the mover's receipt and the other person's mail.
    expect(to(await sendDue())).toBe(15);
  });

  it("let one person ask another once a week", async () => {
    const people = await makeMeeting();
    const ask = async () => {
      await flood(1, people);
      await sql(
        `update "Outbox" set "kind" = 'ask' where "countedAt" is null and "doneAt" is null`,
      );
      return to(await sendDue());
    };

    expect([await ask(), await ask()]).toEqual([1, 0]);
    await letPass("7 days");
    expect(await ask()).toBe(1);
  });

  it("count a mail that is sent again only once", async () => {
    const people = await makeMeeting();
    await flood(10, people);
    const rows = await claim();
    const failed = { outcome: "failed", delayMs: 0, error: "401" } as const;
    await db.outbox.settle(rows.map(({ ulid: row, fence }) => ({ ulid: row, fence, ...failed })));

    expect(to(await sendDue())).toBe(10);
  });

  it("merge what changes while a mail waits for them", async () => {
    const meeting = await makeMeeting();
    await flood(10, meeting);
    await sendDue();
    const moved = await moveAtCal(meeting, 1);
    await makeDue();
    await sendDue();
    await moveAtCal(moved, 1);

    const mine = (await mailsOf(meeting)).filter((mail) => mail.to === meeting.mentee.ulid);
    expect(mine).toMatchObject([{ state: "waiting", newStart: expect.any(String) }]);
    expect(Date.parse(mine[0]?.newStart ?? "")).toBe(moved.start + hourMs);
    expect(iso(Date.parse(mine[0]?.first.startTime ?? ""))).toBe(iso(meeting.start));
  });
});
