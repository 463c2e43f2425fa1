import { minuteMs } from "@reslot/cal/time";
import { ulid } from "ulid";
import { describe, expect, it } from "vitest";
import { db, sql } from "./fixtures.ts";

const newJob = () => ({ kind: `kind-${ulid()}`, key: "one" });
type Name = ReturnType<typeof newJob>;
const enqueue = (job: Name, delayMs = 0) => db.jobs.enqueue({ ...job, delayMs });

async function claim({ kind }: Name) {
  const [job, ...rest] = await db.jobs.claim({
    classes: [{ kinds: [kind], places: 10 }],
    leaseMs: minuteMs,
  });
  expect(rest).toEqual([]);
  return job ?? null;
}

async function take(job: Name) {
  const claimed = await claim(job);
  if (!claimed) throw new Error("Nothing is due.");
  return claimed;
}

const letLeaseRunOut = ({ kind }: Name) =>
  sql(`update "Jobs" set "leaseUntil" = now() - interval '1 second' where "kind" = '${kind}'`);

async function row({ kind }: Name) {
  const [found] = await sql<{ runAt: string; deadAt: string | null; lastError: string | null }>(
    `select "runAt", "deadAt", "lastError" from "Jobs" where "kind" = '${kind}'`,
  );
  return found ?? null;
}

const finished = { againMs: null, cursor: null };

describe("classes of jobs", () => {
  const claimKeys = async (classes: { kinds: string[]; places: number }[]) => {
    const jobs = await db.jobs.claim({ classes, leaseMs: minuteMs });
    return jobs.map(({ kind, key }) => [kind, key]);
  };

  it("get their own places, however many jobs of another class are due for longer", async () => {
    const [many, few] = [newJob().kind, newJob().kind];
    await sql(`insert into "Jobs" ("kind", "key", "runAt")
      select '${many}', n::text, now() - interval '1 hour' from generate_series(1, 1000) n`);
    await enqueue({ kind: few, key: "one" });

    const classes = [
      { kinds: [few], places: 2 },
      { kinds: [many], places: 3 },
    ];
    const first = await claimKeys(classes);

    expect(first).toHaveLength(4);
    expect(first).toContainEqual([few, "one"]);
    expect(await claimKeys([{ kinds: [few, many], places: 0 }])).toEqual([]);
    await sql(`delete from "Jobs" where "kind" in ('${many}', '${few}')`);
  });

  it("take the job of their kinds that is due for longest", async () => {
    const [early, late] = [newJob().kind, newJob().kind];
    await enqueue({ kind: late, key: "one" });
    await enqueue({ kind: early, key: "one" });
    await sql(`update "Jobs" set "runAt" = now() - interval '1 hour' where "kind" = '${early}'`);

    expect(await claimKeys([{ kinds: [late, early], places: 1 }])).toEqual([[early, "one"]]);
  });
});

describe("a job", () => {
  it("is claimed by one worker and deleted when it is done", async () => {
    const job = newJob();
    expect(await enqueue(job)).toBe(true);
    expect(await enqueue(job)).toBe(false);

    const claimed = await take(job);
    expect(claimed).toEqual({ ...job, cursor: null, tries: 1, fence: 1 });
    expect(await claim(job)).toBeNull();

    expect(await db.jobs.done({ ...claimed, ...finished })).toBe(true);
    expect(await db.jobs.done({ ...claimed, ...finished })).toBe(false);
    expect(await row(job)).toBeNull();
  });

  it("is claimed only when it is due, and only by its kind", async () => {
    const later = newJob();
    await enqueue(later, 10 * minuteMs);
    expect(await claim(later)).toBeNull();
    // A waiting job keeps its time.
    expect(await enqueue(later)).toBe(false);
    expect(await claim(later)).toBeNull();

    const foreign = newJob();
    await enqueue(foreign);
    expect(await claim(newJob())).toBeNull();
    expect(await claim(foreign)).not.toBeNull();
  });

  it("is claimed again after its lease expires, and the first worker can no longer settle it", async () => {
    const job = newJob();
    await enqueue(job);
    const lost = await take(job);
    expect(await db.jobs.renew({ ...lost, leaseMs: minuteMs })).toBe(true);
    await letLeaseRunOut(job);

    const second = await take(job);
    expect(second).toMatchObject({ tries: 2, fence: 2 });
    expect(await db.jobs.renew({ ...lost, leaseMs: minuteMs })).toBe(false);
    expect(await db.jobs.done({ ...lost, ...finished })).toBe(false);
    expect(await db.jobs.retry({ ...lost, delayMs: 0, error: "late" })).toBe(false);
    expect(await db.jobs.bury({ ...lost, error: "late" })).toBe(false);
    expect(await db.jobs.done({ ...second, ...finished })).toBe(true);
  });

  it("runs once more when it is enqueued while it runs", async () => {
    const job = newJob();
    await enqueue(job);
    const first = await take(job);
    expect(await enqueue(job)).toBe(true);
    expect(await enqueue(job)).toBe(false);
    expect(await claim(job)).toBeNull();

    await db.jobs.done({ ...first, ...finished });
    const second = await take(job);
    expect(second.tries).toBe(1);
    await db.jobs.done({ ...second, ...finished });
    expect(await claim(job)).toBeNull();
  });

  it("resumes at its cursor when it recurs", async () => {
    const job = newJob();
    await enqueue(job);
    await db.jobs.done({ ...(await take(job)), againMs: 0, cursor: "page 2" });
    const next = await take(job);
    expect(next).toMatchObject({ cursor: "page 2", tries: 1 });

    await db.jobs.done({ ...next, againMs: 10 * minuteMs, cursor: null });
    expect(await claim(job)).toBeNull();
  });

  it("waits after a failure, and stays buried until it is enqueued again", async () => {
    const job = newJob();
    await enqueue(job);
    await db.jobs.retry({ ...(await take(job)), delayMs: 10 * minuteMs, error: "first" });
    expect(await claim(job)).toBeNull();
    await sql(`update "Jobs" set "runAt" = now() where "kind" = '${job.kind}'`);

    const second = await take(job);
    expect(second.tries).toBe(2);
    await db.jobs.bury({ ...second, error: "second" });
    expect(await claim(job)).toBeNull();
    expect(await row(job)).toMatchObject({ lastError: "second", deadAt: expect.any(String) });

    expect(await enqueue(job)).toBe(true);
    expect(await take(job)).toMatchObject({ tries: 1 });
  });

  it("is not buried when it was enqueued again during the run", async () => {
    const job = newJob();
    await enqueue(job);
    const first = await take(job);
    await enqueue(job);
    await db.jobs.bury({ ...first, error: "broken" });

    expect(await take(job)).toMatchObject({ tries: 1 });
  });
});
