import { hourMs, minuteMs, secondMs } from "@reslot/cal/time";
import { recoverAnswers } from "../answer/recover-answers.ts";
import type { App, Needs } from "../app/app.ts";
import { maintainSubscriptions } from "../cal-connection/maintain-subscriptions.ts";
import type { JobAgain, JobClass, JobHandler, JobRun, Jobs } from "../infra/jobs/jobs.ts";
import type { Logger } from "../infra/log.ts";
import { observeJob } from "../infra/telemetry/observe-job.ts";
import { deliverDueMail } from "../notification/deliver-mail.ts";
import { recoverAttempts } from "../reschedule/recover-attempts.ts";
import { checkProfiles } from "../sync/check-profiles.ts";
import { processWebhooks } from "../sync/process-webhooks.ts";
import { readUnconnected, unconnectedEveryMs } from "../sync/read-unconnected.ts";
import { syncCoaches } from "../sync/sync-coaches.ts";
import { drainRounds } from "./drain-rounds.ts";
import { pruneTables } from "./prune-tables.ts";
import { reencryptTokens } from "./reencrypt-tokens.ts";

/** How often the recurring jobs are enqueued again, in case one was given up. */
const ensureEveryMs = 5 * minuteMs;

/** A job that runs again and again. */
interface RecurringJob {
  class: JobClass;
  everyMs: number;
  /** The code its failures are logged under; a run that failed is repeated. */
  context: Parameters<Logger["error"]>[0];
  /** Gives when and where the next run starts, if not in `everyMs` and at the beginning; null: there is none. */
  run(run: JobRun): Promise<Partial<JobAgain> | null | void>;
}

/** Everything that happens without a request, whichever engine schedules it. */
export interface BackgroundWork {
  /** Runs the jobs that are due, until `enough` is aborted, and gives how many those were. Ticks may overlap. */
  tick(enough?: AbortSignal): Promise<number>;
  /** Resolves when every running job has ended. */
  stop(): Promise<void>;
}

type WorkDeps = Pick<App, Exclude<keyof App, "readBulkhead" | "changes">>;

/** `everyMs`: how often open attempts, waiting mail and received webhooks are looked at. */
export function createBackgroundWork(
  deps: WorkDeps,
  { jobs, everyMs = secondMs }: { jobs: Jobs; everyMs?: number },
): BackgroundWork {
  const recurring = recurringJobs(deps, { jobs, everyMs });
  const handle = (job: Parameters<Jobs["handle"]>[0], handler: JobHandler) =>
    jobs.handle(job, (run) => observeJob(deps, job.kind, () => handler(run)));
  for (const [kind, job] of Object.entries(recurring)) {
    handle({ kind, class: job.class }, async (run) => {
      const next = await job.run(run).catch((error: unknown) => {
        deps.log.error(job.context, error);
        return { cursor: run.cursor };
      });
      return next === null ? undefined : { againMs: job.everyMs, ...next };
    });
  }
  const ensureEnqueued = enqueueNowAndThen(deps, { jobs, kinds: Object.keys(recurring) });
  return {
    tick: (enough) =>
      deps.telemetry.span("tick", {}, async () => {
        await ensureEnqueued();
        return jobs.tick(enough);
      }),
    stop: () => jobs.stop(),
  };
}

function enqueueNowAndThen(
  { clock }: Needs<"clock">,
  { jobs, kinds }: { jobs: Jobs; kinds: readonly string[] },
): () => Promise<void> {
  let dueAt = 0;
  return async () => {
    if (clock.elapsed() < dueAt) return;
    dueAt = clock.elapsed() + ensureEveryMs;
    try {
      await Promise.all(kinds.map((kind) => jobs.enqueue({ kind })));
    } catch (error) {
      dueAt = 0;
      throw error;
    }
  };
}

async function recoverMovesAndAnswers(deps: WorkDeps): Promise<number> {
  const [moves, answers] = await Promise.all([recoverAttempts(deps), recoverAnswers(deps)]);
  return moves + answers;
}

/** What people wait for. */
function urgentJobs(
  deps: WorkDeps,
  { jobs, everyMs }: { jobs: Jobs; everyMs: number },
): Record<string, RecurringJob> {
  const urgent = (
    context: RecurringJob["context"],
    kind: string,
    round: (deps: WorkDeps) => Promise<number>,
  ): Record<string, RecurringJob> => {
    const run = drainRounds(deps, { kind, jobs, round: () => round(deps) });
    return { [kind]: { class: "urgent", everyMs, context, run } };
  };
  return {
    ...urgent("RECOVER_ATTEMPTS_ERROR", "recover-attempts", recoverMovesAndAnswers),
    // One run at a time in a deployment: the provider's limit is one for all.
    "deliver-mail": {
      class: "urgent",
      everyMs,
      context: "DELIVER_MAIL_ERROR",
      run: ({ signal }) => deliverDueMail(deps, signal),
    },
    ...urgent("PROCESS_WEBHOOKS_ERROR", "process-webhooks", processWebhooks),
  };
}

function recurringJobs(
  deps: WorkDeps,
  { jobs, everyMs }: { jobs: Jobs; everyMs: number },
): Record<string, RecurringJob> {
  return {
    ...urgentJobs(deps, { jobs, everyMs }),
    "sync-coaches": {
      class: "sync",
      everyMs,
      context: "SYNC_COACHES_ERROR",
      run: drainRounds(deps, { kind: "sync-coaches", jobs, round: () => syncCoaches(deps) }),
    },
    "read-unconnected": {
      class: "sync",
      everyMs: unconnectedEveryMs,
      context: "READ_UNCONNECTED_ERROR",
      run: async () => void (await readUnconnected(deps)),
    },
    "maintain-subscriptions": {
      class: "upkeep",
      everyMs,
      context: "MAINTAIN_SUBSCRIPTIONS_ERROR",
      run: drainRounds(deps, {
        kind: "maintain-subscriptions",
        jobs,
        round: () => maintainSubscriptions(deps),
      }),
    },
    "check-profiles": {
      class: "upkeep",
      everyMs: minuteMs,
      context: "CHECK_PROFILES_ERROR",
      run: async () => void (await checkProfiles(deps)),
    },
    "prune-tables": {
      class: "upkeep",
      everyMs: hourMs,
      context: "PRUNE_TABLES_ERROR",
      run: () => pruneTables(deps),
    },
    "reencrypt-tokens": {
      class: "upkeep",
      everyMs: hourMs,
      context: "REENCRYPT_TOKENS_ERROR",
      run: () => reencryptTokens(deps),
    },
  };
}
