import { z } from "zod";
import type { DbClient } from "./clients.ts";
import { unwrap } from "./unwrap.ts";

const table = "Jobs";

const jobSchema = z.object({
  kind: z.string(),
  key: z.string(),
  cursor: z.string().nullable(),
  tries: z.number(),
  fence: z.number(),
});
/** A job claimed by a worker. `tries` counts claims since the last success, including this one. */
type ClaimedJob = z.infer<typeof jobSchema>;

/** Identifies a job and its claim. */
export type JobClaim = Pick<ClaimedJob, "kind" | "key" | "fence">;

/** Scheduled work. Needs the server's client; delays are in milliseconds. */
export interface Jobs {
  /**
   * False when a job of the same kind and key is waiting already: its time stays. A running one runs once
   * more afterwards; a buried one starts over.
   */
  enqueue(job: { kind: string; key: string; delayMs: number }): Promise<boolean>;
  /** Claims due jobs for `leaseMs`: of each class up to its places, the longest due first. */
  claim(options: {
    classes: readonly { kinds: readonly string[]; places: number }[];
    leaseMs: number;
  }): Promise<ClaimedJob[]>;
  /** False when another worker has claimed the job since; the same for the next three. */
  renew(claim: JobClaim & { leaseMs: number }): Promise<boolean>;
  /** `againMs`: when a recurring job is due again; null deletes it. The next run gets `cursor`. */
  done(claim: JobClaim & { againMs: number | null; cursor: string | null }): Promise<boolean>;
  retry(claim: JobClaim & { delayMs: number; error: string }): Promise<boolean>;
  /** Gives up: the job stays, with its last error, until it is enqueued again. */
  bury(claim: JobClaim & { error: string }): Promise<boolean>;
  /** Deletes jobs that were given up more than `keepMs` ago. Gives how many. */
  prune(options: { keepMs: number }): Promise<number>;
}

/** @throws {DbError} from every method */
export function createJobs(client: DbClient): Jobs {
  return {
    enqueue({ kind, key, delayMs }) {
      const query = client.rpc("job_enqueue", { p_kind: kind, p_key: key, p_delay_ms: delayMs });
      return unwrap({ table, operation: "enqueue" }, query);
    },

    async claim({ classes, leaseMs }) {
      const query = client.rpc("job_claim_by_class", {
        p_classes: classes.map(({ kinds, places }) => ({ kinds: [...kinds], places })),
        p_lease_ms: leaseMs,
      });
      return z.array(jobSchema).parse(await unwrap({ table, operation: "claim" }, query));
    },

    renew({ leaseMs, ...claim }) {
      const query = client.rpc("job_renew", { ...named(claim), p_lease_ms: leaseMs });
      return unwrap({ table, operation: "renew" }, query);
    },

    done({ againMs, cursor, ...claim }) {
      const query = client.rpc("job_done", {
        ...named(claim),
        p_again_ms: againMs,
        p_cursor: cursor,
      });
      return unwrap({ table, operation: "done" }, query);
    },

    retry({ delayMs, error, ...claim }) {
      const query = client.rpc("job_retry", {
        ...named(claim),
        p_delay_ms: delayMs,
        p_error: error,
      });
      return unwrap({ table, operation: "retry" }, query);
    },

    bury({ error, ...claim }) {
      const query = client.rpc("job_bury", { ...named(claim), p_error: error });
      return unwrap({ table, operation: "bury" }, query);
    },

    prune({ keepMs }) {
      const query = client.rpc("job_prune", { p_keep_ms: keepMs });
      return unwrap({ table, operation: "prune" }, query);
    },
  };
}

function named({ kind, key, fence }: JobClaim) {
  return { p_kind: kind, p_key: key, p_fence: fence };
}
