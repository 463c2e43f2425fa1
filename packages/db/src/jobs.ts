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
/** A job that somebody works on. `tries` counts this time, since it last went well. */
export type ClaimedJob = z.infer<typeof jobSchema>;

/** What says which job, and that it is still ours. */
export type JobClaim = Pick<ClaimedJob, "kind" | "key" | "fence">;

/** Work that is due at a time. All of it is for the server's client; delays are in milliseconds. */
export interface Jobs {
  /**
   * False when one of the same kind and key waits already: its time stays. While one runs, it is done
   * once more afterwards; one that was given up begins anew.
   */
  enqueue(job: { kind: string; key: string; delayMs: number }): Promise<boolean>;
  /** Jobs of these kinds that are due, now ours for `leaseMs`. */
  claim(options: {
    kinds: readonly string[];
    limit: number;
    leaseMs: number;
  }): Promise<ClaimedJob[]>;
  /** False when somebody else has claimed the job since; so for the next three. */
  renew(claim: JobClaim & { leaseMs: number }): Promise<boolean>;
  /** `againMs`: due anew then, for work that never ends; null ends it. The next run gets `cursor`. */
  done(claim: JobClaim & { againMs: number | null; cursor: string | null }): Promise<boolean>;
  retry(claim: JobClaim & { delayMs: number; error: string }): Promise<boolean>;
  /** Gives up: the job stays, with its last error, until it is enqueued anew. */
  bury(claim: JobClaim & { error: string }): Promise<boolean>;
}

/** @throws {DbError} from every method */
export function createJobs(client: DbClient): Jobs {
  return {
    enqueue({ kind, key, delayMs }) {
      const query = client.rpc("job_enqueue", { p_kind: kind, p_key: key, p_delay_ms: delayMs });
      return unwrap({ table, operation: "enqueue" }, query);
    },

    async claim({ kinds, limit, leaseMs }) {
      const query = client.rpc("job_claim", {
        p_kinds: [...kinds],
        p_limit: limit,
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
  };
}

function named({ kind, key, fence }: JobClaim) {
  return { p_kind: kind, p_key: key, p_fence: fence };
}
