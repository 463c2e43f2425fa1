import { dayMs } from "@reslot/cal/time";
import { ulid } from "ulid";
import { describe, expect, it } from "vitest";
import {
  begin,
  db,
  type Meeting,
  makeMeeting,
  moveOf,
  newUlids,
  prepared,
  sending,
  sql,
} from "./fixtures.ts";

const keep = { keepMs: 180 * dayMs, keepUnsentMs: dayMs };

/** Makes rows as old as that; no trigger notes the change. */
const age = (table: string, ulids: readonly string[], set: string) =>
  sql(`set session_replication_role = replica;
    update public."${table}" set ${set} where "ulid" in ('${ulids.join("','")}');
    set session_replication_role = origin`);
const ageAttempt = (attemptUlid: string, days: number) =>
  age("RescheduleAttempts", [attemptUlid], `"updatedAt" = now() - interval '${days} days'`);

/** A meeting that was moved by an attempt. */
async function moved(): Promise<{ meeting: Meeting; attemptUlid: string }> {
  const meeting = await makeMeeting();
  const { ulid: attemptUlid } = await sending(meeting);
  await db.attempts.apply({ ...moveOf(meeting), ownAttemptUlid: attemptUlid });
  return { meeting, attemptUlid };
}

const exists = async (table: string, one: string) =>
  (await sql(`select 1 from public."${table}" where "ulid" = '${one}'`)).length > 0;

describe("pruning attempts", () => {
  it("deletes one that was settled 180 days ago and keeps its history, also in the export", async () => {
    const { meeting, attemptUlid } = await moved();
    const before = await db.events.list(meeting);
    await ageAttempt(attemptUlid, 179);
    await db.attempts.prune(keep);
    expect(await exists("RescheduleAttempts", attemptUlid)).toBe(true);

    await ageAttempt(attemptUlid, 181);
    expect(await db.attempts.prune(keep)).toBeGreaterThan(0);
    expect(await exists("RescheduleAttempts", attemptUlid)).toBe(false);
    expect(await db.events.list(meeting)).toEqual(before);
    expect(before).toMatchObject([{ kind: "moved", actorRole: "coach", reason: "A clash" }]);
    const { history } = await db.users.exportOf(meeting.coach.ulid);
    expect(history).toMatchObject([{ bookingUlid: meeting.bookingUlid, reason: "A clash" }]);
  });

  it("lets no repetition of a deleted attempt move the meeting again", async () => {
    const { meeting, attemptUlid } = await moved();
    expect(await begin(meeting, { attemptUlid })).toMatchObject({ kind: "replay" });
    await ageAttempt(attemptUlid, 181);
    await db.attempts.prune(keep);
    expect(await begin(meeting, { attemptUlid })).toEqual({ kind: "changed", version: 2 });
  });

  it("keeps one that is in flight, however old", async () => {
    const { ulid: attemptUlid } = await sending(await makeMeeting());
    await ageAttempt(attemptUlid, 400);
    await db.attempts.prune(keep);
    expect(await exists("RescheduleAttempts", attemptUlid)).toBe(true);
  });

  it("deletes after a day one of which nothing was sent, and its key can be used again", async () => {
    const meeting = await makeMeeting();
    const { ulid: attemptUlid, fence } = await prepared(meeting);
    await db.attempts.fail({ attemptUlid, fence, state: "ABANDONED", errorCode: "EXPIRED" });
    await db.attempts.prune(keep);
    expect(await exists("RescheduleAttempts", attemptUlid)).toBe(true);
    await ageAttempt(attemptUlid, 2);
    await db.attempts.prune(keep);
    expect(await exists("RescheduleAttempts", attemptUlid)).toBe(false);
    expect(await begin(meeting, { attemptUlid })).toMatchObject({ kind: "created" });
  });
});

describe("pruning notifications and mail", () => {
  it("deletes what was read 180 days ago, and neither what is unread nor what is told once", async () => {
    const { meeting } = await moved();
    const { calBookingId = "" } = (await db.bookings.getByUlid(meeting.bookingUlid)) ?? {};
    await db.observations.cancelledToo({ calBookingId, newUlids: newUlids() });
    const rows = await sql<{ ulid: string; note: string | null; userUlid: string }>(
      `select "ulid", "note", "userUlid" from public."Notifications" where "bookingUlid" = '${meeting.bookingUlid}'`,
    );
    const [read] = rows.filter((row) => !row.note && row.userUlid === meeting.coach.ulid);
    const [unread] = rows.filter((row) => !row.note && row.userUlid === meeting.mentee.ulid);
    const once = rows.filter((row) => row.note === "cancelledToo").map((row) => row.ulid);
    await age(
      "Notifications",
      [read?.ulid ?? "", ...once],
      `"readAt" = now() - interval '181 days'`,
    );
    await age("Notifications", [unread?.ulid ?? ""], `"createdAt" = now() - interval '400 days'`);

    await db.notifications.prune({ keepMs: 180 * dayMs });

    const left = [read, unread].map((row) => exists("Notifications", row?.ulid ?? ""));
    expect(await Promise.all(left)).toEqual([false, true]);
    expect(once).toHaveLength(2);
    expect(await Promise.all(once.map((each) => exists("Notifications", each)))).toEqual([
      true,
      true,
    ]);
    expect(await db.observations.cancelledToo({ calBookingId, newUlids: newUlids() })).toBe(false);
  });

  it("deletes settled mail after 30 days and keeps what waits", async () => {
    const [sent, waiting, givenUp] = [ulid(), ulid(), ulid()];
    await sql(`insert into public."Outbox" ("ulid", "dedupeKey", "topic", "payload", "availableAt", "doneAt", "deadAt", "updatedAt")
      select mail."ulid", mail."ulid", 'mail', '{"notificationUlid": "x"}', now() + interval '1 day', done, dead, now() - interval '31 days'
      from (values ('${sent}', now(), null::timestamptz), ('${waiting}', null, null), ('${givenUp}', null, now())) as mail ("ulid", done, dead)`);
    await db.outbox.prune({ keepMs: 30 * dayMs });
    const left = [sent, waiting, givenUp].map((each) => exists("Outbox", each));
    expect(await Promise.all(left)).toEqual([false, true, false]);
    await sql(`delete from public."Outbox" where "ulid" = '${waiting}'`);
  });

  it("deletes jobs that were given up, and no others", async () => {
    await sql(`insert into public."Jobs" ("kind", "key", "runAt", "deadAt") values
      ('retention', 'dead', now(), now() - interval '31 days'), ('retention', 'late', now() - interval '31 days', null)`);
    await db.jobs.prune({ keepMs: 30 * dayMs });
    expect(await sql(`select "key" from public."Jobs" where "kind" = 'retention'`)).toEqual([
      { key: "late" },
    ]);
    await sql(`delete from public."Jobs" where "kind" = 'retention'`);
  });
});
