import { expect, it } from "vitest";
import { createBackgroundWork, createTableJobs, type Ports } from "../src/server.ts";
import { arrangeMeeting, type Meeting } from "./meeting.ts";
import { sql } from "./services.ts";

const rounds = [
  "deliver-mail",
  "find-coaches",
  "follow-webhooks",
  "housekeep",
  "reseal-tokens",
  "settle-attempts",
  "watch-bookings",
];

const workOf = (ports: Ports) =>
  createBackgroundWork(ports, { jobs: createTableJobs(ports), roundEveryMs: 3_600_000 });

const jobRows = () =>
  sql<{ kind: string; key: string; cursor: string | null }>(
    `select "kind", "key", "cursor" from "Jobs" where "deadAt" is null and "runAt" > now() order by "kind", "key"`,
  );

/** A meeting that is the only one, and no job. */
async function arrangeAlone(): Promise<Meeting> {
  const meeting = await arrangeMeeting();
  await sql(`delete from "Jobs"`);
  const { coach, mentee } = meeting.people;
  const others = `"userUlid" not in ('${coach.ulid}', '${mentee.ulid}')`;
  await sql(`update "CalIntegrations" set "status" = 'needsReconnect' where ${others}`);
  await sql(
    `update "Bookings" set "status" = 'cancelled' where "ulid" <> '${meeting.bookingUlid}'`,
  );
  return meeting;
}

it("makes every round, has the next ones waiting, and every connected person's list read later", async () => {
  const { ports, people, errors } = await arrangeAlone();
  const work = workOf(ports);

  expect(await work.tick()).toBe(rounds.length);
  expect(await work.tick()).toBe(0);

  const rows = await jobRows();
  expect(rows.filter(({ key }) => key === "").map(({ kind }) => kind)).toEqual(rounds);
  const lists = rows.filter(({ kind }) => kind === "sync-coach").map(({ key }) => key);
  expect(lists.toSorted()).toEqual([people.coach.ulid, people.mentee.ulid].toSorted());
  expect(errors.filter(({ context }) => context.startsWith("JOB"))).toEqual([]);
});

it("makes a round that failed once more, from where it was, and the others all the same", async () => {
  const { ports, errors } = await arrangeAlone();
  const refuse = () => Promise.reject(new Error("no database"));
  const broken = { ...ports.db, bookings: { ...ports.db.bookings, listCurrent: refuse } };
  await ports.db.jobs.enqueue({ kind: "watch-bookings", key: "", delayMs: 0 });
  await sql(`update "Jobs" set "cursor" = 'page 2'`);

  expect(await workOf({ ...ports, db: broken }).tick()).toBe(rounds.length);

  expect(errors).toContainEqual(expect.objectContaining({ context: "CAL_SYNC_ERROR" }));
  const rows = await jobRows();
  expect(rows.filter(({ key }) => key === "").map(({ kind }) => kind)).toEqual(rounds);
  expect(rows.at(-1)).toMatchObject({ kind: "watch-bookings", cursor: "page 2" });
});
