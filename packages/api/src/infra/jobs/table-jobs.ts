import type { Db, JobClaim } from "@reslot/db";
import type { Logger } from "../log.ts";
import { createJobs } from "./create-jobs.ts";
import { firstRetryMs, type JobStore, leaseMs, maxRetryMs, maxTries } from "./job-store.ts";
import type { Jobs } from "./jobs.ts";

/** The engine that needs nothing but our own database: rows of `Jobs`, claimed one worker at a time. */
export function createTableJobs({ db, log }: { db: Pick<Db, "jobs">; log: Logger }): Jobs {
  const store: JobStore<JobClaim> = {
    async enqueue(job) {
      await db.jobs.enqueue(job);
    },

    async claim(classes) {
      const rows = await db.jobs.claim({ classes, leaseMs });
      const jobs = rows.map(({ fence, ...job }) => ({
        ...job,
        claim: { kind: job.kind, key: job.key, fence },
      }));
      // Those killed their worker each time: none of them said how it went.
      const lost = jobs.filter(({ tries }) => tries > maxTries);
      await Promise.all(lost.map((job) => store.fail(job, "No worker came to an end with it.")));
      return jobs.filter(({ tries }) => tries <= maxTries);
    },

    async renew({ claim }) {
      await db.jobs.renew({ ...claim, leaseMs });
    },

    async done({ claim }, again) {
      const { againMs, cursor } = again ?? { againMs: null, cursor: null };
      await db.jobs.done({ ...claim, againMs, cursor });
    },

    async fail({ claim, kind, tries }, error) {
      if (tries < maxTries) {
        await db.jobs.retry({ ...claim, delayMs: retryAfter(tries), error });
      } else if (await db.jobs.bury({ ...claim, error })) {
        log.error("JOB_BURIED_ERROR", new Error(error), { kind, tries });
      }
    },

    close: () => Promise.resolve(),
  };
  return createJobs(store, log);
}

/** Up to a quarter later, so that what failed together is not due together again. */
function retryAfter(tries: number): number {
  const delayMs = Math.min(firstRetryMs * 2 ** (tries - 1), maxRetryMs);
  return Math.round(delayMs * (1 + Math.random() / 4));
}
