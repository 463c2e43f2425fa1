import { hourMs } from "@reslot/cal/time";
import { expect, it } from "vitest";
import { createBackgroundWork, createTableJobs, type App } from "../../src/server.ts";
import { endEarlierWork } from "../support/end-earlier-work.ts";
import { arrangeMeeting, type Meeting } from "../support/meeting.ts";
import { sql } from "../support/services.ts";

const recurringJobs = [
  "deliver-mail",
  "enqueue-coach-syncs",
  "maintain-subscriptions",
  "poll-bookings",
  "process-webhooks",
  "prune-tables",
  "recover-attempts",
  "reencrypt-tokens",
];

const workOf = (ports: App) =>
  createBackgroundWork(ports, { jobs: createTableJobs(ports), everyMs: hourMs });

const jobRows = () =>
  sql<{ kind: string; key: string; cursor: string | null }>(
    `select "kind", "key", "cursor" from "Jobs" where "deadAt" is null and "runAt" > now() order by "kind", "key"`,
  );

/** A meeting that is the only one, and no job. */
async function arrangeAlone(): Promise<Meeting> {
  const meeting = await arrangeMeeting();
  await endEarlierWork(meeting);
  return meeting;
}

it("one tick runs every recurring job, schedules the next run and a sync for every connected person", async () => {
  const { ports, people, errors } = await arrangeAlone();
  const work = workOf(ports);

  expect(await work.tick()).toBe(recurringJobs.length);
  expect(await work.tick()).toBe(0);

  const rows = await jobRows();
  expect(rows.filter(({ key }) => key === "").map(({ kind }) => kind)).toEqual(recurringJobs);
  const lists = rows.filter(({ kind }) => kind === "sync-coach").map(({ key }) => key);
  expect(lists.toSorted()).toEqual([people.coach.ulid, people.mentee.ulid].toSorted());
  expect(errors.filter(({ context }) => context.startsWith("JOB"))).toEqual([]);
});

it("a recurring job that fails is retried from its cursor, and the others run", async () => {
  const { ports, errors } = await arrangeAlone();
  const refuse = () => Promise.reject(new Error("no database"));
  const broken = { ...ports.db, bookings: { ...ports.db.bookings, listCurrent: refuse } };
  await ports.db.jobs.enqueue({ kind: "poll-bookings", key: "", delayMs: 0 });
  await sql(`update "Jobs" set "cursor" = 'page 2'`);

  expect(await workOf({ ...ports, db: broken }).tick()).toBe(recurringJobs.length);

  expect(errors).toContainEqual(expect.objectContaining({ context: "POLL_BOOKINGS_ERROR" }));
  const rows = await jobRows();
  expect(rows.filter(({ key }) => key === "").map(({ kind }) => kind)).toEqual(recurringJobs);
  expect(rows).toContainEqual(expect.objectContaining({ kind: "poll-bookings", cursor: "page 2" }));
});
