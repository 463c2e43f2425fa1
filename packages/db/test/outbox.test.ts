import { minuteMs } from "@reslot/cal/time";
import { ulid } from "ulid";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import type { OutboxRow } from "../src/index.ts";
import { db, LEASE_MS, makeMeeting, type Meeting, moveOf, sending, sql } from "./fixtures.ts";

const claimBatch = (limit = 100) => db.outbox.claimBatch({ limit, leaseMs: LEASE_MS });
const claimOf = ({ ulid: row, fence }: OutboxRow) => ({ ulid: row, fence });
const ulidsOf = (rows: readonly OutboxRow[] = []) => rows.map(({ ulid: row }) => row);

/** Makes every row due that waits or is leased. */
const letTimePass = () =>
  sql(`update "Outbox" set "availableAt" = now() - interval '1 second', "leaseUntil" = null
    where "doneAt" is null and "deadAt" is null`);

/** Two mails of a move, and no other one. */
async function arrangeMails(): Promise<Meeting> {
  await sql(`delete from "Outbox"`);
  const meeting = await makeMeeting();
  await db.attempts.apply(moveOf(meeting));
  await letTimePass();
  return meeting;
}

beforeEach(() => sql(`delete from "Outbox"`));
afterAll(() => sql(`delete from "Outbox"`));

