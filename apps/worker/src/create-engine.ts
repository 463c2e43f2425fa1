import { type App, createTableJobs, type Jobs } from "@reslot/api/server";
import type { Env } from "./env.ts";

/** The jobs engine that the environment selects. pg-boss is loaded only when it is used. */
export async function createEngine(
  env: Pick<Env, "JOBS_ENGINE" | "JOBS_DATABASE_URL">,
  ports: App,
): Promise<Jobs> {
  const connectionString = env.JOBS_DATABASE_URL;
  if (env.JOBS_ENGINE === "table" || connectionString === undefined) return createTableJobs(ports);
  const { createPgBossJobs } = await import("@reslot/api/pg-boss");
  return createPgBossJobs({ connectionString, log: ports.log });
}
