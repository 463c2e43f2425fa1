import { hourMs } from "@reslot/cal/time";
import { expect, it } from "vitest";
import { createBackgroundWork, createTableJobs, type App } from "../../src/server.ts";
import { endEarlierWork } from "../support/end-earlier-work.ts";
import { arrangeMeeting, type Meeting } from "../support/meeting.ts";
import { sql } from "../support/services.ts";

const recurringJobs = [
  "check-profiles",
  "deliver-mail",
  "maintain-subscriptions",
  "process-webhooks",
  "prune-tables",
  "read-unconnected",
  "recover-attempts",
  "reencrypt-tokens",
  "sync-coaches",
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

it("one tick runs every recurring job and schedules the next run", async () => {
  const { ports, errors } = await arrangeAlone();
  const work = workOf(ports);

  expect(await work.tick()).toBe(recurringJobs.length);
  // A round that takes a second has asked for help.
  await sql(`delete from "Jobs" where "key" <> ''`);
  expect(await work.tick()).toBe(0);

  const rows = await jobRows();
  expect(rows.filter(({ key }) => key === "").map(({ kind }) => kind)).toEqual(recurringJobs);
  expect(errors.filter(({ context }) => context.startsWith("JOB"))).toEqual([]);
});

it("one tick syncs every coach who is due", async () => {
  const { ports } = await arrangeAlone();
  await sql(`update "CalIntegrations" set "nextSyncAt" = now(), "syncedAt" = null`);

  await workOf(ports).tick();

  expect(await sql(`select from "CalIntegrations" where "syncedAt" is null`)).toEqual([]);
});

it("a recurring job that fails is run again, and the others run", async () => {
  const { ports, errors } = await arrangeAlone();
  const refuse = () => Promise.reject(new Error("no database"));
  const broken = { ...ports.db, coachSyncs: { ...ports.db.coachSyncs, claim: refuse } };

  expect(await workOf({ ...ports, db: broken }).tick()).toBe(recurringJobs.length);

  expect(errors).toContainEqual(expect.objectContaining({ context: "SYNC_COACHES_ERROR" }));
  const rows = await jobRows();
  expect(rows.filter(({ key }) => key === "").map(({ kind }) => kind)).toEqual(recurringJobs);
});