describe("the outbox", () => {
  it("gives mails to one worker at a time, with the data they are rendered from", async () => {
    const meeting = await arrangeMails();

    const batch = await claimBatch();
    expect(batch?.rows).toHaveLength(2);
    const [row] = batch?.rows ?? [];
    expect(row).toMatchObject({ topic: "mail", tries: 1, fence: 1 });
    expect(batch?.rows.map(({ batchKey }) => batchKey)).toEqual([batch?.key, batch?.key]);
    expect(await claimBatch()).toBeNull();

    const notificationUlid = row?.payload.notificationUlid ?? "";
    const loaded = await db.outbox.loadNotifications([notificationUlid, ulid()]);
    expect([...loaded.keys()]).toEqual([notificationUlid]);
    const booking = loaded.get(notificationUlid)?.booking;
    expect(booking).toMatchObject({ ulid: meeting.bookingUlid, coach: meeting.coach });
    expect(booking?.mentee.email).toBe(meeting.mentee.email);
  });

  it("knows the sender for who has moved a meeting with them, or has let them see their time", async () => {
    const meeting = await makeMeeting();
    await sending(meeting);
    await db.attempts.apply(moveOf(meeting));
    await sql(`insert into "BookingPeople" ("bookingUlid", "hostEmail", "attendeeEmail")
      values ('${meeting.bookingUlid}', 'sam@cal.example', 'alex@cal.example')`);
    const rows = await sql<{ ulid: string; userUlid: string }>(
      `select "ulid", "userUlid" from "Notifications" where "bookingUlid" = '${meeting.bookingUlid}'`,
    );
    const known = async () => {
      const senders = await db.outbox.loadKnownSenders(rows.map(({ ulid: id }) => id));
      return Object.fromEntries(rows.map(({ ulid: id, userUlid }) => [userUlid, senders.get(id)]));
    };
    const { coach, mentee } = meeting;

    expect(await known()).toEqual({
      [coach.ulid]: { address: "alex@cal.example" },
      [mentee.ulid]: undefined,
    });
    await sql(`insert into "CalendarConsents" ("menteeUserUlid", "coachUserUlid", "state", "source", "askedAt")
      values ('${mentee.ulid}', '${coach.ulid}', 'asked', 'meeting', now())`);
    expect((await known())[mentee.ulid]).toBeUndefined();
    await sql(`update "CalendarConsents" set "state" = 'allowed', "decidedAt" = now(), "lengthMinutes" = 45,
      "gridMinutes" = 15, "gridPhase" = 0 where "menteeUserUlid" = '${mentee.ulid}'`);
    expect((await known())[mentee.ulid]).toEqual({ address: "sam@cal.example" });
  });

  it("settles a row only with the latest fence", async () => {
    await arrangeMails();
    const [first, second] = (await claimBatch())?.rows ?? [];
    if (!first || !second) throw new Error("nothing was claimed");
    const error = "422";

    const stale = { ...claimOf(first), fence: first.fence + 1 };
    expect(await db.outbox.settle([{ ...stale, outcome: "done" }])).toBe(0);
    expect(
      await db.outbox.settle([
        { ...claimOf(first), outcome: "done" },
        { ...claimOf(second), outcome: "dead", error },
      ]),
    ).toBe(2);
    expect(await db.outbox.settle([{ ...claimOf(first), outcome: "done" }])).toBe(0);

    await letTimePass();
    expect(await claimBatch()).toBeNull();
    const dead = await sql(
      `select "lastError", "batchKey" from "Outbox" where "deadAt" is not null`,
    );
    expect(dead).toEqual([{ lastError: error, batchKey: null }]);
  });

  it("claims the same batch again, under its key, while its outcome is not known", async () => {
    await arrangeMails();
    await sql(`insert into "Outbox" ("ulid", "dedupeKey", "topic", "payload", "availableAt")
      values ('${ulid()}', 'mail:late', 'mail', '{"notificationUlid":"x"}', now() + interval '1 second')`);
    const first = await claimBatch();
    const unknown = { outcome: "unknown", delayMs: minuteMs, error: "503" } as const;
    await db.outbox.settle((first?.rows ?? []).map((row) => ({ ...claimOf(row), ...unknown })));
    expect(await claimBatch()).toBeNull();
    await letTimePass();
    await sql(`update "Outbox" set "availableAt" = "availableAt" - interval '1 minute'
      where "batchKey" is not null`);

    const second = await claimBatch(1);
    expect(second?.key).toBe(first?.key);
    expect(ulidsOf(second?.rows)).toEqual(ulidsOf(first?.rows));
    expect(second?.rows.map(({ tries }) => tries)).toEqual([2, 2]);

    const other = await claimBatch();
    expect(other?.rows.map(({ dedupeKey }) => dedupeKey)).toEqual(["mail:late"]);
    expect(other?.key).not.toBe(first?.key);
  });

  it("claims the whole of a batch again when one of its mails is due before the others", async () => {
    await arrangeMails();
    const first = await claimBatch();
    const [one, two] = first?.rows ?? [];
    if (!one || !two) throw new Error("nothing was claimed");
    await db.outbox.settle([
      { ...claimOf(one), outcome: "unknown", delayMs: 0, error: "503" },
      { ...claimOf(two), outcome: "unknown", delayMs: minuteMs, error: "503" },
    ]);

    expect(ulidsOf((await claimBatch())?.rows)).toEqual(ulidsOf(first?.rows));
    expect(await claimBatch()).toBeNull();
  });

  it("claims the same batch again after a worker died with it", async () => {
    await arrangeMails();
    const first = await claimBatch();
    await letTimePass();

    expect((await claimBatch())?.key).toBe(first?.key);
  });

  it("keeps the key of a batch that may have been sent when its repetition is over a limit", async () => {
    await arrangeMails();
    const first = await claimBatch();
    const settleAs = (outcome: "unknown" | "limited", rows: readonly OutboxRow[] = []) =>
      db.outbox.settle(
        rows.map((row) => ({ ...claimOf(row), outcome, delayMs: 0, error: "simulated" })),
      );
    await settleAs("unknown", first?.rows);
    const second = await claimBatch();
    await settleAs("limited", second?.rows);

    const third = await claimBatch();

    expect([second?.key, third?.key]).toEqual([first?.key, first?.key]);
    expect(third?.rows.map(({ tries }) => tries)).toEqual([2, 2]);
  });

  it("puts what failed into a new batch, and counts no try that a limit refused", async () => {
    await arrangeMails();
    const first = await claimBatch();
    const [one, two] = first?.rows ?? [];
    if (!one || !two) throw new Error("nothing was claimed");
    await db.outbox.settle([
      { ...claimOf(one), outcome: "limited", delayMs: 0, error: "429" },
      { ...claimOf(two), outcome: "failed", delayMs: 0, error: "401" },
    ]);

    const second = await claimBatch();
    expect(second?.key).not.toBe(first?.key);
    expect(second?.rows.map(({ tries }) => tries)).toEqual([1, 2]);
  });

  it("gives out at most as many as one request takes", async () => {
    await sql(`insert into "Outbox" ("ulid", "dedupeKey", "topic", "payload")
      select '0' || lpad(n::text, 25, '0'), 'mail:' || n, 'mail', '{"notificationUlid":"x"}'
      from generate_series(1, 5) n`);

    const sizes = [
      await claimBatch(2),
      await claimBatch(2),
      await claimBatch(2),
      await claimBatch(2),
    ];

    expect(sizes.map((batch) => batch?.rows.length ?? 0)).toEqual([2, 2, 1, 0]);
  });
});
