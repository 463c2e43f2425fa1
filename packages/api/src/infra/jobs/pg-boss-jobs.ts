import { type CommandResponse, type JobAttempt, PgBoss, type QueueOptions } from "pg-boss";
import { z } from "zod";
import type { Logger } from "../log.ts";
import { createJobs } from "./create-jobs.ts";
import {
  type ClaimedJob,
  type ClassToClaim,
  firstRetryMs,
  type JobStore,
  leaseMs,
  maxRetryMs,
  maxTries,
} from "./job-store.ts";
import type { Jobs } from "./jobs.ts";

/** How often pg-boss looks for jobs whose worker is gone. */
const superviseEverySeconds = 5;
/** Where jobs go that were given up. */
const deadLetter = "given-up";

const queueOptions: QueueOptions = {
  retryLimit: maxTries - 1,
  retryDelay: firstRetryMs / 1_000,
  retryBackoff: true,
  retryDelayMax: maxRetryMs / 1_000,
  heartbeatSeconds: leaseMs / 1_000,
};

interface JobData {
  cursor: string | null;
}

/** A PostgreSQL that can be reached directly, and the schema of it that belongs to pg-boss. */
interface PgBossOptions {
  connectionString: string;
  schema?: string;
  log: Logger;
}

/**
 * The engine pg-boss: a queue for each kind, in a schema of its own, created or migrated
 * now.
 *
 * @throws {Error} when the database cannot be reached, or the schema not be made
 */
export async function createPgBossJobs(options: PgBossOptions): Promise<Jobs> {
  const { connectionString, schema = "jobs", log } = options;
  const boss = new PgBoss({
    connectionString,
    schema,
    application_name: "reslot",
    max: 4,
    schedule: false,
    superviseIntervalSeconds: superviseEverySeconds,
    monitorIntervalSeconds: superviseEverySeconds,
  });
  boss.on("error", (error) => log.error("JOBS_ENGINE_ERROR", error));
  await boss.start();
  await boss.createQueue(deadLetter);
  return createJobs(createStore(boss, log), log);
}

function createStore(boss: PgBoss, log: Logger): JobStore<JobAttempt> {
  const queueOf = createQueues(boss);
  const store: JobStore<JobAttempt> = {
    async enqueue({ kind, key, delayMs }) {
      const options = { singletonKey: nameOf(kind, key), startAfter: delayMs / 1_000 };
      await boss.send(await queueOf(kind), { cursor: null }, options);
    },

    claim: async (classes) =>
      (await Promise.all(classes.map((each) => claimOf(boss, queueOf, each)))).flat(),

    async renew({ kind, claim }) {
      await boss.touch(kind, claim);
    },

    done: ({ kind, key, claim }, again) =>
      inTransaction(boss, async (db) => {
        const isOurs = hasChanged(await boss.deleteJob(kind, claim, { db }));
        if (!isOurs || !again) return;
        const { againMs, cursor } = again;
        const place = { singletonKey: nameOf(kind, key), db };
        const sent = await boss.send(kind, { cursor }, { ...place, startAfter: againMs / 1_000 });
        // Another one was enqueued during the run; it needs the cursor.
        if (sent === null) await boss.update(kind, { cursor }, place);
      }),

    async fail({ kind, tries, claim }, error) {
      const isOurs = hasChanged(await boss.fail(kind, claim, { message: error }));
      if (isOurs && tries >= maxTries) {
        log.error("JOB_BURIED_ERROR", new Error(error), { kind, tries });
      }
    },

    close: () => boss.stop({ graceful: false }),
  };
  return store;
}

/** One class: its kinds in order, as long as it has places. */
async function claimOf(
  boss: PgBoss,
  queueOf: (kind: string) => Promise<string>,
  { kinds, places }: ClassToClaim,
): Promise<ClaimedJob<JobAttempt>[]> {
  const claimed: ClaimedJob<JobAttempt>[] = [];
  for (const kind of kinds) {
    if (claimed.length === places) break;
    const batchSize = places - claimed.length;
    const options = { batchSize, includeMetadata: true } as const;
    const jobs = await boss.fetch<JobData>(await queueOf(kind), options);
    for (const { id, retryCount, data, singletonKey } of jobs) {
      const key = singletonKey?.slice(nameOf(kind, "").length) ?? "";
      const claim = { id, retryCount };
      claimed.push({ kind, key, cursor: data.cursor, tries: retryCount + 1, claim });
    }
  }
  return claimed;
}

/** Creates each queue on first use: per key, at most one job waits and one runs. */
function createQueues(boss: PgBoss): (kind: string) => Promise<string> {
  const queues = new Map<string, Promise<string>>();
  const create = async (kind: string): Promise<string> => {
    await boss.createQueue(kind, { ...queueOptions, policy: "stately", deadLetter });
    return kind;
  };
  return (kind) => {
    const queue = queues.get(kind) ?? create(kind);
    queues.set(kind, queue);
    queue.catch(() => queues.delete(kind));
    return queue;
  };
}

type Database = ReturnType<PgBoss["getDb"]>;

async function inTransaction(boss: PgBoss, work: (db: Database) => Promise<void>): Promise<void> {
  const transaction = await boss.getDb().beginTransaction?.();
  if (!transaction) throw new TypeError("This database has no transactions.");
  try {
    await work(transaction.db);
    await transaction.commit();
  } catch (error) {
    await transaction.rollback();
    throw error;
  }
}

const answerSchema = z.object({ affected: z.number() });

/** Its type does not say so, but pg-boss counts what a command changed. */
function hasChanged(answer: CommandResponse): boolean {
  return answerSchema.parse(answer).affected > 0;
}

function nameOf(kind: string, key: string): string {
  return `${kind}/${key}`;
}
