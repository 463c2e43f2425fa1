import type { Logger } from "../log.ts";
import { type ClaimedJob, type JobStore, renewEveryMs } from "./job-store.ts";
import type { JobAgain, JobClass, JobHandler, Jobs } from "./jobs.ts";

/** How many jobs of each class one process runs at a time. */
const placesOf: Readonly<Record<JobClass, number>> = { urgent: 10, sync: 4, upkeep: 2 };
const allClasses: readonly JobClass[] = ["urgent", "sync", "upkeep"];

interface Handled {
  class: JobClass;
  run: JobHandler;
}

/** The part that all engines share: claiming, running, renewing, settling. */
export function createJobs<Claim>(store: JobStore<Claim>, log: Logger): Jobs {
  const handlers = new Map<string, Handled>();
  const ticks = new Set<Promise<number>>();
  const stopping = new AbortController();
  const claim = createClaims(store, handlers, stopping.signal);

  const doJob = async ({ job, release }: TakenJob<Claim>): Promise<void> => {
    try {
      const handler = handlers.get(job.kind)?.run;
      await perform({ store, log, handler, signal: stopping.signal }, job);
    } finally {
      release();
    }
  };

  /** One claim for all classes; then each class continues by itself, at its own speed. */
  const drain = async (classes: readonly JobClass[], enough?: AbortSignal): Promise<number> => {
    if (enough?.aborted) return 0;
    const claimed = await claim(classes);
    const counts = await Promise.all(
      claimed.map(async ({ jobClass, jobs, mayBeMore }) => {
        await Promise.all(jobs.map(doJob));
        return jobs.length + (mayBeMore ? await drain([jobClass], enough) : 0);
      }),
    );
    return counts.reduce((sum, count) => sum + count, 0);
  };

  return {
    handle: ({ kind, class: jobClass }, run) => void handlers.set(kind, { class: jobClass, run }),
    enqueue: ({ kind, key = "", delayMs = 0 }) => store.enqueue({ kind, key, delayMs }),
    async tick(enough) {
      const tick = drain(allClasses, enough);
      ticks.add(tick);
      return tick.finally(() => ticks.delete(tick));
    },
    async stop() {
      stopping.abort();
      await Promise.allSettled(ticks);
      await store.close();
    },
  };
}

interface TakenJob<Claim> {
  job: ClaimedJob<Claim>;
  release: () => void;
}

interface ClaimedClass<Claim> {
  jobClass: JobClass;
  jobs: TakenJob<Claim>[];
  mayBeMore: boolean;
}

/** Claims by class. Overlapping ticks share the places: what one is about to claim is reserved for it. */
function createClaims<Claim>(
  store: JobStore<Claim>,
  handlers: ReadonlyMap<string, Handled>,
  stopped: AbortSignal,
): (classes: readonly JobClass[]) => Promise<ClaimedClass<Claim>[]> {
  const taken: Record<JobClass, number> = { urgent: 0, sync: 0, upkeep: 0 };
  const kindsOf = (jobClass: JobClass): string[] =>
    [...handlers].flatMap(([kind, handled]) => (handled.class === jobClass ? [kind] : []));

  return async (classes) => {
    if (stopped.aborted) return [];
    const wanted = classes
      .map((jobClass) => ({
        jobClass,
        kinds: kindsOf(jobClass),
        places: placesOf[jobClass] - taken[jobClass],
      }))
      .filter(({ kinds, places }) => kinds.length > 0 && places > 0);
    if (wanted.length === 0) return [];
    for (const { jobClass, places } of wanted) taken[jobClass] += places;
    let jobs: ClaimedJob<Claim>[] = [];
    try {
      jobs = await store.claim(wanted.map(({ kinds, places }) => ({ kinds, places })));
    } finally {
      for (const { jobClass, places } of wanted) taken[jobClass] -= places;
    }
    return wanted.map(({ jobClass, kinds, places }) => {
      const mine = jobs.filter(({ kind }) => kinds.includes(kind));
      taken[jobClass] += mine.length;
      const release = (): void => void (taken[jobClass] -= 1);
      return {
        jobClass,
        jobs: mine.map((job) => ({ job, release })),
        mayBeMore: mine.length === places,
      };
    });
  };
}

interface Doing<Claim> {
  store: JobStore<Claim>;
  log: Logger;
  handler: JobHandler | undefined;
  signal: AbortSignal;
}

async function perform<Claim>(
  { store, log, handler, signal }: Doing<Claim>,
  job: ClaimedJob<Claim>,
): Promise<void> {
  const { kind, key, cursor, tries } = job;
  const report = (error: unknown) => log.error("JOB_ERROR", error, { kind, tries });
  const renewal = setInterval(() => void store.renew(job).catch(report), renewEveryMs);
  try {
    const again = await attempt(handler, { key, cursor, tries, signal });
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
