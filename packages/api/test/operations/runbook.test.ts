import { globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { ulid } from "ulid";
import { describe, expect, it } from "vitest";
import { hashAddress } from "../../src/core/address/hash-address.ts";
import { arrangeMeeting, type Meeting } from "../support/meeting.ts";
import { runTick } from "../support/run-tick.ts";
import { addFault, sql } from "../support/services.ts";

const root = fileURLToPath(new URL("../../../../", import.meta.url));
const runbook = readFileSync(`${root}docs/runbook.md`, "utf8");
const blocks = runbook.matchAll(/```sql\n([\s\S]*?)```/g);
const inText = runbook.matchAll(/`((?:update|delete|insert|select) [^`]+;)`/g);
/** The other engine's tables stand in a database of their own. */
const statements = [...blocks, ...inText]
  .map(([, text = ""]) => text)
  .filter((text) => !text.includes("jobs.job"));

/** The statement of the runbook that contains `words`, about one attempt. */
function statement(words: string, attemptUlid = ""): string {
  const found = statements.filter((text) => text.includes(words));
  expect(found).toHaveLength(1);
  return (found[0] ?? "").replace("'…'", `'${attemptUlid}'`);
}

/** A move whose outcome is unknown, a day after it was sent. */
async function needsHuman(meeting: Meeting, fault: string): Promise<string> {
  const move = meeting.moveTo(11);
  await addFault({ operation: "reschedule", fault });
  await meeting.as("coach").booking.reschedule(move);
  await sql(`update "RescheduleAttempts" set "state" = 'NEEDS_HUMAN', "errorCode" = 'OUTCOME_UNKNOWN',
    "sentAt" = "sentAt" - interval '25 hours' where "ulid" = '${move.attemptUlid}'`);
  return move.attemptUlid;
}

const stateOf = async (attemptUlid: string) => {
  const [row] = await sql<{ state: string }>(
    `select "state" from "RescheduleAttempts" where "ulid" = '${attemptUlid}'`,
  );
  return row?.state;
};

const lost = { timings: { postTimeoutMs: 1_000, leaseMs: 60_000, quietMs: 120_000 } };

describe("a statement of the runbook", () => {
  it.each([
    { fault: "status500AfterCommit", state: "APPLIED", version: 2 },
    { fault: "status500BeforeCommit", state: "REJECTED", version: 1 },
  ])(
    "finds an attempt in NEEDS_HUMAN and settles it as $state after one read of Cal.com",
    async ({ fault, state, version }) => {
      const meeting = await arrangeMeeting(lost);
      const attemptUlid = await needsHuman(meeting, fault);
      expect(await sql(statement('select "ulid"'))).toContainEqual(
        expect.objectContaining({ ulid: attemptUlid, fromCalUid: meeting.calUid }),
      );

      await sql(statement(`set "state" = 'UNKNOWN'`, attemptUlid));
      await runTick(meeting.ports);

      expect(await stateOf(attemptUlid)).toBe(state);
      expect((await meeting.row()).version).toBe(version);
    },
  );

  it("settles an attempt by hand when Cal.com no longer has the booking, and frees the meeting", async () => {
    const meeting = await arrangeMeeting(lost);
    const attemptUlid = await needsHuman(meeting, "status500BeforeCommit");
    const again = { ...meeting.moveTo(12), attemptUlid: ulid() };
    const coach = meeting.as("coach");
    await expect(coach.booking.reschedule(again)).rejects.toMatchObject({ code: "CONFLICT" });

    await sql(statement(`'BOOKING_CHANGED'`, attemptUlid));

    expect(await coach.booking.reschedule(again)).toMatchObject({ outcome: "moved" });
  });

  it("makes every open attempt due", async () => {
    const meeting = await arrangeMeeting(lost);
    const attemptUlid = await needsHuman(meeting, "status500AfterCommit");
    await sql(`update "RescheduleAttempts" set "state" = 'UNKNOWN', "leaseUntil" = now(),
      "nextRunAt" = now() + interval '1 hour' where "ulid" = '${attemptUlid}'`);

    await sql(statement(`set "nextRunAt" = now() where`));
    await runTick(meeting.ports);

    expect(await stateOf(attemptUlid)).toBe("APPLIED");
  });

  it("queues dead mail for delivery", async () => {
    const meeting = await arrangeMeeting();
    await meeting.as("coach").booking.reschedule(meeting.moveTo(11));
    const waiting = (more: string) =>
      sql(`select 1 from "Outbox" where
      "dedupeKey" like '%${meeting.bookingUlid}%' and "doneAt" is null and "deadAt" is ${more}`);
    await sql(
      `update "Outbox" set "deadAt" = now() where "dedupeKey" like '%${meeting.bookingUlid}%'`,
    );
    expect(await waiting("not null")).toHaveLength(2);

    await sql(statement('"deadAt" = null'));
    await runTick(meeting.ports);

    expect(await waiting("null")).toHaveLength(0);
    expect(await waiting("not null")).toHaveLength(0);
  });

  it("sends mail again to an address that got none", async () => {
    const { db } = (await arrangeMeeting()).ports;
    const suppressed = { addressHash: hashAddress("Alex@Example.com"), reason: "bounced" } as const;
    await db.mailSuppressions.add(suppressed);

    await sql(statement('delete from "MailSuppressions"'));

    expect((await db.mailSuppressions.find([suppressed.addressHash])).size).toBe(0);
  });

  it("names the coach whom several mentees do not know", async () => {
    const { coach, mentee, stranger } = (await arrangeMeeting()).people;
    const disown = (menteeUlid: string) =>
      sql(`insert into "CalendarConsents" ("menteeUserUlid", "coachUserUlid", "state", "source", "decidedAt", "disownedAt")
        values ('${menteeUlid}', '${coach.ulid}', 'refused', 'mentee', now(), now())
        on conflict ("menteeUserUlid", "coachUserUlid") do update set "state" = 'refused', "disownedAt" = now()`);
    const named = async () =>
      (await sql(statement('"disownedAt" is not null'))).filter(
        (row) => row["coachUserUlid"] === coach.ulid,
      );

    await disown(mentee.ulid);
    expect(await named()).toEqual([]);
    await disown(stranger.ulid);
    expect(await named()).toMatchObject([{ count: 2 }]);
  });

  it("disconnects all accounts after a key leaked, so that people reconnect", async () => {
    const meeting = await arrangeMeeting();

    await sql(statement('update "CalIntegrations"'));

    const connection = await meeting.ports.db.calConnections.get(meeting.people.coach.ulid);
    expect(connection?.status).toBe("needsReconnect");
  });

  it("lists the jobs, releases a dead worker's leases and restarts all of them", async () => {
    const { jobs } = (await arrangeMeeting()).ports.db;
    const kind = `runbook-${ulid()}`;
    const claim = () => jobs.claim({ classes: [{ kinds: [kind], places: 1 }], leaseMs: 60_000 });
    await jobs.enqueue({ kind, key: "", delayMs: 0 });
    expect(await claim()).toHaveLength(1);
    expect(await claim()).toHaveLength(0);

    await sql(statement('update "Jobs"'));
    expect(await claim()).toHaveLength(1);
    expect(await sql(statement('from "Jobs" order by'))).toContainEqual(
      expect.objectContaining({ kind, tries: 2 }),
    );
    await sql(statement('delete from "Jobs"'));

    expect(await claim()).toHaveLength(0);
  });

  it("names the credentials that Cal.com refuses", async () => {
    const { calBudgets } = (await arrangeMeeting()).ports.db;
    const [blocked, other] = [ulid(), ulid()];
    await calBudgets.lease([
      { key: blocked, permille: 0, want: 0, blockedMs: 60_000 },
      { key: other, permille: 0, want: 0 },
    ]);

    expect(await sql(statement('from "CalBudgets"'))).toEqual([
      expect.objectContaining({ key: blocked, limit: 120, othersUsed: 0 }),
    ]);
  });

  it("is run by one of these tests", () => {
    expect(statements).toHaveLength(12);
  });

  it("covers every error context of the log and every metric", () => {
    const source = globSync("{apps/web,apps/worker,packages/*}/src/**/*.{ts,tsx}", { cwd: root })
      .filter((file) => !file.includes(".test."))
      .map((file) => readFileSync(`${root}${file}`, "utf8"))
      .join("\n");
    const contexts = [
      ...source.matchAll(/(?:error|logError|urgent)\(\s*"([A-Z_]+_ERROR)"/g),
      ...source.matchAll(/context: "([A-Z_]+_ERROR)"/g),
    ].map(([, context = ""]) => context);
    const metrics = [...source.matchAll(/"(reslot\.[a-z_.]+)"/g)].map(([, name = ""]) => name);
    expect(contexts.length).toBeGreaterThan(15);
    expect(metrics.length).toBeGreaterThan(10);

    const unknown = new Set([
      ...contexts.filter((name) => !runbook.includes(`\`${name}`)),
      ...metrics.filter((name) => !runbook.includes(`\n| \`${name}\` `)),
    ]);
    const invented = [...runbook.matchAll(/`(reslot\.[a-z_.]+|[A-Z_]+_ERROR)/g)]
      .map(([, name = ""]) => name)
      .filter((name) => name !== "CONTEXT_ERROR" && !source.includes(`"${name}"`));
    expect([...unknown]).toEqual([]);
    expect(invented).toEqual([]);
  });
});
