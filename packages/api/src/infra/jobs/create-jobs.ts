import type { Logger } from "../log.ts";
import { type ClaimedJob, type JobStore, renewEveryMs } from "./job-store.ts";
import type { JobAgain, JobHandler, Jobs } from "./jobs.ts";

/** How many jobs one process runs at a time. */
const atOnce = 10;

/** The part that all engines share: claiming, running, renewing, settling. */
export function createJobs<Claim>(store: JobStore<Claim>, log: Logger): Jobs {
  const handlers = new Map<string, JobHandler>();
  const ticks = new Set<Promise<number>>();
  let taken = 0;
  let isStopped = false;

  /** Overlapping ticks share the limit: what one is about to claim is reserved for it. */
  const claim = async (): Promise<{ jobs: ClaimedJob<Claim>[]; mayBeMore: boolean }> => {
    const limit = isStopped ? 0 : atOnce - taken;
    if (limit === 0) return { jobs: [], mayBeMore: false };
    taken += limit;
    let jobs: ClaimedJob<Claim>[] = [];
    try {
      jobs = await store.claim({ kinds: [...handlers.keys()], limit });
    } finally {
      taken -= limit - jobs.length;
    }
    return { jobs, mayBeMore: jobs.length === limit };
  };

  const doJob = async (job: ClaimedJob<Claim>): Promise<void> => {
    try {
      await perform({ store, log, handler: handlers.get(job.kind) }, job);
    } finally {
      taken -= 1;
    }
  };

  const drain = async (): Promise<number> => {
    let done = 0;
    for (;;) {
      const { jobs, mayBeMore } = await claim();
      await Promise.all(jobs.map(doJob));
      done += jobs.length;
      if (!mayBeMore) return done;
    }
  };

  return {
    handle: (kind, handler) => void handlers.set(kind, handler),
    enqueue: ({ kind, key = "", delayMs = 0 }) => store.enqueue({ kind, key, delayMs }),
    async tick() {
      const tick = drain();
      ticks.add(tick);
      return tick.finally(() => ticks.delete(tick));
    },
    async stop() {
      isStopped = true;
      await Promise.allSettled(ticks);
      await store.close();
    },
  };
}

interface Doing<Claim> {
  store: JobStore<Claim>;
  log: Logger;
  handler: JobHandler | undefined;
}

async function perform<Claim>(
  { store, log, handler }: Doing<Claim>,
  job: ClaimedJob<Claim>,
): Promise<void> {
  const { kind, key, cursor, tries } = job;
  const report = (error: unknown) => log.error("JOB_ERROR", error, { kind, tries });
  const renewal = setInterval(() => void store.renew(job).catch(report), renewEveryMs);
  try {
    const again = await attempt(handler, { key, cursor, tries });
    if ("error" in again) {
      report(again.error);
      await store.fail(job, again.error instanceof Error ? again.error.message : "unknown");
    } else {
      await store.done(job, again.again && { cursor: null, ...again.again });
    }
  } catch (error) {
    report(error); // It could not be settled: the lease runs out, and it runs once more.
  } finally {
    clearInterval(renewal);
  }
}

async function attempt(
  handler: JobHandler | undefined,
  run: Parameters<JobHandler>[0],
): Promise<{ again: JobAgain | null } | { error: unknown }> {
  try {
    return { again: (await handler?.(run)) ?? null };
  } catch (error) {
    return { error };
  }
}
